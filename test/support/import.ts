import { type Imported, type ImportOptions, importTurns } from '../../src/conversation/import.js'
import type { BadDocument, Document } from '../../src/record/document.js'

/** Runs import over parsed values, each one a document of the file. */
export async function importValues(
  values: unknown[],
  options: Partial<ImportOptions> = {},
  file = 'test.json',
) {
  return importDocuments(
    values.map((value, index) => ({ file, at: index + 1, line: index + 1, column: 1, value })),
    options,
  )
}

export async function importDocuments(
  documents: (Document | BadDocument)[],
  options: Partial<ImportOptions> = {},
): Promise<Imported> {
  const all: Imported = {
    turns: [],
    conversations: 0,
    messages: 0,
    rejected: {},
    rejects: [],
    bad: [],
    warnings: [],
  }
  const batches = (async function* () {
    for (const document of documents) yield [document]
  })()
  for await (const part of importTurns(batches, { branches: 'active', context: 4, ...options })) {
    all.conversations += part.conversations
    all.messages += part.messages
    for (const key of ['turns', 'rejects', 'bad', 'warnings'] as const) {
      ;(all[key] as unknown[]).push(...part[key])
    }
    for (const [reason, count] of Object.entries(part.rejected)) {
      all.rejected[reason] = (all.rejected[reason] ?? 0) + count
    }
  }
  return all
}

/** Question and answer of every turn, for reading in a test. */
export function pairs({ turns }: Imported): [string, string][] {
  return turns.map(({ user, assistant }) => [user, assistant])
}
