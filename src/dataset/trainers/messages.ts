import type { Said } from '../dialogue/dialogue.js'

export interface RoleContent {
  role: string
  content: string
}

export const roleContent = ({ role, content }: Said): RoleContent => ({ role, content })
export const answer = (content: string): RoleContent => ({ role: 'assistant', content })

/**
 * With `weight: 0` on answers that are not trained on, as OpenAI, Together and Fireworks take it, and 1 on the others: a
 * key that comes only in later rows gives Arrow another schema there.
 */
export const weighted = ({ role, content, masked }: Said) => ({
  role,
  content,
  ...(role === 'assistant' && { weight: masked ? 0 : 1 }),
})

const FROM = { system: 'system', user: 'human', assistant: 'gpt' }

export const fromValue = ({ role, content }: Said) => ({ from: FROM[role], value: content })

/** The system text, and the rest. */
export function splitSystem(messages: readonly Said[]): { system: string; dialogue: readonly Said[] } {
  const [first] = messages
  return first?.role === 'system'
    ? { system: first.content, dialogue: messages.slice(1) }
    : { system: '', dialogue: messages }
}
