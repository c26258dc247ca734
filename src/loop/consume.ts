import { answerPrompt, failureOf, type Template } from '../calibration/result.js'
import { loadFormat } from '../config/formats.js'
import type { Config } from '../config/settings.js'
import { loadWrapper, NoSuchWrapper } from '../config/wrappers.js'
import type { Outcome } from '../model/job.js'
import type { Prompt, Result } from '../record/loop.js'
import { BadRecord } from '../record/parse.js'
import { ask, type Caller, isOneJobs } from './ask.js'

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
  begin(step: number): Promise<void>
  save(step: number, answer: Outcome): Promise<void>
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
  options: { signal?: AbortSignal; journal?: Journal } = {},
): Promise<Result> {
  const { signal, journal } = options
  let step = 0
  const put = async (messages: Parameters<typeof ask>[1]) => {
    const at = step++
    const kept = journal?.answers[at]
    if (kept) return kept
    await journal?.begin(at)
    return ask(caller, messages, {
      requestId: prompt.id,
      seed: prompt.seed,
      ...(signal && { signal }),
      ...(journal && {
        onAnswer: async (answer: Outcome, final: boolean) => {
          if (final) await journal.save(at, answer)
        },
      }),
    })
  }
  try {
    return { ...(await answerPrompt(prompt, template, put)), time: new Date().toISOString() }
  } catch (error) {
    if (!isOneJobs(error)) throw error
    return failureOf(prompt, template, error)
  }
}
