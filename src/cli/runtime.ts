import { createReadStream, fstatSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { CHUNK_BYTES } from '../stream/input.js'
import { StreamOutput } from '../stream/output.js'
import { EXIT } from './exit-codes.js'
import { Stderr } from './stderr.js'

/** How long work in flight may go on after the first SIGINT or SIGTERM. */
const GRACE_MS = 10_000

/** What a command knows of the world outside: streams, environment, and whether to stop. */
export interface Runtime {
  stdin: Readable & { isTTY?: boolean }
  stdout: StreamOutput
  stderr: Stderr
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  /** Aborted by the first signal, or when the reader downstream has gone: read no more, finish what runs. */
  stop: AbortController
  /** Aborted when the grace time is over, or the reader has gone: end what runs. */
  abort: AbortController
  /** The exit code that the end of this run calls for, besides errors. */
  exitCode: number
  /** Why, where it was said when it happened. */
  failure?: string
  /** stdout carries records of strom, which must not look whole where they are not. */
  publishes: boolean
  /** stdout is a terminal. */
  terminal: boolean
}

let current: Runtime | undefined

/** The runtime of this process. oclif makes the command objects, so it cannot be handed to them. */
export function runtime(): Runtime {
  current ??= {
    stdin: openStdin(),
    stdout: new StreamOutput(process.stdout, '<stdout>', process.stdout.isTTY),
    stderr: new Stderr(process.stderr, process.env.TERM === 'dumb'),
    publishes: true,
    terminal: process.stdout.isTTY === true,
    env: process.env,
    cwd: process.cwd(),
    stop: new AbortController(),
    abort: new AbortController(),
    exitCode: EXIT.done[0],
  }
  return current
}

/** stdin; where it is a file it is read in chunks as large as those of other files. Node's own are a quarter of that. */
function openStdin(): Readable {
  if (!fstatSync(0).isFile()) return process.stdin
  return createReadStream('', { fd: 0, autoClose: false, highWaterMark: CHUNK_BYTES })
}

/** First SIGINT or SIGTERM: stop reading, let work in flight finish. Second: end at once. */
export function listenForSignals(world: Runtime): void {
  const codes = { SIGINT: EXIT.interrupted[0], SIGTERM: EXIT.terminated[0] } as const
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (world.stop.signal.aborted) process.exit(codes[name])
      world.exitCode = codes[name]
      world.stop.abort(name)
      setTimeout(() => world.abort.abort(name), GRACE_MS).unref()
    })
  }
}
