import { type BriefTexts, buildProduceMessages } from '../calibration/messages.js'
import type { NearCopies } from '../calibration/near-copy.js'
import { failureOf } from '../calibration/result.js'
import { type Written, writtenPrompt } from '../calibration/written-prompt.js'
import type { Config } from '../config/settings.js'
import type { Outcome } from '../model/job.js'
import { contentId } from '../record/id.js'
import type { Brief } from '../record/loop.js'
import { ask, type Caller, isOneJobs } from './ask.js'

/**
 * Asks for the prompt of a brief. What comes back decides whether it is kept, and is to be called in the order of the
 * slots: a prompt is compared with those kept before it. A failure of the back end is a rejection of its class; one
 * that would meet every other brief too (a wrong key, a budget that is used up) is thrown.
 * @param options.keep makes a paid answer safe before anything else is done with it
 * @throws ModelError
 */
export async function producePrompt(
  brief: Brief,
  caller: Caller,
  texts: BriefTexts,
  { signal, keep }: { signal?: AbortSignal; keep?: (brief: Brief, answer: Outcome) => Promise<void> } = {},
): Promise<(copies: NearCopies) => Written> {
  const messages = buildProduceMessages(brief, texts)
  const call = {
    requestId: brief.id,
    seed: brief.seed,
    ...(signal && { signal }),
    ...(keep && {
      onAnswer: async (answer: Outcome, final: boolean) => void (final && (await keep(brief, answer))),
    }),
  }
  let answer: Awaited<ReturnType<typeof ask>>
  try {
    answer = await ask(caller, messages, call)
  } catch (error) {
    if (!isOneJobs(error)) throw error
    const nothing = {
      ...brief,
      schema: 'strom.prompt/1' as const,
      id: contentId('j', brief.id, ''),
      text: '',
    }
    return () => ({ rejected: failureOf(nothing, {}, error) })
  }
  return (copies) => writtenPrompt(brief, answer, copies)
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
