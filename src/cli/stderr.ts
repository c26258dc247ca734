import type { Writable } from 'node:stream'
import { visibleText } from '../text/visible.js'

/** Back to the start of the line, and nothing on it. */
const CLEAR = '\r\u001b[K'

export interface Saying {
  level: 'warning' | 'error'
  /** The command that says it; none for strom as a whole. */
  command?: string | undefined
  message: string
  /** What to do now. */
  hint?: string | undefined
  exit?: number | undefined
}

/**
 * What is said to a person. Several commands of a pipe share one terminal, of which the last draws a line that moves:
 * whatever any of them says takes the place of that line, and it is drawn anew below. That nobody listens any more is
 * no reason to end the work.
 */
export class Stderr {
  /** How notes, errors and summaries are written. */
  format: 'text' | 'json' = 'text'
  readonly isTTY: boolean
  readonly #moves: boolean

  /** @param stream of the process; its errors are taken over
   *  @param dumb the terminal cannot erase a line */
  constructor(
    readonly stream: Writable & { isTTY?: boolean; columns?: number },
    dumb = false,
  ) {
    this.isTTY = stream.isTTY === true
    this.#moves = this.isTTY && !dumb
    stream.on('error', () => {})
  }

  /** Writes whole lines. */
  write(text: string): void {
    if (text) this.stream.write(this.#moves ? `${CLEAR}${text}` : text)
  }

  /** Shows a line that the next one replaces, cut to the width of the terminal; '' takes it away. */
  draw(line: string): void {
    if (this.#moves) this.stream.write(`${CLEAR}${line.slice(0, (this.stream.columns || 80) - 1)}`)
  }

  /** A warning or an error, with whatever came from outside made harmless. */
  say({ level, command, message, hint, exit }: Saying): void {
    const who = command ? `strom ${command}` : 'strom'
    const text = `${who}: ${message}\n${hint ? `  ${hint}\n` : ''}`
    this.write(
      this.format === 'json'
        ? `${JSON.stringify({ level, event: level === 'error' ? 'error' : 'note', command, message, hint, exit })}\n`
        : visibleText(text),
    )
  }
}
