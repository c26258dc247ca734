import { asText } from '../trainers/hermes.js'
import type { ChatFormat } from './index.js'

const FROM = { system: 'system', user: 'human', assistant: 'gpt', tool: 'tool' }

/** Whole conversations as the Hermes models learned them: calls, results and tools are marked texts. */
export const hermes: ChatFormat = {
  whole: true,
  can: { mask: 'none', calls: 'all', reasoning: 'think' },
  row: (dialogue) => ({
    conversations: asText(dialogue).map(({ role, content }) => ({ from: FROM[role], value: content })),
  }),
}
