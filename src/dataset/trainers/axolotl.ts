import { stringify } from 'yaml'
import type { Said } from '../dialogue/dialogue.js'
import { checkMessages, type MessageRules, ROLES } from '../validate/messages.js'
import { checkBoolean, checkText, isObject } from '../validate/shape.js'
import { ALPACA, checkSystem, chosenRejected, conversation, TEXT } from '../validate/shapes.js'
import { answer, roleContent, splitSystem } from './messages.js'
import type { Trainer, Written } from './trainer.js'

const RULES: MessageRules = {
  keys: ['role', 'content'],
  roles: { ...ROLES, human: 'user', gpt: 'assistant', developer: 'system' },
  mask: { key: 'train', values: [true, false], off: false },
  last: 'assistant',
  alternate: 'warning',
}

/** Axolotl (docs/dataset-formats, docs/rlhf.qmd): `type: chat_template`, a turn is masked with `train: false`. */
export const axolotl: Trainer = {
  masks: true,
  rows: ({ messages }) => [
    // `train` in every message: a key that only some rows have gives Arrow another schema from there on.
    {
      messages: messages.map((said) => ({
        ...roleContent(said),
        train: said.role === 'assistant' && !said.masked,
      })),
    },
  ],
  pair: ({ prompt, chosen, rejected }) => ({
    messages: prompt.map(roleContent),
    chosen: answer(chosen),
    rejected: answer(rejected),
  }),
  rated: ({ prompt, completion, label }) => {
    const { system, dialogue } = splitSystem(prompt)
    return { system, prompt: chatml(dialogue), completion, label }
  },
  config: (written) => ({ 'axolotl.yaml': yaml(written) }),
  shapes: [
    chosenRejected(['messages'], (row, report) => {
      checkMessages(row.messages, 'messages', { ...RULES, last: 'user' }, report)
      for (const field of ['chosen', 'rejected']) {
        const message = row[field]
        if (!isObject(message) || message.role !== 'assistant')
          report(field, 'not a message of the assistant', 'write {"role": "assistant", "content": ...}')
        else checkText(message.content, `${field}.content`, report)
      }
    }),
    {
      name: 'rating',
      fields: ['prompt', 'completion', 'label'],
      check(row, report) {
        checkText(row.prompt, 'prompt', report)
        checkText(row.completion, 'completion', report)
        checkBoolean(row.label, 'label', report)
        checkSystem(row, report)
      },
    },
    conversation('messages', RULES, (row, report) => {
      for (const [i, message] of (Array.isArray(row.messages) ? row.messages : []).entries()) {
        if (!isObject(message)) continue
        if (message.weight !== undefined)
          report(`messages[${i}].weight`, 'Axolotl does not look at a weight', 'write "train": false', true)
        checkCalls(message.tool_calls, `messages[${i}].tool_calls`, (field) =>
          report(
            field,
            'an object, which Arrow gives one type in all rows',
            'write it as a JSON string',
            true,
          ),
        )
      }
    }),
    {
      name: 'sharegpt',
      fields: ['conversations'],
      check: (_, report) =>
        report(
          'conversations',
          'type: sharegpt was removed from Axolotl',
          'write "messages" with "role" and "content"; strom export --for axolotl does',
        ),
    },
    ALPACA,
    TEXT,
  ],
  limits: { array: true, templated: ['prompt'] },
}

/** Between the first question and the last one stands what ChatML puts there: the trainer takes one text. */
function chatml(dialogue: readonly Said[]): string {
  return dialogue
    .map(({ role, content }, i) => (i ? `<|im_end|>\n<|im_start|>${role}\n${content}` : content))
    .join('')
}

function checkCalls(calls: unknown, field: string, fault: (field: string) => void): void {
  for (const [i, call] of (Array.isArray(calls) ? calls : []).entries()) {
    if (isObject(call) && isObject(call.function) && isObject(call.function.arguments))
      fault(`${field}[${i}].function.arguments`)
  }
}

function yaml({ task, train, validation }: Written): string {
  const shape = SHAPES[task]
  const file = (path: string) => ({ path, ds_type: 'json', split: 'train', ...shape })
  const block = {
    ...(task !== 'sft' && { rl: task }),
    datasets: [file(train)],
    ...(validation && { test_datasets: [file(validation)] }),
  }
  const note = task === 'kto' ? KTO_NOTE : ''
  return `# Copy into your Axolotl config. Paths are relative to the folder Axolotl is started in.\n${note}${stringify(block, { aliasDuplicateObjects: false })}`
}

const KTO_NOTE =
  '# chatml.ultra puts ChatML around prompt and completion; prompts with earlier turns hold it too.\n'

const SHAPES = {
  sft: {
    type: 'chat_template',
    field_messages: 'messages',
    message_property_mappings: { role: 'role', content: 'content' },
    message_field_training: 'train',
    roles_to_train: ['assistant'],
  },
  dpo: {
    type: 'chat_template.default',
    field_messages: 'messages',
    field_chosen: 'chosen',
    field_rejected: 'rejected',
    message_property_mappings: { role: 'role', content: 'content' },
  },
  // Puts ChatML around; user_defined.default fails on every row (prompt_strategies/kto/user_defined.py).
  kto: { type: 'chatml.ultra' },
} as const
