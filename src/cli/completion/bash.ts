import { type CompletedCommand, nextWords } from './surface.js'

/** A bash completion script: commands, flags, values of flags that take a fixed list, files otherwise. */
export function bash(commands: readonly CompletedCommand[]): string {
  const cases = [...nextWords(commands)].map(
    ([before, words]) => `    '${before}') words='${words.join(' ')}' ;;`,
  )
  const flags = commands.map(
    ({ words, flags }) =>
      `    '${words.join(' ')}') flags='${flags.map((flag) => `--${flag.name}`).join(' ')}' ;;`,
  )
  const values = commands.flatMap(({ words, flags }) =>
    flags
      .filter((flag) => flag.options.length)
      .map((flag) => `    '${words.join(' ')} --${flag.name}') values='${flag.options.join(' ')}' ;;`),
  )
  return `# bash completion for strom: source <(strom completion bash)
_strom() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path='' words='' flags='' values='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in -*) break ;; *) path="\${path:+$path }\${COMP_WORDS[i]}" ;; esac
  done
  case "$path $prev" in
${values.join('\n')}
  esac
  if [[ -n $values ]]; then COMPREPLY=($(compgen -W "$values" -- "$cur")); return; fi
  case "$path" in
${cases.join('\n')}
  esac
  case "$path" in
${flags.join('\n')}
  esac
  if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "$flags --help" -- "$cur"))
  elif [[ -n $words ]]; then COMPREPLY=($(compgen -W "$words" -- "$cur"))
  else COMPREPLY=($(compgen -f -- "$cur")); fi
}
complete -o filenames -F _strom strom
`
}
