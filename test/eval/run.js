/**
 * npm run eval -- DIR [--only NAME]... [--json]
 *
 * Measures the built program on labelled corpora in DIR. Each module in tasks/ has as its default export one
 * task or an array of tasks:
 *
 *   { name: 'definition/deft',              // also what --only matches: whole name or its beginning
 *     needs: ['definition/deft.jsonl'],     // files below DIR; a task with a missing file is reported, not run
 *     run(dir) { return rows } }            // may be async
 *
 * A row is {task, n, figure, value, baseline?, reach?}: value, baseline (a simple method's figure on the same
 * rows) and reach (the figure to reach) are numbers; value is null where it is undefined.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, only: { type: 'string', multiple: true } },
})
const dir = positionals[0]

if (dir === undefined || !existsSync(dir)) {
  console.error(
    `usage: npm run eval -- DIR [--only NAME]... [--json]${dir ? `\n${dir}: no such folder` : ''}`,
  )
  process.exitCode = 64
} else {
  const wanted = (name) => values.only?.some((only) => name === only || name.startsWith(only)) ?? true
  const rows = []
  const missing = []
  for (const task of (await load()).filter(({ name }) => wanted(name))) {
    const lacking = (task.needs ?? []).filter((file) => !existsSync(join(dir, file)))
    if (lacking.length > 0) missing.push({ task: task.name, files: lacking })
    else rows.push(...(await task.run(dir)))
  }
  if (values.json) console.log(JSON.stringify({ rows, missing }, null, 2))
  else print(rows, missing)
}

async function load() {
  const folder = join(import.meta.dirname, 'tasks')
  const files = readdirSync(folder).filter((file) => file.endsWith('.js'))
  const modules = await Promise.all(files.sort().map((file) => import(join(folder, file))))
  return modules.flatMap((module) => module.default).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function print(rows, missing) {
  const number = (x) => (x === undefined ? '' : x === null ? '-' : x.toFixed(3))
  const header = ['task', 'n', 'figure', 'value', 'baseline', 'reach', '']
  const table = rows.map(({ task, n, figure, value, baseline, reach }) => {
    const verdict = reach === undefined ? '' : value !== null && value >= reach ? 'reached' : 'missed'
    return [task, String(n), figure, number(value), number(baseline), number(reach), verdict]
  })
  const widths = header.map((name, i) => Math.max(name.length, ...table.map((cells) => cells[i].length)))
  for (const cells of [header, ...table])
    console.log(
      cells
        .map((cell, i) => (i === 0 || i === 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
        .join('  ')
        .trimEnd(),
    )
  for (const { task, files } of missing) console.log(`${task}: not measured, missing ${files.join(', ')}`)
}
