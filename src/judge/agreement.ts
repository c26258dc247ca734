import type { Calibration } from '../record/calibration.js'
import { DataError } from '../record/errors.js'
import type { Judge } from '../record/judge.js'
import { BadRecord } from '../record/parse.js'
import type { Label } from './labels.js'
import { auc, chanceOf, fitLine, kappa } from './statistics.js'
import type { Pair, Subject } from './subject.js'

/** From this score on a judge holds an answer for good. */
const GOOD = 50

interface Case {
  score: number | null
  /** What the judge and the person said, by name. */
  said: string
  label: string
  /** What the person said, as a share of the score. */
  target: number
  /** Characters: of an answer; of a pair, how many the first has more. */
  length: number
}

/** One judge, by all that makes its verdicts comparable. */
interface Who {
  model: string
  rubric: string
  of: Calibration['of']
  simulated: boolean
}

/** Who gave a verdict. */
export function whoJudged({ model, rubric = '', orders, simulated }: Judge): Who {
  return { model, rubric, of: orders ? 'pairs' : 'answers', simulated: simulated === true }
}

/** Takes only verdicts of one judge. @throws BadRecord for one of another */
export class OneJudge {
  who: Who | undefined

  admit(judge: Judge): Who {
    const who = whoJudged(judge)
    this.who ??= who
    if (nameOf(who) !== nameOf(this.who))
      throw new BadRecord({
        message: `it was judged by ${nameOf(who)}, those before it by ${nameOf(this.who)}`,
        hint: 'take the verdicts of one judge at a time',
      })
    return who
  }
}

export function nameOf({ model, rubric, of, simulated }: Who): string {
  return `${simulated ? 'the simulated judge' : model} (${of}, rubric ${rubric})`
}

/** Compares verdicts of one judge with what people said. */
export class Agreement {
  readonly #judge = new OneJudge()
  readonly #cases: Case[] = []
  #orders: (readonly [unknown, unknown])[] = []

  /** @throws BadRecord where the label is not for what was judged, or another judge said it */
  add(judge: Judge, label: Label, subject: Subject | Pair): void {
    const { of } = this.#judge.admit(judge)
    if ((of === 'pairs') !== (typeof label === 'string'))
      throw new BadRecord({
        message: `its label is ${label}, and ${of} were judged`,
        hint: 'pairs have the labels a, b and tie; answers good and bad',
      })
    const { score, preferred, orders = [] } = judge
    for (let i = 0; i + 1 < orders.length; i += 2) this.#orders.push([orders[i], orders[i + 1]])
    this.#cases.push({
      score,
      said:
        score === null ? 'none' : of === 'pairs' ? (preferred ?? 'none') : score >= GOOD ? 'true' : 'false',
      label: `${label}`,
      target: TARGETS[`${label}`] ?? 0,
      length: 'answer' in subject ? subject.answer.length : subject.a.length - subject.b.length,
    })
  }

  /** @throws DataError where nothing can be compared */
  calibration(): Calibration {
    const { who } = this.#judge
    const cases = this.#cases
    const scored = cases.flatMap((each) => (each.score === null ? [] : [{ ...each, score: each.score }]))
    if (!who || scored.length < 2)
      throw new DataError(
        `${scored.length} verdicts have a label of a person`,
        "labels are JSON lines with the id of the judged record and 'preferred' (a, b, tie) or 'label' (good, bad)",
      )
    const line = fitLine(scored)
    const off = scored.map(({ score, target }) => (chanceOf(line, score) - target) ** 2)
    const { simulated, ...named } = who
    return {
      schema: 'strom.calibration/1',
      ...named,
      ...(simulated && { simulated }),
      n: cases.length,
      no_verdict: cases.length - scored.length,
      slope: rounded(line.slope),
      intercept: rounded(line.intercept),
      accuracy: rounded(share(cases, ({ said, label }) => said === label) ?? 0),
      kappa: rounded(kappa(cases.map(({ said, label }) => [said, label]))),
      ranked: rounded(who.of === 'pairs' ? rankedPairs(cases) : rankedAnswers(scored)),
      brier: rounded(off.reduce((sum, each) => sum + each, 0) / off.length),
      ...(who.of === 'pairs' && this.#positions()),
      longer: {
        judge: rounded(longer(who.of, scored, ({ said }) => said)),
        people: rounded(longer(who.of, scored, ({ label }) => label)),
      },
    }
  }

  #positions(): Pick<Calibration, 'turned' | 'first'> {
    const both = this.#orders.filter((pair) => pair.every((each) => each !== null))
    const firsts = this.#orders.flatMap(([one, two]) => [one && FIRST[`${one}`], two && SECOND[`${two}`]])
    const decided = firsts.filter((each) => typeof each === 'boolean')
    return {
      turned: rounded(share(both, ([one, two]) => one !== two)),
      first: rounded(share(decided, (each) => each)),
    }
  }
}

const TARGETS: Record<string, number> = { a: 1, tie: 0.5, b: 0, true: 1, false: 0 }
/** Was the one preferred that was shown first? The first order shows a first, the second b. */
const FIRST: Record<string, boolean> = { a: true, b: false }
const SECOND: Record<string, boolean> = { a: false, b: true }

/** Of the pairs in which people preferred one. */
function rankedPairs(cases: readonly Case[]): number | null {
  const decided = cases.filter(({ label }) => label !== 'tie')
  if (decided.length === 0) return null
  const points = decided.map(({ said, label }) =>
    said === label ? 1 : said === 'a' || said === 'b' ? 0 : 0.5,
  )
  return points.reduce<number>((sum, each) => sum + each, 0) / decided.length
}

function rankedAnswers(cases: readonly (Case & { score: number })[]): number | null {
  return auc(cases.map(({ score, label }) => ({ value: score, good: label === 'true' })))
}

function longer(of: Calibration['of'], cases: readonly Case[], by: (each: Case) => string): number | null {
  if (of === 'answers') return auc(cases.map((each) => ({ value: each.length, good: by(each) === 'true' })))
  const decided = cases.filter((each) => each.length !== 0 && by(each) !== 'tie')
  return share(decided, (each) => (by(each) === 'a') === each.length > 0)
}

function share<T>(list: readonly T[], test: (each: T) => boolean): number | null {
  return list.length === 0 ? null : list.filter(test).length / list.length
}

function rounded<T extends number | null>(value: T): T {
  return (value === null ? null : Math.round((value as number) * 10_000) / 10_000) as T
}
