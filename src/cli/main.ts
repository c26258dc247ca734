import { Config } from '@oclif/core/config'
import { run } from '@oclif/core/run'
import { type Failure, UpstreamError } from '../record/errors.js'
import { EXIT } from './exit-codes.js'
import { type Report, report } from './report.js'
import { listenForSignals, type Runtime, runtime } from './runtime.js'

/** Exit codes of runs that did all they were asked to. */
const WHOLE: readonly number[] = [EXIT.done[0], EXIT.someFailed[0]]

/**
 * Runs strom: finds the command, runs it, turns errors into messages and exit codes, drains stdout.
 * @param argv the arguments after the program's name
 * @param root the package's folder
 * @returns the exit code
 */
export async function main(argv: string[], root: string): Promise<number> {
  const world = runtime()
  if (asksForJson(argv, world.env)) world.stderr.format = 'json'
  listenForSignals(world)
  process.on('uncaughtException', async (error) => {
    const found = say(report(error, argv, []), argv, world)
    await sayDownstream(world, argv, found.code, found).catch(() => {})
    process.exit(found.code)
  })
  let failed: unknown
  let found: Report | undefined
  try {
    await run(argv, root)
  } catch (error) {
    failed = error
    found = say(report(error, argv, await commandIds(root)), argv, world)
  }
  const code = world.exitCode || found?.code || EXIT.done[0]
  try {
    await sayDownstream(world, argv, code, failed instanceof UpstreamError ? failed.failure : found)
    await world.stdout.close()
  } catch (error) {
    return code || report(error, argv, []).code
  }
  return code
}

/** Says it on stderr. */
function say(found: Report, argv: readonly string[], world: Runtime): Report {
  const { message, hint, code: exit } = found
  const command = world.stderr.format === 'json' ? argv[0] : undefined
  if (message) world.stderr.say({ level: 'error', command, message, hint, exit })
  return found
}

/**
 * On failure only: the last line of a command that writes records says so, and every command that reads it ends with
 * 65 before it publishes anything. A pipe of which any command failed makes nothing that looks finished.
 */
async function sayDownstream(
  { stdout, publishes, terminal, failure: said }: Runtime,
  argv: readonly string[],
  code: number,
  failure: Failure | undefined,
): Promise<void> {
  if (WHOLE.includes(code) || !publishes || terminal) return
  const meaning = Object.values(EXIT).find(([exit]) => exit === code)?.[1] ?? ''
  const { command = argv[0], message = said, exit = code } = failure ?? {}
  const error = { class: 'incomplete', command, exit, message: message || meaning }
  await stdout.write(`${JSON.stringify({ schema: 'strom.error/1', error })}\n`)
}

/** Looked up before any command has read its flags, for errors in them. */
function asksForJson(argv: readonly string[], env: Runtime['env']): boolean {
  const at = argv.findIndex((word) => word.startsWith('--log-format'))
  const flag = argv[at]?.split('=')[1] ?? argv[at + 1]
  return (at >= 0 ? flag : env.STROM_LOG_FORMAT) === 'json'
}

async function commandIds(root: string): Promise<string[]> {
  const config = await Config.load(root)
  return config.commands
    .filter((command) => !command.hidden)
    .map((command) => command.id.replaceAll(':', ' '))
}
