import { checkMessages, type MessageRules, ROLES, SHAREGPT_ROLES } from '../validate/messages.js'
import { checkBoolean, checkText, isObject, type Report, type Row } from '../validate/shape.js'
import { ALPACA, checkSystem, chosenRejected, conversation, TEXT } from '../validate/shapes.js'
import { fromValue, splitSystem } from './messages.js'
import type { Trainer, Written } from './trainer.js'

const RULES: MessageRules = {
  keys: ['from', 'value'],
  roles: SHAREGPT_ROLES,
  last: 'assistant',
  alternate: 'error',
}

/** Every tag: a partial block resets the ones it leaves out. */
const TAGS = {
  role_tag: 'from',
  content_tag: 'value',
  user_tag: 'human',
  assistant_tag: 'gpt',
  observation_tag: 'observation',
  function_tag: 'function_call',
  system_tag: 'system',
}

/**
 * LLaMA-Factory (data/README.md, src/llamafactory/data/converter.py): sharegpt with every column and tag in
 * dataset_info.json. `system` is in every row, because a named column that no row has stops the loader. It trains on
 * every answer, so none can be masked.
 */
export const llamafactory: Trainer = {
  masks: false,
  rows: ({ messages }) => {
    const { system, dialogue } = splitSystem(messages)
    return [{ conversations: dialogue.map(fromValue), system }]
  },
  pair: ({ prompt, chosen, rejected }) => {
    const { system, dialogue } = splitSystem(prompt)
    const gpt = (value: string) => ({ from: 'gpt', value })
    return { conversations: dialogue.map(fromValue), system, chosen: gpt(chosen), rejected: gpt(rejected) }
  },
  rated: ({ prompt, completion, label }) => {
    const { system, dialogue } = splitSystem(prompt)
    const conversations = [...dialogue.map(fromValue), { from: 'gpt', value: completion }]
    return { conversations, system, kto_tag: label }
  },
  config: (written) => ({ 'dataset_info.json': `${JSON.stringify(info(written), null, 2)}\n` }),
  shapes: [
    chosenRejected(['conversations'], (row, report) => {
      checkMessages(row.conversations, 'conversations', { ...RULES, last: 'user' }, report)
      checkSides(row.conversations, report)
      checkColumns(row, report)
      for (const field of ['chosen', 'rejected']) {
        const message = row[field]
        if (!isObject(message) || message.from !== 'gpt')
          report(field, "not a message of 'gpt'", 'write {"from": "gpt", "value": ...}')
        else checkText(message.value, `${field}.value`, report)
      }
    }),
    conversation('conversations', RULES, (row, report) => {
      checkSides(row.conversations, report)
      checkColumns(row, report)
      if ('kto_tag' in row) checkBoolean(row.kto_tag, 'kto_tag', report)
    }),
    {
      name: 'messages',
      fields: ['messages'],
      check(row, report) {
        checkMessages(row.messages, 'messages', { ...RULES, keys: ['role', 'content'], roles: ROLES }, report)
        const [first] = Array.isArray(row.messages) ? row.messages : []
        if (isObject(first) && first.role !== 'system')
          report(
            'messages',
            'with formatting "openai" a row without a system message gets "detailed thinking off" as one',
            'use formatting "sharegpt" with tags; strom export --for llamafactory does',
            true,
          )
      },
    },
    chosenRejected(['instruction'], (row, report) => {
      checkText(row.instruction, 'instruction', report)
      checkText(row.chosen, 'chosen', report)
      checkText(row.rejected, 'rejected', report)
    }),
    { ...ALPACA, check: checkAlpaca },
    TEXT,
  ],
  limits: { array: true },
  companion: {
    name: 'dataset_info.json',
    why: 'LLaMA-Factory finds the file by it',
    check: checkDatasetInfo,
  },
}

function checkAlpaca(row: Row, report: Report): void {
  ALPACA.check(row, report)
  if ('kto_tag' in row) checkBoolean(row.kto_tag, 'kto_tag', report)
}

function checkColumns(row: Row, report: Report): void {
  checkSystem(row, report)
  const { tools } = row
  if (tools !== undefined && tools !== null && typeof tools !== 'string')
    report('tools', 'not a text', 'write the list of tools as a JSON string')
}

/** The trainer looks at the place, not at who spoke before: questions and tool results stand at even places. */
function checkSides(list: unknown, report: Report): void {
  if (!Array.isArray(list)) return
  const said = list.filter((message) => !(isObject(message) && message.from === 'system'))
  const wrong = said.findIndex((message, i) => {
    const from = isObject(message) ? message.from : undefined
    return i % 2 === 0
      ? from === 'gpt' || from === 'function_call'
      : from === 'human' || from === 'observation'
  })
  if (wrong >= 0)
    report(
      'conversations',
      'sides do not alternate: LLaMA-Factory drops the row, with a warning only',
      'human or observation first, then gpt or function_call, in turn',
    )
}

function info({ task, name, train, validation }: Written): Record<string, unknown> {
  const columns = { messages: 'conversations', system: 'system', ...COLUMNS[task] }
  const entry = (file_name: string) => ({
    file_name,
    formatting: 'sharegpt',
    ...(task === 'dpo' && { ranking: true }),
    columns,
    tags: TAGS,
  })
  return { [name]: entry(train), ...(validation && { [`${name}_validation`]: entry(validation) }) }
}

const COLUMNS = { sft: {}, dpo: { chosen: 'chosen', rejected: 'rejected' }, kto: { kto_tag: 'kto_tag' } }

/** Checks a dataset_info.json: what it leaves out is reset to nothing, not to a default. */
export function checkDatasetInfo(value: unknown, file: string, report: Report): void {
  if (!isObject(value)) {
    report('', 'not an object', 'write {"name": {"file_name": ...}}')
    return
  }
  const entries = Object.entries(value)
  if (!entries.some(([, entry]) => isObject(entry) && entry.file_name === file))
    report('', `names no ${file}`, `add an entry with "file_name": "${file}"`, true)
  for (const [name, entry] of entries) {
    if (!isObject(entry)) {
      report(name, 'not an object', 'write {"file_name": ...}')
      continue
    }
    if (!['file_name', 'hf_hub_url', 'ms_hub_url', 'script_url', 'om_hub_url'].some((key) => key in entry))
      report(name, 'names no file', 'add "file_name"')
    if (entry.formatting !== 'sharegpt') continue
    if (!isObject(entry.columns) || entry.columns.messages === undefined)
      report(`${name}.columns`, 'no column "messages"', 'add "messages": "conversations"')
    if (entry.ranking === true && isObject(entry.columns)) {
      for (const key of ['chosen', 'rejected'])
        if (entry.columns[key] === undefined)
          report(`${name}.columns.${key}`, 'missing', `add "${key}": "${key}"`)
    }
    if (!isObject(entry.tags)) continue
    for (const [tag, usual] of Object.entries(TAGS).slice(0, 4)) {
      if (entry.tags[tag] === undefined)
        report(`${name}.tags.${tag}`, 'missing, which means none', `add "${tag}": "${usual}"`)
    }
  }
}
