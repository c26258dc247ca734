import { type CompletedCommand, nextWords } from './surface.js'

/** A zsh completion script. */
export function zsh(commands: readonly CompletedCommand[]): string {
  const summaries = new Map(commands.map(({ words, summary }) => [words.join(' '), summary]))
  const cases = [...nextWords(commands)].map(([before, words]) => {
    const entries = words.map((word) => {
      const summary = summaries.get(before ? `${before} ${word}` : word) ?? ''
      return quote(`${word}${summary ? `:${summary.replace(/:/g, '\\:')}` : ''}`)
    })
    return `    '${before}') words_=(${entries.join(' ')}) ;;`
  })
  const flags = commands.map(({ words, flags }) => {
    const specs = flags.map((flag) => {
      const text = flag.summary.replace(/[[\]:]/g, '\\$&')
      const value = flag.isSwitch
        ? ''
        : flag.options.length
          ? `:value:(${flag.options.join(' ')})`
          : ':value:_files'
      return quote(`--${flag.name}[${text}]${value}`)
    })
    return `    '${words.join(' ')}') flags_=(${specs.join(' ')}) ;;`
  })
  return `#compdef strom
# zsh completion for strom: source <(strom completion zsh)
_strom() {
  local -a words_ flags_
  local path_='' i
  for ((i = 2; i < CURRENT; i++)); do
    [[ $words[i] == -* ]] && break
    path_="\${path_:+$path_ }$words[i]"
  done
  case "$path_" in
${cases.join('\n')}
  esac
  case "$path_" in
${flags.join('\n')}
  esac
  (( $#words_ )) && _describe 'command' words_
  (( $#flags_ )) && _arguments -s "\${flags_[@]}" '*:file:_files'
}
compdef _strom strom
`
}

function quote(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`
}
