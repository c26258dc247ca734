import { type Span, trimSpan } from '../../text/span.js'
import { type Field, MAX_SENTENCE, type Sentence } from '../document.js'
import { isInstruction } from '../instructions.js'
import { calculates, type Links, linksOf } from './links.js'

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
  const next = units[to]
  if (next && linksOf(field.text.slice(next.start, next.end), field.language).concludes) to++
  while (to > first && field.text[units[to - 1]!.end - 1] === ':') to--
  const own = units.slice(first, to)
  if (own.length > MAX_UNITS || at.length * 3 < own.length) return undefined
  if (own.filter(({ start, end }) => CODE.test(field.text.slice(start, end))).length >= 2) return undefined
  return [{ units: own, conclusion: own.length - 1, certainty: at.length >= 3 ? 0.9 : 0.85, solves: true }]
}

/** Lines of a program that nobody fenced. */
const CODE =
  /^(?:var|let|const|def|func|function|import|from|return|print|extends|class|int|float|double|if|for|while)\b.*[:=({]|\w\(\)|[;{}]$/

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
  if (field.cued('reasoning').length === 0) return []
  const out: Chain[] = []
  for (const paragraph of paragraphs(field)) {
    if (paragraph.length < LEAST || paragraph.length > MAX_UNITS) continue
    const linked = paragraph.map((sentence) => ({
      sentence,
      links: linksOf(field.text.slice(sentence.start, sentence.end), field.language),
    }))
    const chain = toConclusion(linked) ?? forClaim(linked)
    if (chain) out.push(chain)
  }
  return out
}

/** Runs of sentences of one paragraph that state something; short paragraphs that follow one another count as one. */
function* paragraphs(field: Field): Generator<Sentence[]> {
  let run: Sentence[] = []
  for (const sentence of field.sentences) {
    const { block, start, end } = sentence
    const text = field.text.slice(start, end)
    const states =
      block.kind === 'paragraph' &&
      end - start <= MAX_SENTENCE &&
      !/[?:]["')\s]*$|^["“„«]|^[\w ]{1,20}: /.test(text) &&
      !(end - start < 40 && text.endsWith('!')) &&
      !isInstruction(text, field.language, false)
    if (run.length > 0 && (!states || run.at(-1)!.block !== block)) {
      yield run
      run = []
    }
    if (states) run.push(sentence)
  }
  yield run
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
  const last = all.findLastIndex(({ links }) => links.concludes && !links.sumsUp)
  if (last < LEAST - 1 || last < all.length - 2) return undefined
  const linked = all.slice(Math.max(0, last + 1 - MAX_ARGUMENT), last + 1)
  if (linked[0]!.links.sumsUp || linked[0]!.links.concludes) return undefined
  const joined = linked.filter(({ links }) => joins(links)).length
  if (joined < 2 || joined * 3 < linked.length) return undefined
  return chainOf(linked, linked.length - 1, Math.min(0.9, 0.6 + 0.08 * joined), false)
}

/** "We should C. For example, A. Because B, ...": an opinion, and at least two sentences that support it. */
function forClaim(all: readonly Linked[]): Chain | undefined {
  const [claim, ...rest] = all
  if (!claim || !(claim.links.claims || claim.links.counts) || all.length > MAX_ARGUMENT) return undefined
  if (all.some(({ links }) => links.sumsUp) || rest[0]?.links.contrasts) return undefined
  const reasons = rest.filter(({ links }) => links.reasons || links.inner || links.concludes).length
  const cases = rest.filter(({ links }) => links.cases).length
  const joined = rest.filter(({ links }) => joins(links)).length
  const { counts } = claim.links
  if (reasons + (counts ? cases : 0) < 1 || joined < (counts ? 1 : 2) || joined * 3 < rest.length)
    return undefined
  return chainOf(all, 0, Math.max(0.5, Math.min(0.75, 0.4 + 0.05 * joined + 0.08 * reasons)), false)
}

function joins(links: Links): boolean {
  return links.concludes || links.inner || links.reasons || links.cases || links.continues
}
