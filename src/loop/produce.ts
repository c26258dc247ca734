import { type BriefTexts, buildProduceMessages } from '../calibration/messages.js'
import type { NearCopies } from '../calibration/near-copy.js'
import { type Written, writtenPrompt } from '../calibration/written-prompt.js'
import type { Config } from '../config/settings.js'
import type { Brief } from '../record/loop.js'
import { ask, type Caller } from './ask.js'

/**
 * Asks for the prompt of a brief. What comes back decides whether it is kept, and is to be called in the order of the
 * slots: a prompt is compared with those kept before it.
 * @throws ModelError
 */
export async function producePrompt(
  brief: Brief,
  caller: Caller,
  texts: BriefTexts,
  signal?: AbortSignal,
): Promise<(copies: NearCopies) => Written> {
  const messages = buildProduceMessages(brief, texts)
  const answer = await ask(caller, messages, {
    requestId: brief.id,
    seed: brief.seed,
    ...(signal && { signal }),
  })
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
