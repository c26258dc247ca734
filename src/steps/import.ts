import type { Readable } from 'node:stream'
import { type Imported, type ImportOptions, importTurns, isConversation } from '../conversation/import.js'
import { documents } from '../stream/documents.js'
import { exportSources } from '../stream/export-files.js'
import type { Extent } from '../stream/extent.js'
import type { Source } from '../stream/input.js'
import { JsonLines } from '../stream/json-lines.js'
import { LineBuffer } from '../stream/line-buffer.js'
import { SeenIds } from '../stream/seen.js'
import type { BatchResult } from '../stream/sink.js'

/** What import reads, and whom it tells. */
export interface ImportRun {
  /** Files, folders, archives, `-` for stdin. */
  inputs: readonly string[]
  stdin: Readable
  stop: AbortSignal
  extent?: Extent
  /** Sees the bytes of every file as they are read. */
  tap?: ((file: string, chunk: Uint8Array) => void) | undefined
  /** Told of so many more conversations. */
  onConversations: (count: number) => void
  onWarning: (warning: string) => void
}

/** Where an export that is one object keeps its conversations. */
const MEMBERS = ['conversations']

/** Reads exports and writes their turns as lines. */
export async function* importBatches(
  { inputs, stdin, stop, extent, tap, onConversations, onWarning }: ImportRun,
  options: ImportOptions,
): AsyncGenerator<{ file: string; result: BatchResult }> {
  const lines = new JsonLines()
  const sources = exportSources(inputs, stdin, stop, onWarning, extent)
  const tapped = tap ? withTap(sources, tap) : sources
  const found = documents(tapped, { members: MEMBERS, isDocument: isConversation, stop })
  for await (const imported of importTurns(found, { known: new SeenIds(), ...options })) {
    onConversations(imported.conversations)
    for (const warning of imported.warnings) onWarning(warning)
    yield* batchesOf(imported, lines)
  }
}

function* batchesOf({ turns, messages: read, rejected, rejects, bad }: Imported, lines: JsonLines) {
  const file = bad[0]?.file ?? ''
  const nothing = { read: 0, rejected: {}, rejects: new Uint8Array(0), bad: [] }
  for (const turn of turns) {
    lines.add(turn)
    if (lines.full) yield { file, result: { ...nothing, ...lines.take() } satisfies BatchResult }
  }
  const kept = new LineBuffer()
  for (const reject of rejects) kept.line(JSON.stringify(reject))
  const counts = { read: read + bad.length, rejected, rejects: kept.bytes, bad }
  yield { file, result: { ...lines.take(), ...counts } satisfies BatchResult }
}

async function* withTap(sources: AsyncIterable<Source>, tap: NonNullable<ImportRun['tap']>) {
  for await (const { file, chunks } of sources) {
    const seen = async function* () {
      for await (const chunk of chunks) {
        tap(file, chunk)
        yield chunk
      }
    }
    yield { file, chunks: seen() }
  }
}
