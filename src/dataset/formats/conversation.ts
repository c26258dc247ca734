import type { Example } from '../../record/example.js'
import type { Message } from '../../record/message.js'
import type { Turn } from '../../record/turn.js'

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

/** A turn as an example: the question as it was asked, the answer as it was given. */
export function exampleOf({
  id,
  user,
  assistant,
  system,
  conversation,
  language,
  importance,
}: Turn): Example {
  return {
    id: id ?? '',
    instruction: user,
    input: '',
    output: assistant,
    ...(system && { system }),
    meta: {
      ...(importance !== undefined && { confidence: importance }),
      ...(id !== undefined && { sources: [id] }),
      ...(conversation !== undefined && { conversation }),
      ...(language !== undefined && { language }),
    },
  }
}
