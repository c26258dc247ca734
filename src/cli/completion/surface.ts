import type { Command } from '@oclif/core/command'
import type { Config } from '@oclif/core/interfaces'

export interface CompletedFlag {
  name: string
  char?: string
  summary: string
  /** The values it takes, where they are a fixed list. */
  options: readonly string[]
  /** It takes no value. */
  isSwitch: boolean
}

export interface CompletedCommand {
  /** The words that call it, such as ['queue', 'status']. */
  words: string[]
  summary: string
  flags: CompletedFlag[]
}

/** The commands and flags that a shell can complete, from the manifest. */
export function surface(config: Config): CompletedCommand[] {
  return config.commands
    .filter((command) => !command.hidden)
    .map((command) => ({
      words: command.id.split(':'),
      summary: command.summary ?? '',
      flags: (Object.values({ ...(command.baseFlags as object), ...command.flags }) as Command.Flag.Cached[])
        .filter((flag) => !flag.hidden)
        .map((flag) => ({
          name: flag.name,
          ...(flag.char ? { char: flag.char } : {}),
          summary: flag.summary ?? flag.description ?? '',
          options: ('options' in flag && flag.options) || [],
          isSwitch: flag.type === 'boolean',
        })),
    }))
    .sort((a, b) => a.words.join(' ').localeCompare(b.words.join(' ')))
}

/** The words that may follow these words of a command. */
export function nextWords(commands: readonly CompletedCommand[]): Map<string, string[]> {
  const next = new Map<string, Set<string>>()
  for (const { words } of commands) {
    words.forEach((word, i) => {
      const before = words.slice(0, i).join(' ')
      next.set(before, (next.get(before) ?? new Set()).add(word))
    })
  }
  return new Map([...next].map(([before, words]) => [before, [...words]]))
}
