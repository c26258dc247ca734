import { type MessageRules, SHAREGPT_ROLES } from '../validate/messages.js'
import { isObject } from '../validate/shape.js'
import { ALPACA, conversation, TEXT } from '../validate/shapes.js'
import { fromValue } from './messages.js'
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

/**
 * Unsloth (standardize_data_formats): conversations whose messages have exactly two keys, both texts; a third one fails
 * an assertion. So no answer can be masked. Preferences go through TRL and look as there.
 */
export const unsloth: Trainer = {
  masks: false,
  rows: ({ messages }) => [{ conversations: messages.map(fromValue) }],
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
