import type { Match } from './match.js'

/** Keys that tell by their form what they are. All lengths are bounded, so the search is linear. */
const FORMS = [
  /\b(?:sk-(?:proj-|ant-|or-|svcacct-)?[\w-]{20,220}|xai-\w{20,200}|gsk_\w{20,200}|hf_[A-Za-z0-9]{20,200}|r8_\w{20,100})/g,
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}|glpat-[\w-]{20,100}|npm_[A-Za-z0-9]{30,60}|pypi-[\w-]{30,255})/g,
  /\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}\b|AIza[\w-]{35}|ya29\.[\w-]{20,400}|dop_v1_[a-f0-9]{64})/g,
  /\b(?:[srp]k_(?:live|test)_[A-Za-z0-9]{16,200}|xox[abeprs]-[\w-]{10,250}|SG\.[\w-]{16,32}\.[\w-]{32,64}|whsec_[\w+/=]{20,100})/g,
  /\beyJ[\w-]{10,4000}\.eyJ[\w-]{10,8000}\.[\w-]{10,2000}/g,
  /\bBearer\s{1,3}([\w.~+/-]{20,4000}=*)/g,
  /\bAuthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:Basic|Digest|Token|ApiKey)\s{1,3}([\w.~+/-]{8,4000}=*)/gi,
  /\b(?:sbp_[a-f0-9]{40}\b|cf[aku]t_[A-Za-z0-9_-]{30,60}|\d{8,10}:AA[\w-]{33}(?![\w-]))/g, // Supabase, Cloudflare, Telegram
]

/** A word for a secret, and what is set to it. */
const SETTING =
  /(?:passw(?:or[dt]|d)|pwd|kennwort|passphrase|secret(?:_?key)?|api[_-]?key|(?:access|auth|refresh)[_-]?token)["']?\s{0,3}(?:[:=]|\bist\b|\bis\b)\s{0,3}["'`]?([^\s"'`,;<>()[\]{}]{6,200})/gi

/** A word for a key, and what is set to it, which is one only if it looks drawn by lot: `token: ` stands before much. */
const KEY_SETTING =
  /(?:token|secret|credentials?|signature|\bsig|(?:secret|api|access|account|private|signing|encryption|master|auth)[_-]?key)(?:[_-]?(?:base|key))?["']?\s{0,3}[:=]\s{0,3}["'`]?([\w+/.~-]{20,4000}={0,2})/gi

/** Names of fields whose whole text is a secret. */
const SECRET_FIELD =
  /(?:^|[_-])(?:passw(?:or[dt]|d)|pwd|passphrase|secret|token|credential|api[_-]?key|(?:secret|access|account|private|signing|encryption|master|auth)[_-]?key)$/i

/** Letters and digits in no order that words have: their kinds change often, or the case inside. */
function isDrawn(value: string): boolean {
  let changes = 0
  let last = 0
  for (let i = 0; i < value.length && i < 200; i++) {
    const code = value.charCodeAt(i)
    const kind =
      code >= 48 && code <= 57 ? 1 : code >= 65 && code <= 90 ? 2 : code >= 97 && code <= 122 ? 3 : 0
    if (kind && last && kind !== last) changes++
    if (kind) last = kind
  }
  return changes >= 5 && /\d/.test(value)
}

/** The text of a field that is a secret by the field's name. */
export function secretField(key: string, value: string): Match[] {
  const plain = value.length >= 6 && value.length <= 4_000 && !/\s/.test(value) && !PLACEHOLDER.test(value)
  if (!plain || !SECRET_FIELD.test(key.replace(/([a-z])([A-Z])/g, '$1_$2'))) return []
  const isWord = /passw|pwd|passphrase/i.test(key)
  if (isWord ? !/[\d\W_]/.test(value) : value.length < 16 || !isDrawn(value)) return []
  return [{ start: 0, end: value.length, kind: 'secret', value }]
}

/** What stands there where nobody gave the secret away. */
const PLACEHOLDER =
  /^(?:your|mein|my|dein|example|changeme|xxx|\*\*|\.\.\.|\$|%|process\.|os\.|env\.|none|null|undefined|true|false|string|required|optional|\[)/i

/** Keys, tokens and passwords that secretlint does not look for, or only where they stand in code. */
export function findSecrets(text: string): Match[] {
  const found: Match[] = []
  const push = (value: string, start: number) =>
    found.push({ start, end: start + value.length, kind: 'secret', value })
  for (const form of FORMS) {
    for (const { 0: all, 1: inner, index } of text.matchAll(form))
      push(inner ?? all, inner ? index + all.length - inner.length : index)
  }
  for (const { 0: all, 1: value = '', index } of text.matchAll(SETTING)) {
    const plain = value.replace(/[.!?]+$/, '')
    if (PLACEHOLDER.test(plain) || plain.length < 6 || !/[\d\W_]/.test(plain)) continue
    push(plain, index + all.length - value.length)
  }
  for (const { 0: all, 1: value = '', index } of text.matchAll(KEY_SETTING)) {
    const plain = value.replace(/[.!?]+$/, '')
    if (plain.length >= 20 && !PLACEHOLDER.test(plain) && isDrawn(plain))
      push(plain, index + all.length - value.length)
  }
  const BEGIN = '-----BEGIN '
  for (let at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
    if (!/^[A-Z0-9 ]{0,40}PRIVATE KEY/.test(text.slice(at + BEGIN.length, at + BEGIN.length + 60))) continue
    const rest = text.slice(at, at + 20_000)
    const close = /-----END [A-Z0-9 ]{0,40}-----/.exec(rest)
    push(close ? rest.slice(0, close.index + close[0].length) : rest, at)
    at += close ? close.index : rest.length
  }
  return found
}

/** Looks for secrets with secretlint; text is given in pieces, because its rules are not all linear. */
export type SecretScan = (text: string) => Promise<Match[]>

const PIECE = 16_384
const OVERLAP = 1_024
/** Every key is a long run of such characters with a digit among them; text without one need not be looked at. */
const LONG_RUN = /[\w+/=-]{20,}/g
const mayHoldKey = (text: string) => (text.match(LONG_RUN) ?? []).some((run) => /\d/.test(run))

/** Loads secretlint with its recommended rules. Comments in a chat cannot switch them off. */
export async function secretlint(): Promise<SecretScan> {
  const { secretLintProfiler } = await import('@secretlint/profiler')
  // It keeps, and searches, a list of marks that grows with every text.
  secretLintProfiler.mark = () => {}
  const { lintSource } = await import('@secretlint/core')
  const { rules } = await import('@secretlint/secretlint-rule-preset-recommend')
  const chosen = rules
    .filter(({ meta }) => !meta.id.includes('filter-comments'))
    .map((rule) => ({ id: rule.meta.id, rule }))
  return async (text) => {
    const found: Match[] = []
    for (let from = 0; from < text.length; from += PIECE - OVERLAP) {
      const content = text.slice(from, from + PIECE)
      if (!mayHoldKey(content)) continue
      const source = { filePath: 'text.txt', content, contentType: 'text' as const }
      // biome-ignore lint/suspicious/noExplicitAny: the preset's types name options that none of its rules needs
      const options = { config: { rules: chosen as any }, noPhysicFilePath: true }
      const { messages } = await lintSource({ source, options })
      for (const { range } of messages) {
        const [start, end] = range
        found.push({ start: from + start, end: from + end, kind: 'secret', value: content.slice(start, end) })
      }
      if (from + PIECE >= text.length) break
    }
    return found
  }
}
