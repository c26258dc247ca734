import type { Judge } from '../record/judge.js'
import type { Rubric } from '../record/rubric.js'
import type { Usage } from '../record/usage.js'
import { criteriaFor, type JudgeRequest, pairRequest, pointRequest } from './request.js'
import type { Pair, Subject } from './subject.js'
import { combined, combinedChoices, readChoice, readVerdict } from './verdict.js'

/** What came back from a judge. `class` is `ok` where the back end found nothing wrong with it. */
export interface Answered {
  text: string
  class: string
  model: string
  usage?: Usage
  /** US dollars; null where the price is unknown. */
  cost: number | null
}

/** Puts a request to the judge. @param sample counts the times that the same one is put, from 0 */
export type Put = (request: JudgeRequest, sample: number) => Promise<Answered>

/** A verdict on an answer. Throws what `put` throws, once all its calls have ended. */
export async function judgeAnswer(subject: Subject, rubric: Rubric, put: Put, votes = 1): Promise<Judge> {
  const request = pointRequest(subject, rubric)
  const names = criteriaFor(rubric, subject)
  const { prompt, answer, context, source } = subject
  const material = [answer, prompt, source, context].filter((text) => text !== undefined)
  const answers = await all(Array.from({ length: votes }, (_, i) => put(request, i)))
  const said = answers.map(({ text, class: kind }) =>
    kind === 'ok' ? readVerdict(text, names, material) : undefined,
  )
  return { ...frame(answers, rubric, votes), ...combined(said, names, rubric), ...badly(answers) }
}

/** A verdict on two answers, each asked for in both orders. Throws as `judgeAnswer`. */
export async function judgePair(pair: Pair, rubric: Rubric, put: Put, votes = 1): Promise<Judge> {
  const { a, b, prompt, context, source } = pair
  const material = [a, b, prompt, source, context].filter((text) => text !== undefined)
  const orders = [pairRequest(pair, rubric), pairRequest({ ...pair, a: b, b: a }, rubric)]
  const answers = await all(
    Array.from({ length: votes }, (_, i) => orders.map((request) => put(request, i))).flat(),
  )
  const choices = answers.map(({ text, class: kind }, i) =>
    kind === 'ok' ? readChoice(text, material, i % 2 === 1) : `the judge's answer is ${kind}`,
  )
  const pairs = Array.from({ length: votes }, (_, i) => [choices[2 * i]!, choices[2 * i + 1]!] as const)
  return { ...frame(answers, rubric, votes), ...combinedChoices(pairs) }
}

/** As Promise.all, but what is under way is waited for: it is paid for, and counted. */
async function all<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(promises)
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
}

function frame(answers: readonly Answered[], { name }: Rubric, votes: number) {
  const usages = answers.map(({ usage }) => usage)
  const usage = usages.reduce(
    (sum, each) =>
      sum &&
      each && {
        prompt_tokens: sum.prompt_tokens + each.prompt_tokens,
        completion_tokens: sum.completion_tokens + each.completion_tokens,
      },
    { prompt_tokens: 0, completion_tokens: 0 } as Usage | undefined,
  )
  return {
    model: answers[0]!.model,
    rubric: name,
    ...(votes > 1 && { votes }),
    ...(usage && { usage }),
    cost: answers.reduce<number | null>(
      (sum, { cost }) => (sum === null || cost === null ? null : sum + cost),
      0,
    ),
  }
}

/** Where no answer ended well, that is the reason. */
function badly(answers: readonly Answered[]): Pick<Judge, 'reason'> | Record<string, never> {
  const kind = answers.every(({ class: kind }) => kind !== 'ok') && answers[0]?.class
  return kind ? { reason: `the judge's answer is ${kind}` } : {}
}
