import type { Example } from '../../record/example.js'
import type { Message } from '../../record/message.js'
import type { Turn } from '../../record/turn.js'
import { historyOf } from '../../text/history.js'

/** What the user says: the instruction, and after an empty line the input where there is one. */
export function request({ instruction, input }: Pick<Example, 'instruction' | 'input'>): string {
  const context = input.trimEnd()
  return context ? `${instruction}\n\n${context}` : instruction
}

/** An example as a conversation: its own messages where it has them, else system, user, assistant. */
export function messagesOf(example: Example): Message[] {
  if (example.messages) return example.messages
  const dialogue: Message[] = [
    { role: 'user', content: request(example) },
    { role: 'assistant', content: example.output },
  ]
  return example.system ? [{ role: 'system', content: example.system }, ...dialogue] : dialogue
}

/**
 * An exchange after what was said before it: only its answer is trained on.
 * @param history the texts before it, oldest first: question, answer, ...
 */
export function withHistory(
  system: string | undefined,
  history: readonly string[],
  exchange: Pick<Example, 'instruction' | 'input' | 'output'>,
): Message[] {
  const before = history.map(
    (content, i): Message => ({ role: i % 2 === 0 ? 'user' : 'assistant', content, weight: 0 }),
  )
  return [
    ...(system ? [{ role: 'system' as const, content: system, weight: 0 as const }] : []),
    ...before,
    { role: 'user', content: request(exchange), weight: 0 },
    { role: 'assistant', content: exchange.output, weight: 1 },
  ]
}

/** A turn as an example: the question as it was asked, the answer as it was given, after what they need to be understood. */
export function exampleOf(turn: Turn): Example {
  const { id, user, assistant, system, conversation, language, importance } = turn
  const exchange = { instruction: user, input: '', output: assistant }
  const history = historyOf(turn)
  return {
    id: id ?? '',
    ...exchange,
    ...(system && { system }),
    ...(history && { messages: withHistory(system, history, exchange) }),
    meta: {
      ...(importance !== undefined && { confidence: importance }),
      ...(id !== undefined && { sources: [id] }),
      ...(conversation !== undefined && { conversation }),
      ...(language !== undefined && { language }),
    },
  }
}
