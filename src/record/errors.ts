/**
 * An error that a person can act on: what failed, where, what to do now. Anything else that is thrown is a
 * bug in strom and exits with 70. Each class owns its exit code (sysexits.h where it has one).
 */
export class StromError extends Error {
  readonly exitCode: number = 70
  /** What to do now: the exact command, flag or edit. */
  readonly hint: string | undefined

  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.hint = hint
  }
}

/** The command line is wrong. */
export class UsageError extends StromError {
  override readonly exitCode = 64
}

/** A line or record of the input is wrong. */
export class DataError extends StromError {
  override readonly exitCode = 65
}

/** What a command that failed says in its last line, where it writes records. */
export interface Failure {
  command?: string
  message: string
  exit?: number
}

/** The command that made the input says, in its last line, that it failed: what came before is not all there is. */
export class UpstreamError extends DataError {
  /** @param at file and line */
  constructor(
    at: string,
    readonly failure: Failure,
  ) {
    const { command, message } = failure
    super(
      `${at}: '${command ? `strom ${command}` : 'the command before this one'}' failed, so this is not all: ${message}`,
      'mend that first; nothing is published of a part (without this line, the file is taken as it is)',
    )
  }
}

/** An input file is missing or cannot be read. */
export class MissingInputError extends StromError {
  override readonly exitCode = 66
}

/** The model's provider refuses the request for good. */
export class ProviderError extends StromError {
  override readonly exitCode = 69
}

/** The output cannot be written: disk full, read-only, no permission. */
export class CannotWriteError extends StromError {
  override readonly exitCode = 73
}

/** Nothing is wrong, but not now: rate limit, lock held, budget reached. */
export class TryLaterError extends StromError {
  override readonly exitCode = 75
}

/** A key is missing or not accepted. */
export class AccessError extends StromError {
  override readonly exitCode = 77
}

/** A configuration file is wrong. */
export class ConfigError extends StromError {
  override readonly exitCode = 78
}
