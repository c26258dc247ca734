import { type ParseError, parse as parseJson } from 'jsonc-parser'
import { parseDocument } from 'yaml'

/** Fenced blocks and UTF-16 code units of them that are looked at. */
const MOST = 4
const MAX_CHARACTERS = 20_000
const FENCE = /^[ \t]*```[ \t]*([\w+-]+)[^\n`]*\n([\s\S]*?)^[ \t]*```/gm
/** Where something is left out on purpose. */
const ELIDED = /\.\.\.|…|<[a-z-]+>|\{\{|\[insert/i

const CHECKS: Readonly<Record<string, (code: string) => boolean>> = {
  json: isJson,
  jsonc: isJson,
  yaml: isYaml,
  yml: isYaml,
  js: closes,
  javascript: closes,
  ts: closes,
  typescript: closes,
  java: closes,
  c: closes,
  cpp: closes,
  go: closes,
  rust: closes,
}

/** Does a fenced block claim to be JSON, YAML or code with braces, and is none? Comments and last commas are let pass. */
export function breaksOwnFormat(text: string): boolean {
  let seen = 0
  for (const [, name = '', code = ''] of text.slice(0, 2 * MAX_CHARACTERS).matchAll(FENCE)) {
    const check = CHECKS[name.toLowerCase()]
    if (!check || ELIDED.test(code)) continue
    if (code.length > MAX_CHARACTERS || ++seen > MOST) return false
    if (!check(code)) return true
  }
  return false
}

function isJson(code: string): boolean {
  const errors: ParseError[] = []
  parseJson(code, errors, { allowTrailingComma: true })
  return errors.length === 0 || isLines(code)
}

/** Records one a line. */
const isLines = (code: string): boolean =>
  code
    .trim()
    .split('\n')
    .every((line) => {
      const errors: ParseError[] = []
      parseJson(line, errors)
      return errors.length === 0
    })

function isYaml(code: string): boolean {
  try {
    return code
      .split(/^---\s*$/m)
      .every((part) => parseDocument(part, { uniqueKeys: false }).errors.length === 0)
  } catch {
    return false
  }
}

const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }
/** Comments, strings and regular expressions: brackets in them are text. */
const QUOTED =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/(?![*/\s])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/(?=[gimsuy]*\s*[).,;\n])/g

/** Do all brackets close, in order? */
function closes(code: string): boolean {
  const open: string[] = []
  for (const bracket of code.replace(QUOTED, '').match(/[()[\]{}]/g) ?? []) {
    const opening = PAIRS[bracket]
    if (opening === undefined) open.push(bracket)
    else if (open.pop() !== opening) return false
  }
  return open.length === 0
}
