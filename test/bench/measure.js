// Runs commands as whole processes, in turn, and takes the median of each figure.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const RSS = join(tmpdir(), `strom-bench-${process.pid}.rss`)
const HOOK = pathToFileURL(join(import.meta.dirname, 'rss-hook.js')).href

/** One run of a line of bash: seconds by the clock, CPU seconds, peak RSS in MB of the Node processes in it. */
export function once(line, env = {}) {
  rmSync(RSS, { force: true })
  const { stderr, status } = spawnSync('bash', ['--norc', '-c', `TIMEFORMAT='%R %U %S'; time { ${line}; }`], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, ...env, NODE_OPTIONS: `--import=${HOOK}`, STROM_BENCH_RSS: RSS },
  })
  const figures = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(stderr)
  if (status !== 0 || !figures) throw new Error(`${line}\n${stderr}`)
  const [, wall, user, system] = figures.map(Number)
  return { wall, cpu: user + system, rss: peak() }
}

/** Medians of several runs of several lines, each run once per round, so that a slow spell hits all alike. */
export function compare(lines, runs) {
  const rounds = Array.from({ length: runs }, () =>
    Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, once(line)])),
  )
  return Object.fromEntries(
    Object.keys(lines).map((name) => {
      const of = (figure) => median(rounds.map((round) => round[name][figure]))
      return [name, { wall: of('wall'), cpu: of('cpu'), rss: of('rss') }]
    }),
  )
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

function peak() {
  try {
    return Math.max(...readFileSync(RSS, 'utf8').trim().split('\n').map(Number)) / 1024
  } catch {
    return 0
  }
}
