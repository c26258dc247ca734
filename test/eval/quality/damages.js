import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { random } from '../../bench/corpus.js'
import { readRows } from '../data.js'

const yaml = (name) => parse(readFileSync(join(import.meta.dirname, name), 'utf8'))
/** Answers that are none, by kind, for fitting and for checking. */
export const WORDINGS = yaml('wordings.yaml')
/** Right answers by kind, [question, answer]. */
export const KEPT = yaml('kept.yaml')

export const SETS = ['auto_j', 'pandalm', 'oasst']
export const file = (set) => `quality/${set}.jsonl`

const turnOf = ({ prompt, context = [] }, assistant) => ({
  user: prompt,
  context: context.map(({ text }) => text),
  assistant,
})

/** The pairs of a set in which people preferred one answer. */
export const pairsOf = (dir, set) =>
  readRows(dir, file(set))
    .filter(({ preferred }) => preferred !== 'tie')
    .map((row) => {
      const [good, bad] = row.preferred === 'a' ? [row.a, row.b] : [row.b, row.a]
      return { prompt: row.prompt, good: turnOf(row, good), bad: turnOf(row, bad) }
    })

/** The preferred answers of a set, the first of each prompt. */
export function preferredOf(dir, set) {
  const byPrompt = new Map()
  for (const { prompt, good } of pairsOf(dir, set))
    if (!byPrompt.has(prompt) && good.assistant.trim() !== '') byPrompt.set(prompt, good)
  return [...byPrompt.values()]
}

const pick = (next, list) => list[Math.floor(next() * list.length)]

export function shuffled(list, next) {
  const out = [...list]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    ;[out[i], out[j]] = [out[j], out[i]]
  }
  return out
}

/** A few words of a prompt, as a refusal would name what it refuses. */
function topic(user) {
  const words = user.split(/\s+/).filter((word) => /^\p{L}{4,}$/u.test(word))
  return words.slice(0, 3).join(' ') || 'this'
}

const wording =
  (kind, part) =>
  ({ user }, next) =>
    pick(next, WORDINGS[kind][part]).replace('{x}', topic(user))

/** What is done to an answer, by kind. @param part which of the wordings: `fit` or `check` */
export const damages = (part) => ({
  refusal: wording('refusal', part),
  'put off': wording('put off', part),
  placeholder: wording('placeholder', part),
  notice: wording('notice', part),
  'asks back': wording('asks back', part),
  'other language': wording('other language', part),
  'broken format': wording('broken format', part),
  'said eight times': ({ assistant }, next) =>
    Array(8)
      .fill(assistant)
      .join(pick(next, [' ', '\n', '\n\n'])),
  'words shuffled': ({ assistant }, next) => shuffled(assistant.split(/\s+/), next).join(' '),
  'cut in the middle': ({ assistant }) => assistant.slice(0, Math.ceil(assistant.length / 2)),
  'cut between words': ({ assistant }, next) => {
    const words = assistant.split(/(?<=\s)/)
    const share = part === 'fit' ? 0.3 + 0.5 * next() : 0.5
    return words
      .slice(0, Math.max(1, Math.floor(words.length * share)))
      .join('')
      .trim()
  },
  echo: ({ user }) => user,
})

/**
 * Each turn with its damaged copies: {true, KIND: turn, ...}; `other prompt` has the answer of another prompt of the list.
 * The same seed gives the same copies.
 */
export function damagedOf(turns, part, seed) {
  const next = random(seed)
  const order = shuffled([...turns.keys()], next)
  const other = new Map(order.map((at, i) => [at, order[(i + 1) % order.length]]))
  const kinds = Object.entries(damages(part))
  return turns.map((turn, i) => ({
    true: turn,
    ...Object.fromEntries(kinds.map(([kind, damage]) => [kind, { ...turn, assistant: damage(turn, next) }])),
    'other prompt': { ...turn, assistant: turns[other.get(i)].assistant },
  }))
}
