import { answerPrompt, type Template } from '../calibration/result.js'
import { loadFormat } from '../config/formats.js'
import { loadRubric } from '../config/rubrics.js'
import type { Config } from '../config/settings.js'
import { loadWrapper, NoSuchWrapper } from '../config/wrappers.js'
import { type Answered, judgeAnswer } from '../judge/judge.js'
import type { JudgeRequest } from '../judge/request.js'
import type { Outcome } from '../model/job.js'
import type { Judge } from '../record/judge.js'
import type { Prompt, Result } from '../record/loop.js'
import { BadRecord } from '../record/parse.js'
import type { Rubric } from '../record/rubric.js'
import { ask, type Call, type Caller, isOneJobs, mostCost } from './ask.js'
import { failed } from './failed.js'
import { temperatureOf } from './judge.js'

/** Finds wrappers and their formats by name, each file read once. @throws ConfigError where one is missing */
export class Templates {
  readonly #known = new Map<string, Template>()

  constructor(private readonly config: Pick<Config, 'wrappers' | 'formats'>) {}

  of(name: string): Template {
    const known = this.#known.get(name)
    if (known) return known
    const wrapper = loadWrapper(this.config.wrappers, name)
    const template = { wrapper, format: loadFormat(this.config.formats, wrapper.format) }
    this.#known.set(name, template)
    return template
  }

  /** The one that a prompt names. @throws BadRecord where there is none: then the prompt is wrong, not the configuration */
  named({ wrapper }: Pick<Prompt, 'wrapper'>): Template {
    try {
      return this.of(wrapper)
    } catch (error) {
      if (error instanceof NoSuchWrapper) throw new BadRecord({ message: error.message })
      throw error
    }
  }
}

/** Answers that were paid for before, and where to make a new one safe before anything else is done with it. */
export interface Journal {
  answers: readonly Outcome[]
  begin(step: number, cost: number | null): Promise<void>
  save(step: number, answer: Outcome): Promise<void>
}

/** The journal of what follows after the first steps. */
export function afterSteps(journal: Journal, steps: number): Journal {
  return {
    answers: journal.answers.slice(steps),
    begin: (step, cost) => journal.begin(steps + step, cost),
    save: (step, answer) => journal.save(steps + step, answer),
  }
}

export interface ConsumeOptions {
  signal?: AbortSignal
  journal?: Journal
  /** The model that judges the answers that are whole, besides their score. */
  judge?: string | undefined
}

/**
 * Puts a prompt into a wrapper, asks, and scores the answer. A failure of the back end becomes a result of its class;
 * one that would fail every other prompt too (a wrong key, a budget that is used up) is thrown.
 * @throws ModelError
 */
export async function consumePrompt(
  prompt: Prompt,
  template: Template,
  caller: Caller,
  options: ConsumeOptions = {},
): Promise<Result> {
  const { signal, journal, judge } = options
  let step = 0
  const put = async (
    messages: Parameters<typeof ask>[1],
    other: Partial<Caller> = {},
    schema?: Call['schema'],
  ) => {
    const at = step++
    const kept = journal?.answers[at]
    if (kept) return kept
    const asked = { ...caller, ...other }
    await journal?.begin(at, mostCost(asked, messages))
    return ask(asked, messages, {
      requestId: prompt.id,
      seed: prompt.seed,
      ...(schema && { schema }),
      ...(signal && { signal }),
      ...(journal && {
        onAnswer: async (answer: Outcome, final: boolean) => {
          if (final) await journal.save(at, answer)
        },
      }),
    })
  }
  try {
    const result: Result = await answerPrompt(prompt, template, (messages) => put(messages))
    if (judge && result.class === 'ok') {
      const byJudge = ({ messages, schema }: JudgeRequest) =>
        put(messages, { model: judge, temperature: temperatureOf(1) }, schema)
      result.judge = await judged(result, judge, byJudge, caller.provider === 'simulated')
    }
    return { ...result, time: new Date().toISOString() }
  } catch (error) {
    if (!isOneJobs(error)) throw error
    return failed(prompt, template, error)
  }
}

/** A judge that fails takes nothing from the answer. @throws ModelError where every other call would fail too */
async function judged(
  { text, response, language }: Result,
  model: string,
  put: (request: JudgeRequest) => Promise<Answered>,
  simulated: boolean,
): Promise<Judge> {
  try {
    rubric ??= loadRubric('answer')
    const subject = { prompt: text, answer: response, ...(language !== undefined && { language }) }
    const verdict = await judgeAnswer(subject, rubric, put)
    return { ...verdict, ...(simulated && { simulated }) }
  } catch (error) {
    if (!isOneJobs(error)) throw error
    return { model, score: null, reason: `${error.class}: ${error.message}` }
  }
}
let rubric: Rubric | undefined
