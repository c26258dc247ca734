import { Config } from '@oclif/core/config'
import { run } from '@oclif/core/run'
import { visibleText } from '../text/visible.js'
import { EXIT } from './exit-codes.js'
import { report } from './report.js'
import { listenForSignals, runtime } from './runtime.js'

/**
 * Runs strom: finds the command, runs it, turns errors into messages and exit codes, drains stdout.
 * @param argv the arguments after the program's name
 * @param root the package's folder
 * @returns the exit code
 */
export async function main(argv: string[], root: string): Promise<number> {
  const world = runtime()
  listenForSignals(world)
  process.on('uncaughtException', (error) => {
    world.stderr.write(visibleText(report(error, argv, []).text))
    process.exit(EXIT.bug[0])
  })
  let failure = 0
  try {
    await run(argv, root)
  } catch (error) {
    const { code, text } = report(error, argv, await commandIds(root))
    world.stderr.write(visibleText(text))
    failure = code
  }
  try {
    await world.stdout.close()
  } catch (error) {
    failure ||= report(error, argv, []).code
  }
  return world.exitCode || failure
}

async function commandIds(root: string): Promise<string[]> {
  const config = await Config.load(root)
  return config.commands
    .filter((command) => !command.hidden)
    .map((command) => command.id.replaceAll(':', ' '))
}
