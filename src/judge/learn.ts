import type { Calibration } from '../record/calibration.js'
import { DataError } from '../record/errors.js'
import { contentId } from '../record/id.js'
import type { Judge } from '../record/judge.js'
import type { Pair, Subject } from './subject.js'

/** Fewer verdicts teach nothing that could be measured. */
const LEAST = 40
/** More take long and teach little more. */
const MOST = 2000

interface Sample {
  x: Float64Array
  y?: Float64Array
  target: number
  group: number
  made?: true
}
type Read = (exchange: { user: string; assistant: string; context: string[] }) => Float64Array

/** Makes samples of verdicts, each with copies of the better answer that are known to be worse. */
export class Samples {
  readonly all: Sample[] = []
  verdicts = 0
  /** An answer to another prompt. */
  #other: { prompt: string; answer: string } | undefined

  constructor(private readonly read: Read) {}

  /** @returns false where there is no verdict */
  add(judge: Judge, subject: Subject | Pair): boolean {
    if (judge.score === null) return false
    if (this.verdicts === MOST) return true
    this.verdicts++
    const { prompt, context } = subject
    const target = judge.score / 100
    const group = Number.parseInt(contentId('g', prompt).slice(2, 10), 16)
    const see = (answer: string) =>
      this.read({ user: prompt, assistant: answer, context: context ? [context] : [] })
    const isPair = 'a' in subject
    const better = !isPair ? subject.answer : target < 0.5 ? subject.b : subject.a
    this.all.push(
      isPair
        ? { x: see(subject.a), y: see(subject.b), target, group }
        : { x: see(subject.answer), target, group },
    )
    if (!isPair && target < 0.5) return true
    const x = see(better)
    for (const worse of this.#worse(prompt, better))
      this.all.push({ x, y: see(worse), target: 1, group, made: true })
    if (this.#other?.prompt !== prompt) this.#other = { prompt, answer: better }
    return true
  }

  /** An answer to another prompt, which is seldom seen in verdicts, and half of this one. */
  #worse(prompt: string, answer: string): string[] {
    const other = this.#other
    const words = answer.split(/(?<=\s)/)
    return [
      ...(other && other.prompt !== prompt ? [other.answer, other.answer] : []),
      ...(words.length < 8
        ? []
        : [
            words
              .slice(0, words.length / 2)
              .join('')
              .trim(),
          ]),
    ]
  }
}

/** @throws DataError where there are too few */
export function enough({ verdicts, all }: Samples): readonly Sample[] {
  if (verdicts < LEAST)
    throw new DataError(
      `${verdicts} verdicts are too few to learn from`,
      `at least ${LEAST} are needed; some hundreds teach something`,
    )
  return all
}

const percent = (share: number | null) => (share === null ? '-' : `${(100 * share).toFixed(1)} %`)

/** For the summary line. */
export function agreementNotes(made: Calibration): string[] {
  const { accuracy, kappa, turned, first, longer, n, of } = made
  return [
    `agrees with people on ${percent(accuracy)} of ${n} ${of} (kappa ${kappa.toFixed(2)})`,
    ...(turned === undefined ? [] : [`${percent(turned)} turn with the order`]),
    ...(first === undefined ? [] : [`the first shown preferred ${percent(first)}`]),
    `the longer one ${percent(longer.judge)} (people ${percent(longer.people)})`,
  ]
}

export function learnedNotes({ before, after }: { before: number; after: number }): string {
  return `of verdicts held out, the better one has the higher quality in ${percent(after)}, before ${percent(before)}`
}
