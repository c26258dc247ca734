import { stringify } from 'yaml'
import type { Said } from '../dialogue/dialogue.js'
import { checkMessages, type MessageRules, ROLES } from '../validate/messages.js'
import { checkBoolean, checkText, isObject, type Report, type Row } from '../validate/shape.js'
import { ALPACA, checkSystem, chosenRejected, conversation, TEXT } from '../validate/shapes.js'
import { answer, openaiMessage, openaiTools, splitSystem } from './messages.js'
import type { Trainer, Written } from './trainer.js'

const RULES: MessageRules = {
  keys: ['role', 'content'],
  roles: { ...ROLES, human: 'user', gpt: 'assistant', developer: 'system' },
  mask: { key: 'train', values: [true, false], off: false },
  last: 'assistant',
  alternate: 'warning',
  calls: { arguments: 'either' },
  parts: ['text', 'image', 'image_url', 'audio', 'video'],
}

/** Arguments and parameters are texts, which give Arrow one type in all rows: the trainer parses them. */
const message = openaiMessage({ json: 'string', content: '', reasoning: 'reasoning_content' })

/**
 * Axolotl (docs/dataset-formats, docs/rlhf.qmd): `type: chat_template`, a message is masked with `train: false`.
 * Preferences lose calls there: prompt_strategies/dpo/chat_template.py copies role and content only.
 */
export const axolotl: Trainer = {
  can: { mask: 'message', calls: 'sft', reasoning: 'key' },
  // `train` in every message: a key that only some rows have gives Arrow another schema from there on.
  row: ({ messages, tools }) => ({
    messages: messages.map((said) => ({
      ...message(said),
      train: said.role === 'assistant' && !said.masked,
    })),
    ...(tools && { tools: openaiTools(tools, 'string') }),
  }),
  pair: ({ prompt, chosen, rejected }) => ({
    messages: prompt.map(message),
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
      const calls = listOf(row.messages).findIndex(({ tool_calls: list }) => listOf(list).length)
      if (calls >= 0)
        report(
          `messages[${calls}].tool_calls`,
          'Axolotl drops calls and tools of preference rows, without a word',
          'leave the row out, or train it with TRL',
        )
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
          report(`messages[${i}].weight`, 'Axolotl does not look at a weight', 'write "train": false', 'file')
      }
      checkObjects(row, report)
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

/** An object is taken too, but Arrow gives it one type in all rows. */
function checkObjects(row: Row, report: Report): void {
  const told = (field: string) =>
    report(field, 'an object, which Arrow gives one type in all rows', 'write it as a JSON string', 'file')
  for (const [i, message] of listOf(row.messages).entries())
    for (const [j, call] of listOf(message.tool_calls).entries())
      if (isObject(call.function) && isObject(call.function.arguments))
        told(`messages[${i}].tool_calls[${j}].function.arguments`)
  for (const [i, tool] of listOf(row.tools).entries())
    if (isObject(tool.function) && isObject(tool.function.parameters)) told(`tools[${i}].function.parameters`)
}

const listOf = (value: unknown) => (Array.isArray(value) ? value.filter(isObject) : [])

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
