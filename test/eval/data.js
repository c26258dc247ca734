import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The rows of a JSONL file below the data folder. */
export function readRows(dir, file) {
  return readFileSync(join(dir, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line))
}

/** Rows of one task: `figures` is {name: value} or {name: {value, baseline, reach}}. */
export function figures(task, n, values) {
  return Object.entries(values).map(([figure, value]) => ({
    task,
    n,
    figure,
    ...(typeof value === 'object' && value !== null ? value : { value }),
  }))
}

/** Rows by what `key` says of them, in order. */
export function groupBy(rows, key) {
  const groups = new Map()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}
