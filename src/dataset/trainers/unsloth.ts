import { type MessageRules, SHAREGPT_ROLES } from '../validate/messages.js'
import { isObject } from '../validate/shape.js'
import { ALPACA, conversation, TEXT } from '../validate/shapes.js'
import { asText } from './hermes.js'
import { python } from './python.js'
import type { Trainer } from './trainer.js'
import { trl } from './trl.js'

/** unsloth-zoo, dataset_utils.py: the names it takes for each side. */
const RULES: MessageRules = {
  keys: ['from', 'value'],
  roles: {
    system: SHAREGPT_ROLES.system,
    human: 'user',
    user: 'user',
    input: 'user',
    gpt: 'assistant',
    assistant: 'assistant',
    output: 'assistant',
  },
  otherKeys: [],
  last: 'assistant',
  alternate: 'warning',
}

/** A result comes from the user's side, where Qwen's templates show it too: the trainer knows no role for it. */
const FROM = { system: 'system', user: 'human', assistant: 'gpt', tool: 'human' }

/**
 * Unsloth (standardize_data_formats): conversations whose messages have exactly two keys, both texts; a third one fails
 * an assertion. So no answer can be masked, and calls are text. Preferences go through TRL and look as there.
 */
export const unsloth: Trainer = {
  can: { mask: 'none', calls: 'all', reasoning: 'think' },
  row: (dialogue) => {
    const conversations: { from: string; value: string }[] = []
    for (const { role, content } of asText(dialogue)) {
      const last = conversations.at(-1)
      // What a runtime or a person says behind a result: two messages of one side would follow each other.
      if (last && last.from === FROM[role]) last.value = `${last.value}\n\n${content}`
      else conversations.push({ from: FROM[role], value: content })
    }
    return { conversations }
  },
  pair: trl.pair,
  rated: trl.rated!,
  config: (written) => ({ 'train.py': python('unsloth', written) }),
  shapes: [
    ...trl.shapes.filter(({ fields }) => fields.includes('prompt')),
    {
      ...conversation('conversations', RULES),
      check(row, report) {
        // The keys are found, not given: both spellings are taken, one in a file.
        const [first] = Array.isArray(row.conversations) ? row.conversations : []
        const openai = isObject(first) && 'role' in first
        const rules = openai ? { ...RULES, keys: ['role', 'content'] as const } : RULES
        conversation('conversations', rules).check(row, report)
      },
    },
    conversation('messages', { ...RULES, keys: ['role', 'content'] }),
    ALPACA,
    TEXT,
  ],
  limits: { array: true },
}
