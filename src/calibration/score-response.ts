import type { Format } from '../record/format.js'
import type { FieldScore, Score } from '../record/loop.js'
import { jaccard, wordShingles, words } from '../text/words.js'
import type { ParsedFields } from './parse-fields.js'
import { round, rounded } from './rounded.js'

export interface ResponseFieldScore extends FieldScore {
  /** 0..100: half at the field's minimum of words, all from its ideal on. */
  length: number
  /** 0..100: how many of the field's keywords are used; two are enough. null where the field has none. */
  keywords: number | null
  /** 0..100: length counts 0.7, keywords 0.3. */
  depth: number
}

/** A score with everything it was made of, 0..100 each, so that it explains itself. */
export interface ResponseScore extends Score {
  fields: Record<string, ResponseFieldScore>
  /** Fields in the order asked for, and little text outside them. */
  order: number
  inside: number
  /** Fields unlike one another, sentences that end, nothing said twice. */
  distinct: number
  finished: number
  fresh: number
}

const ENOUGH_KEYWORDS = 2
/** A preamble of so many words is no fault. */
const FREE_PREAMBLE = 12

/** Scores an answer against what its format asks for. Pure and linear in the length of the answer. */
export function scoreResponse(format: Format, parsed: ParsedFields): ResponseScore {
  const ids = Object.keys(format.fields)
  const texts = ids.flatMap((id) => parsed.fields[id] ?? [])
  const fields = Object.fromEntries(ids.map((id) => [id, scoreField(format, id, parsed)]))
  const weigh = (value: (field: ResponseFieldScore) => number) => {
    const weightOf = (id: string) => format.fields[id]?.weight ?? 1
    const all = ids.reduce((sum, id) => sum + weightOf(id), 0)
    return ids.reduce((sum, id) => sum + weightOf(id) * value(fields[id]!), 0) / all
  }
  // A field below its minimum of words is there in part: its length score is 50 at the minimum.
  const completeness = weigh(({ length }) => Math.min(100, 2 * length))
  const depth = weigh((field) => field.depth)

  const present = texts.length / ids.length
  const order = 100 * inOrder(parsed.order.map((id) => ids.indexOf(id)))
  const inside = 100 * insideShare(parsed.preamble, texts)
  const structure = present * (0.6 * order + 0.4 * inside)

  const distinct = 100 * distinctness(texts)
  const finished = 100 * mean(texts.map((text) => (isFinished(text) ? 1 : 0)))
  const fresh = 100 * freshness(texts)
  const coherence = mean([distinct, finished, fresh])

  const parts = { completeness, depth, structure, coherence }
  const names = Object.keys(parts) as (keyof typeof parts)[]
  const weight = names.reduce((sum, name) => sum + format.weights[name], 0)
  const total = names.reduce((sum, name) => sum + format.weights[name] * parts[name], 0) / weight
  return { ...rounded({ total, ...parts, order, inside, distinct, finished, fresh }), fields }
}

function scoreField(format: Format, id: string, parsed: ParsedFields): ResponseFieldScore {
  const text = parsed.fields[id]
  const { min, ideal, keywords: wanted } = format.fields[id]!
  if (text === undefined) {
    const state = parsed.empty.includes(id) ? 'empty' : 'missing'
    return { state, words: 0, length: 0, keywords: wanted.length ? 0 : null, depth: 0 }
  }
  const used = words(text)
  const count = used.length
  const share =
    count >= ideal ? 1 : count < min ? (0.5 * count) / min : 0.5 + (0.5 * (count - min)) / (ideal - min)
  const distinct = [...new Set(used)]
  const hits = wanted.filter((keyword) =>
    distinct.some((word) => word.startsWith(keyword.toLowerCase())),
  ).length
  const keywords = wanted.length ? Math.min(1, hits / Math.min(ENOUGH_KEYWORDS, wanted.length)) : null
  const depth = keywords === null ? share : 0.7 * share + 0.3 * keywords
  return {
    state: count < min ? 'short' : 'ok',
    words: count,
    length: round(100 * share),
    keywords: keywords === null ? null : round(100 * keywords),
    depth: round(100 * depth),
  }
}

/** Share of pairs that stand in the order asked for (Kendall); nothing found is no order. */
function inOrder(places: readonly number[]): number {
  if (places.length < 2) return places.length
  let right = 0
  for (let i = 0; i < places.length; i++)
    for (let j = i + 1; j < places.length; j++) if (places[i]! < places[j]!) right++
  return (2 * right) / (places.length * (places.length - 1))
}

function insideShare(preamble: string, texts: readonly string[]): number {
  const within = texts.reduce((sum, text) => sum + words(text).length, 0)
  const outside = Math.max(0, words(preamble).length - FREE_PREAMBLE)
  return within ? within / (within + outside) : 0
}

/** 1 where no field repeats another; 0 where two share half their 3-word runs. */
function distinctness(texts: readonly string[]): number {
  const runs = texts.map((text) => wordShingles(text, 3))
  let most = 0
  for (let i = 0; i < runs.length; i++)
    for (let j = i + 1; j < runs.length; j++) most = Math.max(most, jaccard(runs[i]!, runs[j]!))
  return texts.length ? Math.max(0, 1 - 2 * most) : 0
}

/** Does a text end as texts end: with a mark, or in a list, table or block of code? */
function isFinished(text: string): boolean {
  const last = text.slice(text.lastIndexOf('\n') + 1).trim()
  return /[.!?…:;)\]"“”«»'|`*_]$/.test(last) || /^(?:[-*+•|]|\d{1,2}[.)])\s/.test(last)
}

/** Share of sentences that are not said before. */
function freshness(texts: readonly string[]): number {
  const sentences = texts.flatMap((text) => text.split(/[.!?\n]+/).map((each) => words(each).join(' ')))
  const long = sentences.filter((sentence) => sentence.includes(' '))
  return long.length ? new Set(long).size / long.length : texts.length ? 1 : 0
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1)
