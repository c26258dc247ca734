import { checkFunctionCalls } from '../validate/function-calls.js'
import { checkMessages, type MessageRules, ROLES, SHAREGPT_ROLES } from '../validate/messages.js'
import { checkBoolean, checkText, isObject, type Report, type Row } from '../validate/shape.js'
import { ALPACA, checkSystem, chosenRejected, conversation, TEXT } from '../validate/shapes.js'
import { parsed } from '../validate/tools.js'
import { functionTools, sides, splitBehindResults } from './llamafactory-calls.js'
import { splitSystem } from './messages.js'
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
  can: { mask: 'none', calls: 'all', reasoning: 'think' },
  split: splitBehindResults,
  row: ({ messages, tools }) => {
    const { system, dialogue } = splitSystem(messages)
    return { conversations: sides(dialogue), system, ...functionTools(tools) }
  },
  pair: ({ prompt, tools, chosen, rejected }) => {
    const { system, dialogue } = splitSystem(prompt)
    const gpt = (value: string) => ({ from: 'gpt', value })
    const sidesOf = { chosen: gpt(chosen), rejected: gpt(rejected) }
    return { conversations: sides(dialogue), system, ...sidesOf, ...functionTools(tools) }
  },
  rated: ({ prompt, tools, completion, label }) => {
    const { system, dialogue } = splitSystem(prompt)
    const conversations = [...sides(dialogue), { from: 'gpt', value: completion }]
    return { conversations, system, kto_tag: label, ...functionTools(tools) }
  },
  config: (written) => ({ 'dataset_info.json': `${JSON.stringify(info(written), null, 2)}\n` }),
  shapes: [
    chosenRejected(['conversations'], (row, report) => {
      checkMessages(row.conversations, 'conversations', { ...RULES, last: 'user' }, report)
      checkSides(row.conversations, report)
      checkColumns(row, report)
      checkFunctionCalls(row, report)
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
      checkFunctionCalls(row, report)
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
            'file',
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
  if (row.tools === '' || row.tools === undefined || row.tools === null || typeof row.tools !== 'string')
    return
  const list = parsed(row.tools)
  for (const [i, tool] of (Array.isArray(list) ? list : []).entries())
    if (isObject(tool) && !isObject(isObject(tool.function) ? tool.function.parameters : tool.parameters))
      report(
        `tools[${i}].parameters`,
        'missing: LLaMA-Factory stops at it, with most templates',
        'write {"type": "object", "properties": {}}',
        true,
      )
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

function info({ task, name, train, validation, tools }: Written): Record<string, unknown> {
  const columns = { messages: 'conversations', system: 'system', ...COLUMNS[task] }
  const entry = (file_name: string, hasTools = false) => ({
    file_name,
    formatting: 'sharegpt',
    ...(task === 'dpo' && { ranking: true }),
    columns: { ...columns, ...(hasTools && { tools: 'tools' }) },
    tags: TAGS,
  })
  return {
    [name]: entry(train, tools?.train),
    ...(validation && { [`${name}_validation`]: entry(validation, tools?.validation) }),
  }
}

const COLUMNS = { sft: {}, dpo: { chosen: 'chosen', rejected: 'rejected' }, kto: { kto_tag: 'kto_tag' } }

/** Checks a dataset_info.json: what it leaves out is reset to nothing, not to a default. */
export function checkDatasetInfo(
  value: unknown,
  file: string,
  report: Report,
  columns: ReadonlySet<string> = new Set(),
): void {
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
    if (entry.file_name === file && columns.has('tools') && !(isObject(entry.columns) && entry.columns.tools))
      report(`${name}.columns.tools`, 'missing: rows have tools, which nobody sees', 'add "tools": "tools"')
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
