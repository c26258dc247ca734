import { type CompletedCommand, nextWords } from './surface.js'

/** A fish completion script. */
export function fish(commands: readonly CompletedCommand[]): string {
  const lines = ['# fish completion for strom: strom completion fish | source']
  const next = nextWords(commands)
  for (const [before, words] of next) {
    const path = before ? before.split(' ') : []
    const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`)
    const condition = before
      ? `${seen.join('; and ')}; and not __fish_seen_subcommand_from ${words.join(' ')}`
      : '__fish_use_subcommand'
    for (const word of words) {
      const summary = commands.find(
        (command) => command.words.join(' ') === [...path, word].join(' '),
      )?.summary
      lines.push(`complete -c strom -f -n '${condition}' -a '${word}' -d ${quote(summary ?? '')}`)
    }
  }
  for (const { words, flags } of commands) {
    const condition = words.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ')
    for (const flag of flags) {
      const char = flag.char ? ` -s ${flag.char}` : ''
      const value = flag.isSwitch ? '' : flag.options.length ? ` -x -a '${flag.options.join(' ')}'` : ' -r'
      lines.push(
        `complete -c strom -n '${condition}' -l ${flag.name}${char}${value} -d ${quote(flag.summary)}`,
      )
    }
  }
  return `${lines.join('\n')}\n`
}

function quote(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`
}
