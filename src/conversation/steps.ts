import type { Step } from '../record/step.js'
import type { ChatMessage } from './conversation.js'
import { isoTime } from './iso-time.js'

/**
 * The steps of an answer, in order: the messages of one key are one step, however many they are and whatever stands
 * between them.
 * @param model of the turn: a step says its own only where it is another
 * @returns undefined where they would say no more than the texts
 */
export function stepsOf(
  messages: readonly ChatMessage[],
  answers: readonly number[],
  model: string | undefined,
): Step[] | undefined {
  if (!answers.some((index) => saysMore(messages[index]!))) return undefined
  const steps: Step[] = []
  const byKey = new Map<string, Step>()
  for (const index of answers) {
    const message = messages[index]!
    const { key } = message.blocks ?? {}
    const known = key === undefined ? undefined : byKey.get(key)
    if (known) {
      extend(known, message)
    } else {
      const step = stepOf(message, model)
      steps.push(step)
      if (key !== undefined) byKey.set(key, step)
    }
  }
  return steps
}

/** Does a message hold more than its text? */
function saysMore({ blocks }: ChatMessage): boolean {
  if (!blocks) return false
  const { reasoning, calls, from, stop, weight, copied, kept } = blocks
  return Boolean(reasoning || calls || from || (stop && stop !== 'ok') || weight === 0 || copied || kept)
}

function stepOf({ text, blocks = {}, time, ...message }: ChatMessage, model: string | undefined): Step {
  const { from, name, reasoning, summary, calls, stop, weight, copied, kept } = blocks
  return {
    ...(from && { from }),
    ...(name && { name }),
    ...(reasoning && { reasoning, ...(summary && { reasoning_is: 'summary' as const }) }),
    ...(text && { text }),
    ...(calls && { calls: [...calls] }),
    ...(!from && message.model !== undefined && message.model !== model && { model: message.model }),
    ...(time !== undefined && { time: isoTime(time) }),
    ...(stop && stop !== 'ok' && { stop }),
    ...(weight === 0 && { weight }),
    ...(copied && { copied }),
    ...kept,
  }
}

function extend(step: Step, { text, blocks = {} }: ChatMessage): void {
  const { reasoning, summary, calls, stop, continues } = blocks
  if (reasoning) step.reasoning = paragraphs(step.reasoning, reasoning)
  if (reasoning && summary) step.reasoning_is = 'summary'
  if (text) step.text = continues ? `${step.text ?? ''}${text}` : paragraphs(step.text, text)
  if (calls) step.calls = [...(step.calls ?? []), ...calls]
  if (stop && stop !== 'ok') step.stop = stop
}

function paragraphs(before: string | undefined, text: string): string {
  return before ? `${before}\n\n${text}` : text
}
