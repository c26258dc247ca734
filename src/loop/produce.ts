import { type BriefTexts, buildProduceMessages } from '../calibration/messages.js'
import type { NearCopies } from '../calibration/near-copy.js'
import { type Written, writtenPrompt } from '../calibration/written-prompt.js'
import type { Config } from '../config/settings.js'
import type { Outcome } from '../model/job.js'
import type { Brief } from '../record/loop.js'
import { ask, type Caller, isOneJobs, mostCost } from './ask.js'
import type { Journal } from './consume.js'
import { failed, unwritten } from './failed.js'

/**
 * Asks for the prompt of a brief. What comes back decides whether it is kept, and is to be called in the order of the
 * slots: a prompt is compared with those kept before it. A failure of the back end is a rejection of its class; one
 * that would meet every other brief too (a wrong key, a budget that is used up) is thrown.
 * @param options.keep makes a paid answer safe before anything else is done with it
 * @param options.journal the same for a brief that is a job of a queue: its prompt is the first step
 * @throws ModelError
 */
export async function producePrompt(
  brief: Brief,
  caller: Caller,
  texts: BriefTexts,
  { signal, keep, journal }: ProduceOptions = {},
): Promise<(copies: NearCopies) => Written> {
  const messages = buildProduceMessages(brief, texts)
  const save = keep
    ? (answer: Outcome) => keep(brief, answer)
    : journal && ((answer: Outcome) => journal.save(0, answer))
  const call = {
    requestId: brief.id,
    seed: brief.seed,
    ...(signal && { signal }),
    ...(save && {
      onAnswer: async (answer: Outcome, final: boolean) => void (final && (await save(answer))),
    }),
  }
  let answer: Outcome | undefined = journal?.answers[0]
  try {
    if (!answer) {
      await journal?.begin(0, mostCost(caller, messages))
      answer = await ask(caller, messages, call)
    }
  } catch (error) {
    if (!isOneJobs(error)) throw error
    const rejected = failed(unwritten(brief), {}, error)
    return () => ({ rejected })
  }
  const written = answer
  return (copies) => writtenPrompt(brief, written, copies)
}

export interface ProduceOptions {
  signal?: AbortSignal
  keep?: (brief: Brief, answer: Outcome) => Promise<void>
  journal?: Journal
}

/** How the topic is called and what the style asks for, in the brief's language, as the configuration has it. */
export function textsOf(brief: Brief, config: Pick<Config, 'styles' | 'topics' | 'language'>): BriefTexts {
  const language = brief.language ?? config.language
  const pick = (text: string | Record<string, string> | undefined) =>
    typeof text === 'object' ? (text[language] ?? Object.values(text)[0]) : text
  const topic = pick(config.topics[brief.category]?.[brief.topic])
  const style = pick(config.styles[brief.style])
  return { ...(topic !== undefined && { topic }), ...(style !== undefined && { style }) }
}
