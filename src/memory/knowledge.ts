import { readFileSync } from 'node:fs'
import { MissingInputError } from '../record/errors.js'
import { contentId } from '../record/id.js'
import { parseRecord } from '../record/parse.js'
import type { Turn } from '../record/turn.js'
import { blocks } from '../text/blocks.js'
import type { Passage } from './memory.js'

/** A passage grows to about so many characters: enough to answer from, few enough to put beside a question. */
const PASSAGE = 1000
/** No passage is longer; what is beyond is a passage of its own. */
const LONGEST = 4000

/**
 * The passages of files of turns (JSON lines), Markdown or plain text.
 * @throws MissingInputError
 */
export function readKnowledge(paths: readonly string[]): Passage[] {
  const passages = new Map<string, Passage>()
  for (const path of paths) {
    for (const { text, at } of /\.jsonl$/i.test(path) ? turnsOf(read(path)) : passagesOf(read(path))) {
      const id = contentId('k', path, text)
      passages.set(id, { id, text, origin: `${path}: ${at}` })
    }
  }
  return [...passages.values()]
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new MissingInputError(`cannot read ${path}: ${(error as Error).message}`, 'check --knowledge')
  }
}

function* turnsOf(text: string): Generator<{ text: string; at: string }> {
  for (const [i, line] of text.split('\n').entries()) {
    const { record } = (line.trim() ? parseRecord('turn', line) : {}) as { record?: Turn }
    if (record) yield { text: `${record.user}\n\n${record.assistant}`, at: `line ${i + 1}` }
  }
}

/** Blocks of Markdown that stand together under one heading, which each passage begins with. */
export function* passagesOf(text: string): Generator<{ text: string; at: string }> {
  let heading = ''
  let [start, end] = [0, 0]
  function* close(): Generator<{ text: string; at: string }> {
    for (; start < end; start += LONGEST) {
      const part = text.slice(start, Math.min(end, start + LONGEST)).trim()
      if (part) yield { text: heading ? `${heading}\n${part}` : part, at: heading || 'text' }
    }
  }
  for (const block of blocks(text)) {
    if (block.kind === 'heading' || block.end - start > PASSAGE) {
      yield* close()
      start = block.start
    }
    if (block.kind === 'heading') {
      heading = text.slice(block.inner.start, Math.min(block.inner.end, block.inner.start + 200)).trim()
      start = block.end
    }
    end = block.end
  }
  yield* close()
}
