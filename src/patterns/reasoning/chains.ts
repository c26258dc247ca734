import type { Block } from '../../text/blocks.js'
import { type Span, trimSpan } from '../../text/span.js'
import { contentWords } from '../content-words.js'
import { type Field, MAX_SENTENCE, type Sentence, sentencesIn } from '../document.js'
import { isInstruction } from '../instructions.js'
import { calculates, Links } from './links.js'

/** A train of thought in one text: sentences in order, of which one is what follows from the others. */
export interface Chain {
  units: Span[]
  conclusion: number
  certainty: number
  /** The premise is the question that the text answers, where there is one. */
  solves: boolean
}

const LEAST = 3
const MAX_UNITS = 25
/** A longer paragraph holds more than one thought. */
const MAX_ARGUMENT = 9
const MAX_COHERENT = 6

/** The chains of a text, in order; a sentence belongs to one at most. */
export function chainsOf(field: Field): Chain[] {
  return field.text.includes('=') ? (calculation(field) ?? arguments_(field)) : arguments_(field)
}

/** Two or more calculations, with what stands between them and the sentence that ends in the result. */
function calculation(field: Field): Chain[] | undefined {
  const units = lines(field)
  const at = units.flatMap(({ start, end }, i) => (calculates(field.text.slice(start, end)) ? [i] : []))
  const [first, last] = [at[0], at.at(-1)]
  if (first === undefined || last === undefined || at.length < 2) return undefined
  let to = last + 1
  // "= 10 / 4" and then "= 2.5"
  while (units[to] && /^(?:\p{L}\s)?= ?[\d.(]/u.test(field.text.slice(units[to]!.start, units[to]!.end))) to++
  const next = units[to]
  if (next && new Links(field.text.slice(next.start, next.end), field.language).concludes) to++
  while (to > first && field.text[units[to - 1]!.end - 1] === ':') to--
  const own = units.slice(first, to)
  if (own.length > MAX_UNITS || at.length * 3 < own.length) return undefined
  if (!own.some(({ start, end }) => RESULT.test(field.text.slice(start, end)))) return undefined
  // lines without spaces are data
  if (own.some(({ start, end }) => /[^\s\\${}]{50}/.test(field.text.slice(start, end)))) return undefined
  if (own.filter(({ start, end }) => CODE.test(field.text.slice(start, end))).length >= 2) return undefined
  return [{ units: own, conclusion: own.length - 1, certainty: at.length >= 3 ? 0.9 : 0.85, solves: true }]
}

/** A calculation that comes to a number: symbols alone are a formula. */
const RESULT =
  /(?:[\s\d)\]}%]|(?<!\{)\p{L})\s?=\s*[$€£(<]*-?(?:\.?\d|(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)/iu
/** Lines of a program that nobody fenced. */
const CODE =
  /^(?:var|let|const|def|func|function|import|from|return|print|extends|class|int|float|double|if|for|while)\b.*[:=({]|\w\(\)|[;{}]$|\blambda\b|\b(?:float|int|str|input|print|len|range)\(|\s# \w/

/** Sentences, cut at the ends of lines as well: calculations often have no full stop. Code and tables have none. */
function lines(field: Field): Span[] {
  const out: Span[] = []
  for (const { start, end } of field.sentences) {
    for (let from = start; from < end; ) {
      const newline = field.text.indexOf('\n', from)
      const to = newline < 0 || newline > end ? end : newline
      const line = trimSpan(field.text, from, to)
      if (/[\p{L}\p{N}]/u.test(field.text.slice(line.start, line.end))) out.push(line)
      from = to + 1
    }
  }
  return out
}

interface Linked {
  sentence: Sentence
  links: Links
}

/** Paragraphs that argue: to a conclusion at their end, or for a claim at their start. */
function arguments_(field: Field): Chain[] {
  const out: Chain[] = []
  const seen = new Set<Block>()
  for (const { block } of field.cued('reasoning')) {
    if (block.kind !== 'paragraph' || seen.has(block)) continue
    seen.add(block)
    for (const run of statements(field, block)) {
      const linked = run.map((sentence) => ({
        sentence,
        links: new Links(field.text.slice(sentence.start, sentence.end), field.language),
      }))
      const chain = toConclusion(linked) ?? forClaim(linked)
      if (chain) out.push(chain)
    }
  }
  return out
}

/** Runs of sentences of a paragraph that state something: no questions, lead-ins, quotes, exclamations, instructions. */
function statements(field: Field, block: Block): Sentence[][] {
  const own = sentencesIn(field, block.start, block.end)
  if (own.length < LEAST) return []
  const runs: Sentence[][] = [[]]
  for (const sentence of own) {
    const text = field.text.slice(sentence.start, sentence.end)
    const states =
      text.length <= MAX_SENTENCE &&
      !/[?:]["')\s]*$|^["“„«]|^[\w ]{1,20}: /.test(text) &&
      !(text.length < 40 && text.endsWith('!')) &&
      !isInstruction(text, field.language, false)
    if (states) runs.at(-1)!.push(sentence)
    else runs.push([])
  }
  return runs.filter((run) => run.length >= LEAST && run.length <= MAX_UNITS)
}

function chainOf(linked: readonly Linked[], conclusion: number, certainty: number, solves: boolean): Chain {
  return {
    units: linked.map(({ sentence: { start, end } }) => ({ start, end })),
    conclusion,
    certainty,
    solves,
  }
}

/** "A. B. Therefore C.": from the start of the paragraph to the last sentence that concludes, near its end. */
function toConclusion(all: readonly Linked[]): Chain | undefined {
  const end = all.slice(-2).findLastIndex(({ links }) => links.concludes && !links.sumsUp)
  const last = end + Math.max(0, all.length - 2)
  if (end < 0 || last < LEAST - 1) return undefined
  const linked = all.slice(Math.max(0, last + 1 - MAX_ARGUMENT), last + 1)
  if (linked[0]!.links.sumsUp || linked[0]!.links.concludes) return undefined
  const joined = linked.filter(({ links }) => links.joins).length
  if ((joined < 2 || joined * 3 < linked.length) && !coheres(linked)) return undefined
  return chainOf(linked, linked.length - 1, Math.min(0.9, 0.6 + 0.08 * joined), false)
}

/** Without joining words between them: a few sentences, each of which takes up a word of the one before. */
function coheres(linked: readonly Linked[]): boolean {
  if (linked.length > MAX_COHERENT) return false
  const words = linked
    .slice(0, -1)
    .map(({ sentence }) => contentWords(sentence.text.slice(sentence.start, sentence.end)))
  return words.every((own, i) => i === 0 || [...own].some((word) => words[i - 1]!.has(word)))
}

/**
 * "We should C. For example, A. Because B, ...": an opinion or one argument of several, and at least two sentences that
 * support it. What stands before "First of all, C" only leads to it.
 */
function forClaim(whole: readonly Linked[]): Chain | undefined {
  const from = whole.findIndex(({ links }, i) => i <= whole.length - LEAST && links.enumerates)
  const all = whole.slice(Math.max(0, from))
  const [claim, ...rest] = all
  if (!claim || all.length > MAX_ARGUMENT) return undefined
  if (all.some(({ links }) => links.sumsUp) || rest[0]?.links.contrasts) return undefined
  const reasons = rest.filter(({ links }) => links.reasons || links.inner || links.concludes).length
  const cases = rest.filter(({ links }) => links.cases).length
  const joined = rest.filter(({ links }) => links.joins).length
  const { counts, claims } = claim.links
  const supported = counts
    ? reasons + cases >= 1 && joined * 3 >= rest.length
    : claims && reasons >= 1 && joined >= 2 && joined * 3 >= rest.length
  if (!supported && !(claim.links.enumerates && coheres(all))) return undefined
  return chainOf(all, 0, Math.max(0.5, Math.min(0.75, 0.4 + 0.05 * joined + 0.08 * reasons)), false)
}
