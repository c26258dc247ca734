// npm run bench -- [--size MB] [--runs N] [--only COMMAND,...] [--against REV] [--growth [--sizes MB,...]]
// Speed, memory and start-up of every command as a whole process, and ratios to cat, wc, jq and a bare Node loop.
// --growth runs the streaming commands once on 10 MB, 100 MB and 1 GB instead: time grows with the input, memory does not.
import { execSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeChatgptExport, writeExamples, writeTurns } from './corpus.js'
import { growth } from './growth.js'
import { compare } from './measure.js'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string' },
    against: { type: 'string' },
    growth: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '10,100,1000' },
  },
})
const root = join(import.meta.dirname, '..', '..')
const runs = Number(values.runs)
const bytes = Number(values.size) * 1e6
const folder = mkdtempSync(join(tmpdir(), 'strom-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const at = (name) => join(folder, name)
const strom = (build = root) => `node ${join(build, 'bin', 'run.js')}`

if (values.growth) {
  console.table(growth(strom(), folder, values.sizes.split(',').map(Number), values.only?.split(',')))
  process.exit()
}

/** How each input is made, once a command needs it. */
const INPUTS = {
  turns: () => writeTurns(at('turns'), bytes),
  'export.json': () => writeChatgptExport(at('export.json'), bytes),
  'export.jsonl': () => writeChatgptExport(at('export.jsonl'), bytes, true),
  rows: () => writeExamples(at('rows'), bytes),
  scored: () => pipe('turns', 'score', 'scored'),
  patterns: () => pipe('scored', 'mine', 'patterns'),
  examples: () => pipe('patterns', 'synthesize', 'examples'),
}
/** @returns the path of an input */
function input(name) {
  if (!existsSync(at(name))) INPUTS[name]()
  return at(name)
}
const pipe = (from, command, to) =>
  execSync(`${strom()} ${command} -q -i ${input(from)} -o ${at(to)}`, {
    stdio: ['ignore', 'ignore', 'inherit'],
  })

/** What is measured: name, input file, and the line with FILE for the input. */
const COMMANDS = {
  import: ['export.json', 'import -q -i FILE > /dev/null'],
  score: ['turns', 'score -q < FILE > /dev/null'],
  'score -j 2': ['turns', 'score -q -j 2 < FILE > /dev/null'],
  enrich: ['scored', 'enrich -q < FILE > /dev/null'],
  mine: ['scored', 'mine -q < FILE > /dev/null'],
  'mine -j 2': ['scored', 'mine -q -j 2 < FILE > /dev/null'],
  synthesize: ['patterns', 'synthesize -q < FILE > /dev/null'],
  dedup: ['rows', 'dedup -q < FILE > /dev/null'],
  'dedup -j 2': ['rows', 'dedup -q -j 2 < FILE > /dev/null'],
  redact: ['turns', 'redact -q < FILE > /dev/null'],
  'redact -j 2': ['turns', 'redact -q -j 2 < FILE > /dev/null'],
  export: ['examples', 'export -q --format chatml < FILE > /dev/null'],
  stats: ['scored', 'stats -q < FILE > /dev/null'],
}
const only = values.only?.split(',') ?? Object.keys(COMMANDS)
const builds = { strom: root, ...(values.against && { [values.against]: checkout(values.against) }) }
const hasJq = spawns('jq --version')
if (!hasJq) console.log('jq is not installed: no ratios to it')

const rows = []
for (const name of only) {
  const [from, line] = COMMANDS[name]
  const file = input(from)
  // an export is one line: the bare loop and jq get its conversations one a line
  const bare = from === 'export.json' ? input('export.jsonl') : file
  const lines = Object.fromEntries(
    Object.entries(builds).map(([build, path]) => [build, `${strom(path)} ${line.replace('FILE', file)}`]),
  )
  const figures = compare(
    {
      ...lines,
      bare: `node ${join(import.meta.dirname, 'bare.js')} < ${bare} > /dev/null`,
      cat: `cat < ${file} > /dev/null`,
      wc: `wc -l < ${file} > /dev/null`,
      ...(hasJq && { jq: `jq -c . < ${bare} > /dev/null` }),
    },
    runs,
  )
  const megabytes = statSync(file).size / 1e6
  const records = Number(execSync(`wc -l < ${file}`))
  for (const build of Object.keys(builds)) {
    const { wall, cpu, rss } = figures[build]
    rows.push({
      command: build === 'strom' ? name : `${name} (${build})`,
      'input MB': megabytes.toFixed(1),
      'wall s': wall.toFixed(2),
      'MB/s': (megabytes / wall).toFixed(1),
      'records/s': records > 1 ? Math.round(records / wall) : '-',
      'peak RSS MB': Math.round(rss),
      'CPU / bare': (cpu / figures.bare.cpu).toFixed(2),
      'CPU / jq': hasJq ? (cpu / figures.jq.cpu).toFixed(2) : '-',
      'wall / cat': (wall / Math.max(figures.cat.wall, 0.001)).toFixed(0),
      'wall / wc': (wall / Math.max(figures.wc.wall, 0.001)).toFixed(0),
    })
  }
}
console.table(rows)

const start = compare(
  {
    'node -e 0': 'node -e 0',
    '--version': `${strom()} --version > /dev/null`,
    'score, empty': `${strom()} score -q < /dev/null`,
    'mine, empty': `${strom()} mine -q < /dev/null`,
    'consume, empty': `${strom()} consume -q < /dev/null`,
  },
  Math.max(runs, 5),
)
console.table(
  Object.entries(start).map(([name, { wall, cpu }]) => ({
    start: name,
    'wall ms': Math.round(wall * 1000),
    'wall / node -e 0': (wall / start['node -e 0'].wall).toFixed(2),
    'CPU / node -e 0': (cpu / start['node -e 0'].cpu).toFixed(2),
  })),
)

/** Another revision, built in a folder of its own with the packages installed here. */
function checkout(revision) {
  const path = at(`build-${revision.replace(/\W/g, '_')}`)
  execSync(`git -C ${root} worktree add --detach ${path} ${revision}`, { stdio: 'ignore' })
  process.on('exit', () => execSync(`git -C ${root} worktree remove --force ${path}`, { stdio: 'ignore' }))
  if (!existsSync(join(path, 'node_modules')))
    execSync(`ln -s ${join(root, 'node_modules')} ${path}/node_modules`)
  execSync('npm run build --silent', { cwd: path, stdio: 'ignore' })
  return path
}

function spawns(command) {
  try {
    execSync(command, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
