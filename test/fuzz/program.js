import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { Config } from '@oclif/core/config'

/** strom inside this process, as `main` runs it, so that thousands of inputs need one start. */
export const ROOT = process.env.STROM_ROOT ?? join(import.meta.dirname, '..', '..')
export const DIST = pathToFileURL(join(ROOT, 'dist')).href
const { runtime } = await import(`${DIST}/cli/runtime.js`)
const { report } = await import(`${DIST}/cli/report.js`)
const { Stderr } = await import(`${DIST}/cli/stderr.js`)
const { StreamOutput } = await import(`${DIST}/stream/output.js`)
const config = await Config.load(ROOT)

/** What oclif knows of every command: its flags and, for filters, the kind of record it reads. */
export const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'oclif.manifest.json'), 'utf8')).commands

/** All exit codes that an input may lead to; 70 is a bug. */
export const CODES = [0, 1, 64, 65, 66, 69, 73, 75, 77, 78]

function collect() {
  const chunks = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk))
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') }
}

/**
 * Runs a command to its end.
 * @param {string} id of the manifest, such as `queue:status`
 * @param {string[]} args
 * @param {Buffer[]} chunks of stdin, as they arrive
 * @returns {Promise<{ code: number, stdout: string, stderr: string, stack?: string }>}
 */
export async function run(id, args, chunks = [], env = {}) {
  const { default: Command } = await import(`${DIST}/commands/${id.replaceAll(':', '/')}.js`)
  Command.id = id
  const [out, err] = [collect(), collect()]
  const world = runtime()
  const stderr = new Stderr(err.stream)
  if (args[args.indexOf('--log-format') + 1] === 'json') stderr.format = 'json' // as main does, before a command runs
  Object.assign(world, {
    stdin: Readable.from(chunks, { objectMode: false }),
    stdout: new StreamOutput(out.stream),
    stderr,
    env: { PATH: process.env.PATH, ...env },
    cwd: process.cwd(),
    stop: new AbortController(),
    abort: new AbortController(),
    exitCode: 0,
    failure: undefined,
    publishes: false,
    terminal: false,
  })
  let failure = 0
  let stack
  try {
    await Command.run(args, config)
  } catch (error) {
    const { code, message, hint } = report(error, [id, ...args], [])
    if (message) world.stderr.say({ level: 'error', message, hint, exit: code })
    failure = code
    if (code === 70) stack = error?.stack ?? String(error)
  }
  await world.stdout.close()
  return { code: world.exitCode || failure, stdout: out.text(), stderr: err.text(), stack }
}
