import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { check, runs } from './checks.js'
import { good } from './goods.js'
import { broken, chunksOf } from './inputs.js'
import { MANIFEST } from './program.js'

/** Flags that a filter is tried with, each set in its turn. */
const ARGS = {
  score: [[], ['--keep', 'signal']],
  mine: [[], ['--all']],
  synthesize: [[], ['--context', '--no-steps', '--kinds', 'qa,code,causal']],
  export: [
    ...['alpaca', 'chatml', 'csv', 'dpo', 'kto', 'raw', 'sharegpt', 'prompt-completion', 'fewshot'].map(
      (name) => ['--format', name],
    ),
    ...['axolotl', 'llamafactory', 'trl', 'unsloth', 'together', 'fireworks', 'openai'].map((name) => [
      '--for',
      name,
      '--out',
      'set',
    ]),
    ['--for', 'trl', '--out', 'set', '--format', 'dpo'],
  ],
  dedup: [[], ['--exact']],
  redact: [[], ['--check'], ['--kinds', 'secret,phone']],
  stats: [[], ['--format', 'json']],
  learn: [
    ['-n', '3'],
    ['-n', '3', '--explain'],
    ['-n', '3', '--policy', 'count'],
    ['--objective', 'yield', '-n', '3'],
  ],
  augment: [['--provider', 'simulated', '-j', '4']],
  judge: [
    ['--provider', 'simulated', '-j', '4'],
    ['--provider', 'simulated', '--votes', '2'],
  ],
  produce: [['--provider', 'simulated', '-j', '4']],
  consume: [
    ['--provider', 'simulated', '-j', '4'],
    ['--provider', 'simulated', '--unordered'],
  ],
}
/** Sum up what they read, so their output is not that of single records. */
const SUMS_UP = ['stats', 'analyze']
/** What one record becomes depends on those before it. */
const STATEFUL = ['augment', 'dedup', 'produce', 'learn', 'export', 'redact', 'mine', 'synthesize']
/** One record in, one record out, unless it is rejected or has failed. */
const ONE_EACH = ['score', 'enrich', 'dedup', 'redact', 'produce', 'consume', 'judge']

/** A target for every command that reads records and not exports, by the static `reads` of its class. */
export const filters = Object.values(MANIFEST)
  .filter(({ id, reads }) => reads !== undefined && id !== 'import' && id !== 'make')
  .map(({ id, reads }) => ({ name: id, trial: (chance, options) => trial(id, reads, chance, options) }))

/** Good lines between bad ones: every good one is answered, and every line counted. */
async function trial(id, reads, chance, { most, folder }) {
  const args = chance.pick(ARGS[id] ?? [[]])
  const lines = (await good(reads)).slice(0, 4)
  const pieces = lines.flatMap((line) => [Buffer.from(line), ...bad(chance, lines, most)])
  const end = Buffer.from(chance.pick(['\n', '\n', '\r\n', '\n\n']))
  const parts = [...bad(chance, lines, most), ...pieces].flatMap((piece) => [piece, end])
  if (chance.one(3)) parts.pop()
  if (chance.one(4)) parts.unshift(Buffer.from('\ufeff'))
  const stdin = Buffer.concat(parts)

  const [errors, rejects] = [join(folder, 'errors'), join(folder, 'rejects')]
  for (const path of [errors, rejects, join(folder, 'set')]) rmSync(path, { recursive: true, force: true })
  const kept = ['--log-format', 'json', '--errors', errors, '--rejects', rejects]
  const result = await runs(id, [...args, ...kept], chunksOf(chance, stdin), [0, 1])
  const summary = JSON.parse(result.stderr.split('\n').find((line) => line.includes('"event":"summary"')))
  const failed = jsonLinesOf(errors)
  check(summary.in === countLines(stdin), `read ${summary.in} of ${countLines(stdin)} lines`)
  check(summary.failed === failed.length, `${summary.failed} failed, ${failed.length} kept in --errors`)
  const lost = failed.find(({ record }) => lines.includes(record))
  check(!lost, `a good line failed: ${lost?.error.message}`)
  check(
    failed.length === 0 || result.code === 1,
    `exit code ${result.code} with ${failed.length} failed lines`,
  )
  const rejected = Object.values(summary.rejected).reduce((a, b) => a + b, 0)
  jsonLinesOf(rejects)
  if (ONE_EACH.includes(id) && !args.includes('--check')) {
    const answered = summary.out + summary.failed + rejected + (summary.repeated ?? 0)
    check(answered === summary.in, `${summary.in} read, ${answered} answered: ${JSON.stringify(summary)}`)
  }
  if (!SUMS_UP.includes(id) && !STATEFUL.includes(id)) await includesGood(id, args, lines, result.stdout)
  if (chance.one(4)) await runs(id, args, chunksOf(chance, stdin), failed.length ? [65] : [0, 1])
}

const bad = (chance, lines, most) =>
  Array.from({ length: chance.below(4) }, () => broken(chance, JSON.parse(chance.pick(lines)), most))

const alone = new Map()
const timeless = (line) => line.replace(/,"(?:duration_ms":[\d.]+|time":"[^"]+")/g, '')

async function includesGood(id, args, lines, stdout) {
  const key = `${id} ${args}`
  if (!alone.has(key)) alone.set(key, (await runs(id, args, [Buffer.from(lines.join('\n'))], [0])).stdout)
  const found = new Set(stdout.split('\n').map(timeless))
  const missing = alone
    .get(key)
    .split('\n')
    .map(timeless)
    .find((line) => !found.has(line))
  check(missing === undefined, `what a good line becomes is missing: ${missing}`)
}

/** Lines that are not blank, as a reader of the documentation would count them. */
function countLines(bytes) {
  let text = bytes.toString('utf8')
  if (text.startsWith('\ufeff')) text = text.slice(1)
  return text.split('\n').filter((line) => line.trim() !== '').length
}

function jsonLinesOf(path) {
  if (!existsSync(path)) return []
  const records = readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  return records
}
