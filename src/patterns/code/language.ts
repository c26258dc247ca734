/** One name for a language that is called by several. */
const ALIASES: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  js: 'javascript',
  jsx: 'javascript',
  node: 'javascript',
  ts: 'typescript',
  tsx: 'typescript',
  py: 'python',
  python3: 'python',
  sh: 'bash',
  shell: 'bash',
  zsh: 'bash',
  console: 'bash',
  yml: 'yaml',
  'c++': 'cpp',
  'c#': 'csharp',
  cs: 'csharp',
  golang: 'go',
  rs: 'rust',
  rb: 'ruby',
  kt: 'kotlin',
  ps1: 'powershell',
  tex: 'latex',
  docker: 'dockerfile',
  objc: 'objective-c',
})

/** Fences with these hold no code. */
const NO_CODE = new Set(
  'text txt plaintext plain ascii none output log markdown md mermaid copy code'.split(' '),
)

/** Names that a fence may give as they are; another one is believed only where the looks say nothing. */
const KNOWN = new Set(
  (
    'javascript typescript python bash yaml cpp csharp go rust ruby kotlin powershell latex dockerfile c java php html xml css scss ' +
    'sql json toml ini swift scala r perl lua haskell elixir erlang clojure dart julia matlab fortran cobol pascal ada lisp scheme ' +
    'prolog ocaml fsharp vb vba assembly asm wasm solidity graphql protobuf makefile cmake nginx diff regex http terraform hcl nix ' +
    'groovy gradle svelte vue zig nim lean coq agda gdscript glsl vhdl verilog apex abap awk sed vim fish batch cmd'
  ).split(' '),
)

/** What only code of a language looks like; the first that fits. */
const SIGNS: readonly (readonly [language: string, sign: RegExp])[] = [
  ['html', /^\s*<(?:!doctype html|html|head|body|div|script|ul|table|form|p|h1|span)\b/im],
  ['xml', /^\s*<\?xml /],
  ['php', /<\?php|^\s*\$\w+ = .*;$/m],
  ['cpp', /^\s*#include <(?:iostream|vector|string|map|algorithm)>|\bstd::|\bcout <</m],
  ['gdscript', /^extends \w+$|^\s*func _\w+\(/m],
  ['lua', /^\s*local (?:function )?\w+|\bfunction \w+\(.*\)\s*$[\s\S]*^end$/m],
  ['lean', /^(?:def|theorem|lemma) .*:=/m],
  ['c', /^\s*#include <\w+\.h>|^\s*int main\s*\(/m],
  ['java', /\bpublic (?:static )?(?:class|void|int|double|boolean|long|String)\b|\bSystem\.out\.print/],
  ['csharp', /^\s*using System\b|\bConsole\.Write|^\s*namespace \w+/m],
  ['rust', /\bfn \w+\s*[(<].*\{|\blet mut \w+|\bprintln!\(|^\s*use \w+::/m],
  ['go', /^\s*package \w+$|\bfunc \w+\(.*\{|\bfmt\.Print|:= /m],
  ['typescript', /\binterface \w+ \{|: (?:string|number|boolean)\b.*[;,){=]/],
  [
    'javascript',
    /\b(?:const|let|var) \w+ = |\bfunction \w*\(|=> \{|\bconsole\.log\(|\brequire\('|\bdocument\.\w+\(/,
  ],
  [
    'python',
    /^\s*(?:def \w+\(.*\).*:|from [\w.]+ import \w+|import \w+(?: as \w+)?$|if __name__|print\(|elif .*:|for \w+ in .*:|class \w+.*:)/m,
  ],
  ['sql', /^\s*(?:SELECT|INSERT INTO|CREATE TABLE|UPDATE \w+ SET|DELETE FROM|ALTER TABLE)\b/im],
  ['dockerfile', /^FROM \S+[\s\S]*^(?:RUN|CMD|COPY|WORKDIR|ENTRYPOINT) /m],
  [
    'bash',
    /^\s*(?:#!\/(?:usr\/)?bin\/(?:env )?(?:ba)?sh|\$ \w|sudo |apt(?:-get)? |npm |npx |pip3? |git |cd |docker |curl |mkdir |ssh |scp |export \w+=|chmod |brew |echo )/m,
  ],
  ['json', /^\s*[{[]\s*(?:"[^"]*"\s*:|\{|\[|"|\d)/],
  ['css', /^\s*[.#]?[\w-]+(?:[ ,:>.#][\w-]+)*\s*\{\s*[\w-]+\s*:/],
  ['yaml', /^\w[\w-]*:\s*(?:\n\s+(?:- |\w[\w-]*:)|[\w"'./-]+\n\w[\w-]*:)/],
  ['latex', /\\(?:documentclass|begin\{|usepackage|frac\{)/],
]

/** The signs show early. */
const HEAD = 2000

/**
 * The name of a snippet's language: as its fence says, else by its looks. '' where it is unknown, undefined where it is
 * no code at all.
 */
export function languageOfCode(code: string, fence: string | undefined): string | undefined {
  const named = fence && (ALIASES[fence] ?? fence)
  if (named && KNOWN.has(named)) return named
  const head = code.slice(0, HEAD)
  const guess = SIGNS.find(([, sign]) => sign.test(head))?.[0]
  return guess ?? (named === undefined || named === '' ? '' : NO_CODE.has(named) ? undefined : named)
}
