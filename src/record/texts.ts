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
  return out
}

function collect(value: unknown, out: string[]): void {
  const stack = [value]
  for (let item = stack.pop(); stack.length > 0 || item !== undefined; item = stack.pop()) {
    if (typeof item === 'string') {
      if (item) out.push(item)
    } else if (Array.isArray(item)) {
      for (let i = item.length - 1; i >= 0; i--) stack.push(item[i])
    } else if (typeof item === 'object' && item !== null) {
      for (const key of Object.keys(item).reverse())
        if (!STRUCTURE.has(key)) stack.push((item as Record<string, unknown>)[key])
    }
  }
}
