import { StromError } from '../record/errors.js'
import { DownstreamClosed } from '../stream/output.js'
import { nearest } from '../text/nearest.js'
import { EXIT } from './exit-codes.js'

export interface Report {
  code: number
  /** What failed and where; empty where there is nothing to say. */
  message: string
  /** What to do now. */
  hint?: string | undefined
}

interface OclifError extends Error {
  oclif?: { exit?: number }
  code?: string
}

/** Turns whatever was thrown into an exit code and what to say to a person: what, where, what to do now. */
export function report(error: unknown, argv: readonly string[], commands: readonly string[]): Report {
  if (error instanceof DownstreamClosed) return { code: EXIT.done[0], message: '' }
  if (error instanceof StromError) return { code: error.exitCode, message: error.message, hint: error.hint }
  const { oclif, code, message, stack } = error as OclifError
  if (code === 'EEXIT') return { code: oclif?.exit ?? 0, message: '' }
  if (oclif) return { code: EXIT.usage[0], ...usage(message, argv, commands) }
  return {
    code: EXIT.bug[0],
    message: `this is a bug in strom: ${message}\n${stack ?? ''}`,
    hint: 'please report it with the command and the lines above',
  }
}

function usage(
  message: string,
  argv: readonly string[],
  commands: readonly string[],
): Pick<Report, 'message' | 'hint'> {
  const plain = message.replace(/\u001b\[[0-9;]*m/g, '').replace(/\nSee more help with --help$/, '')
  if (!/^command .+ not found\.?$/i.test(plain))
    return { message: plain, hint: "'strom --help' lists the commands" }
  const words = argv.filter((word) => !word.startsWith('-') && word !== 'help')
  const command = commands.find((name) => words.join(' ').startsWith(`${name} `))
  if (command)
    return {
      message: `'strom ${command}' takes no arguments`,
      hint: `'strom ${command} --help' shows its flags`,
    }
  const asked = words.join(' ')
  const guess = nearest(asked, commands) ?? nearest(words[0] ?? '', commands)
  return {
    message: `there is no command '${asked}'`,
    hint: `${guess ? `did you mean 'strom ${guess}'? ` : ''}'strom --help' lists the commands`,
  }
}
