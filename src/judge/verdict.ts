import type { Criterion, Judge, Preferred } from '../record/judge.js'
import type { Rubric } from '../record/rubric.js'
import { looseObject, looseScore } from '../text/loose-json.js'
import { quoted } from './quote.js'

export const NO_SCORE = 'the judge did not answer with a score'
const NO_QUOTE = 'its quote is not in the record'

type Said = Record<string, unknown>
const isObject = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * What a judge said of each criterion; a verdict whose quote does not stand in the material is none.
 * @param material the texts that were shown
 * @returns undefined where no criterion is named
 */
export function readVerdict(
  answer: string,
  names: readonly string[],
  material: readonly string[],
): Record<string, Criterion> | undefined {
  const object = looseObject(answer, (each) => names.some((name) => saidOf(each, name) !== undefined))
  if (!object) return undefined
  return Object.fromEntries(names.map((name) => [name, criterionOf(saidOf(object, name), material)] as const))
}

/** Models put the criteria at the top, in a list, or write a score alone; a sole criterion is seldom named. */
function saidOf(object: Said, name: string): Said | undefined {
  const { criteria = object } = object
  const said = Array.isArray(criteria)
    ? criteria.find((each) => isObject(each) && [each.name, each.criterion].includes(name))
    : isObject(criteria)
      ? criteria[name]
      : undefined
  return isObject(said) ? said : looseScore(said) === undefined ? undefined : { score: said }
}

function criterionOf(said: Said | undefined, material: readonly string[]): Criterion {
  const score = looseScore(said?.score)
  if (score === undefined) return { score: null, reason: NO_SCORE }
  const reason = textOf(said?.reason)
  const quote = quoted(textOf(said?.quote), material)
  return quote === undefined ? { score: null, reason: `${NO_QUOTE}: ${reason}` } : { score, reason, quote }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

/**
 * The verdict of several votes: of each criterion the mean, with the reason that is nearest to it; of all criteria the mean
 * by their weights.
 */
export function combined(
  votes: readonly (Record<string, Criterion> | undefined)[],
  names: readonly string[],
  rubric: Rubric,
): Pick<Judge, 'score' | 'reason' | 'criteria'> {
  const told = votes.filter((vote) => vote !== undefined)
  if (told.length === 0) return { score: null, reason: NO_SCORE }
  const criteria = Object.fromEntries(names.map((name) => [name, meanOf(told.map((vote) => vote[name]!))]))
  const scored = names.flatMap((name) => {
    const { score } = criteria[name]!
    return score === null ? [] : [{ name, score, weight: rubric.criteria[name]!.weight }]
  })
  if (scored.length === 0) {
    const { reason } = Object.values(criteria)[0]!
    return { score: null, reason, criteria }
  }
  const weight = scored.reduce((sum, each) => sum + each.weight, 0)
  const worst = scored.reduce((a, b) => (b.score < a.score ? b : a))
  return {
    score: rounded(scored.reduce((sum, each) => sum + each.weight * each.score, 0) / weight),
    reason: `${worst.name}: ${criteria[worst.name]!.reason}`,
    criteria,
  }
}

function meanOf(said: readonly Criterion[]): Criterion {
  const scored = said.flatMap((each) => (each.score === null ? [] : [{ ...each, score: each.score }]))
  if (scored.length === 0) return said[0]!
  const mean = scored.reduce((sum, { score }) => sum + score, 0) / scored.length
  const nearest = scored.reduce((a, b) => (Math.abs(b.score - mean) < Math.abs(a.score - mean) ? b : a))
  return { ...nearest, score: rounded(mean) }
}

/** What a judge said of two answers. */
export interface Choice {
  preferred: Preferred
  reason: string
  quote: string
}

/** @returns why there is none, where there is none */
export function readChoice(answer: string, material: readonly string[], swapped: boolean): Choice | string {
  const object = looseObject(answer, ({ better }) => typeof better === 'string')
  const better = textOf(object?.better).toLowerCase()
  const at = ['first', 'second', 'tie'].indexOf(better)
  if (!object || at < 0) return 'the judge did not say which is better'
  const reason = textOf(object.reason)
  const quote = quoted(textOf(object.quote), material)
  if (quote === undefined) return `${NO_QUOTE}: ${reason}`
  const preferred = (swapped ? (['b', 'a', 'tie'] as const) : (['a', 'b', 'tie'] as const))[at]!
  return { preferred, reason, quote }
}

const POINTS: Record<Preferred, number> = { a: 100, tie: 50, b: 0 }

/** The verdict of pairs of choices, each in both orders: one that turns with the order is a tie. */
export function combinedChoices(
  votes: readonly (readonly [Choice | string, Choice | string])[],
): Pick<Judge, 'score' | 'reason' | 'preferred' | 'orders' | 'quote'> {
  const orders = votes.flat().map((said) => (typeof said === 'string' ? null : said.preferred))
  const told = votes.flatMap(([one, two]) =>
    typeof one === 'string' || typeof two === 'string'
      ? []
      : [{ ...one, preferred: one.preferred === two.preferred ? one.preferred : ('tie' as const) }],
  )
  if (told.length === 0)
    return { score: null, reason: votes.flat().find((said) => typeof said === 'string') ?? '', orders }
  const score = rounded(told.reduce((sum, { preferred }) => sum + POINTS[preferred], 0) / told.length)
  const preferred = score > 50 ? 'a' : score < 50 ? 'b' : 'tie'
  const { reason, quote } = told.find((each) => each.preferred === preferred) ?? told[0]!
  return { score, reason, preferred, orders, quote }
}

const rounded = (value: number): number => Math.round(value * 10) / 10
