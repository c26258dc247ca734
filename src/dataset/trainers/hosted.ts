import { type MessageRules, ROLES } from '../validate/messages.js'
import type { Limits, Shape } from '../validate/shape.js'
import { conversation, openaiPreference } from '../validate/shapes.js'
import { answer, openaiMessage, openaiTools, type Spelling } from './messages.js'
import type { Trainer } from './trainer.js'

const MASK = { key: 'weight', values: [0, 1], off: 0 } as const

/** What OpenAI, Together and Fireworks have in common: `messages` with `weight`, and OpenAI's preference rows. */
export function hosted(options: {
  rules?: Partial<MessageRules>
  shapes?: Shape[]
  check?: Shape['check']
  limits: Limits
  config: Trainer['config']
  spelling?: Partial<Spelling>
}): Trainer {
  const message = openaiMessage({ json: 'string', content: '', ...options.spelling })
  const rules: MessageRules = {
    keys: ['role', 'content'],
    roles: ROLES,
    mask: MASK,
    last: 'assistant',
    alternate: 'error',
    calls: { arguments: 'text' },
    parts: ['text', 'image_url'],
    ...options.rules,
  }
  const withCheck = (shape: Shape): Shape => ({
    ...shape,
    check(row, report) {
      shape.check(row, report)
      options.check?.(row, report)
    },
  })
  return {
    can: { mask: 'message', calls: 'all', reasoning: options.spelling?.reasoning ? 'key' : 'none' },
    // 1 on the answers that are trained on: a key that comes only in later rows gives Arrow another schema there.
    row: ({ messages, tools }) => ({
      messages: messages.map((said) => ({
        ...message(said),
        ...(said.role === 'assistant' && { weight: said.masked ? 0 : 1 }),
      })),
      ...(tools && { tools: openaiTools(tools) }),
    }),
    pair: ({ prompt, tools, chosen, rejected }) => ({
      input: { messages: prompt.map(message), ...(tools && { tools: openaiTools(tools) }) },
      preferred_output: [answer(chosen)],
      non_preferred_output: [answer(rejected)],
    }),
    config: options.config,
    shapes: [openaiPreference(rules), conversation('messages', rules), ...(options.shapes ?? [])].map(
      withCheck,
    ),
    limits: options.limits,
  }
}
