import { StromError } from '../record/errors.js'
import { DownstreamClosed } from '../stream/output.js'
import { nearest } from '../text/nearest.js'
import { EXIT } from './exit-codes.js'

export interface Report {
  code: number
  /** For stderr; empty where there is nothing to say. */
  text: string
}

interface OclifError extends Error {
  oclif?: { exit?: number }
  code?: string
}

/** Turns whatever was thrown into an exit code and three lines for a person: what, where, what to do now. */
export function report(error: unknown, argv: readonly string[], commands: readonly string[]): Report {
  if (error instanceof DownstreamClosed) return { code: EXIT.done[0], text: '' }
  if (error instanceof StromError) {
    const hint = error.hint ? `  ${error.hint}\n` : ''
    return { code: error.exitCode, text: `strom: ${error.message}\n${hint}` }
  }
  const { oclif, code, message, stack } = error as OclifError
  if (code === 'EEXIT') return { code: oclif?.exit ?? 0, text: '' }
  if (oclif) return { code: EXIT.usage[0], text: usage(message, argv, commands) }
  return {
    code: EXIT.bug[0],
    text: `strom: this is a bug in strom: ${message}\n${stack ?? ''}\n  please report it with the command and the lines above\n`,
  }
}

function usage(message: string, argv: readonly string[], commands: readonly string[]): string {
  const plain = message.replace(/\u001b\[[0-9;]*m/g, '').replace(/\nSee more help with --help$/, '')
  const unknown = /^command (\S+) not found$/.exec(plain)
  if (unknown) {
    const command = commands.find((name) => argv.join(' ').startsWith(`${name} `))
    if (command) {
      return `strom: '${command}' takes no arguments\n  files are named with --input FILE; 'strom ${command} --help' shows the flags\n`
    }
    const asked = argv.filter((word) => !word.startsWith('-')).join(' ')
    const guess = nearest(asked, commands) ?? nearest(argv[0] ?? '', commands)
    return `strom: there is no command '${asked}'\n  ${guess ? `did you mean 'strom ${guess}'? ` : ''}'strom --help' lists the commands\n`
  }
  return `strom: ${plain}\n  'strom --help' lists the commands\n`
}
