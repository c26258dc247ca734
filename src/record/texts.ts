import type { Step } from './step.js'

/** Keys that say what a record is, or where it comes from, and are no text of it. */
const STRUCTURE = new Set([
  'schema',
  'id',
  'conversation',
  'index',
  'time',
  'kind',
  'role',
  'from',
  'class',
  'model',
  'origin',
  'language',
  'source',
  'sources',
  'evidence',
  'why',
  'meta',
  'metadata',
  'authors',
])

/** Below these a key is the data's own, and no word of strom's. */
const OPEN = new Set(['arguments', 'result', 'parameters'])

/** Where a kind of record, or a trainer's row, keeps what a reader would read; the first list that fits is used. */
const TEXT_FIELDS: readonly (readonly string[])[] = [
  ['user', 'assistant'],
  ['messages'],
  ['conversations'],
  ['instruction', 'input', 'output'],
  ['prompt', 'completion', 'chosen'],
  ['response'],
  ['statement'],
  ['question', 'answer'],
  ['text'],
  ['content'],
]

/** The texts of a record of any kind, or of a trainer's row, in the order they are read. */
export function textsOf(record: Record<string, unknown>): string[] {
  const fields = TEXT_FIELDS.find((names) =>
    names.some((name) => record[name] !== undefined && record[name] !== null),
  )
  const out: string[] = []
  if (fields) for (const name of fields) collect(record[name], out)
  else collect(record, out)
  if (Array.isArray(record.steps)) for (const step of record.steps as Step[]) callLines(step, out)
  return out
}

/** What an agent did, a line a call: two answers of the same words may have done different things. */
function callLines({ calls }: Step, out: string[]): void {
  for (const { name, arguments: given } of calls ?? [])
    out.push(`${name} ${typeof given === 'string' ? given : JSON.stringify(given)}`)
}

function collect(value: unknown, out: string[]): void {
  const stack: [value: unknown, free: boolean][] = [[value, false]]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [item, free] = next
    if (typeof item === 'string') {
      if (item) out.push(item)
    } else if (Array.isArray(item)) {
      for (let i = item.length - 1; i >= 0; i--) stack.push([item[i], free])
    } else if (typeof item === 'object' && item !== null) {
      for (const key of Object.keys(item).reverse())
        if (free || !STRUCTURE.has(key))
          stack.push([(item as Record<string, unknown>)[key], free || OPEN.has(key)])
    }
  }
}
