import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

/** What the person does at the terminal. */
export interface Terminal {
  /** The lines typed, until the end of the input. */
  lines(): AsyncGenerator<string>
  /** Called on Ctrl-C; without a handler it ends the lines. */
  onInterrupt(handler: (() => void) | undefined): void
  close(): void
}

/**
 * A terminal with a prompt and line editing. Lines that come while nobody asks, such as pasted ones, wait.
 * @param echo where prompt and editing are shown
 */
export function openTerminal(input: Readable, echo: Writable, prompt: string): Terminal {
  const rl = createInterface({ input, output: echo, prompt, terminal: true, historySize: 200 })
  const waiting: string[] = []
  let ended = false
  let wake: () => void = () => {}
  let interrupted: (() => void) | undefined
  rl.on('line', (line) => {
    waiting.push(line)
    wake()
  })
  rl.on('close', () => {
    ended = true
    wake()
  })
  rl.on('SIGINT', () => (interrupted ? interrupted() : rl.close()))
  return {
    async *lines() {
      for (;;) {
        if (waiting.length === 0 && !ended) {
          rl.prompt()
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
        const line = waiting.shift()
        if (line === undefined) return
        yield line
      }
    },
    onInterrupt(handler) {
      interrupted = handler
    },
    close: () => rl.close(),
  }
}
