import type { Tool } from '../../record/step.js'
import type { Dialogue, Said } from '../dialogue/dialogue.js'
import { checkCalls } from '../validate/calls.js'
import { checkMessages, type MessageRules, ROLES } from '../validate/messages.js'
import { checkBoolean, checkText, isObject, type Report, type Row } from '../validate/shape.js'
import { checkAnswer, chosenRejected, conversation, TEXT } from '../validate/shapes.js'
import { answer, openaiMessage, openaiTools } from './messages.js'
import { python } from './python.js'
import type { RowsBy, Trainer } from './trainer.js'

const TRL_RULES: MessageRules = {
  keys: ['role', 'content'],
  roles: ROLES,
  last: 'assistant',
  alternate: 'warning',
  calls: { arguments: 'either' },
  parts: ['text', 'image'],
}

/** Questions that an answer is given with, and their characters: a row an answer would otherwise grow with the square. */
const CONTEXT = 10
const CHARACTERS = 1_000_000

const message = openaiMessage({ json: 'object', content: '', reasoning: 'reasoning_content' })

/**
 * TRL (docs/source/dataset_formats.md): prompt and completion, one row a turn, because the loss then falls on the
 * completion alone. With `messages` it falls on the user's text too. Tools are one text, which gives Arrow one type.
 */
export const trl: Trainer = {
  can: { mask: 'turn', calls: 'all', reasoning: 'key' },
  split: answers,
  row: ({ messages, from = messages.length - 1, tools }) => ({
    prompt: messages.slice(0, from).map(message),
    completion: messages.slice(from).map(message),
    ...withTools(tools),
  }),
  pair: ({ prompt, tools, chosen, rejected }) => ({
    prompt: prompt.map(message),
    chosen: [answer(chosen)],
    rejected: [answer(rejected)],
    ...withTools(tools),
  }),
  rated: ({ prompt, tools, completion, label }) => ({
    prompt: prompt.map(message),
    completion: [answer(completion)],
    label,
    ...withTools(tools),
  }),
  config: (written) => ({ 'train.py': python('trl', written) }),
  shapes: [
    chosenRejected(['prompt'], (row, report) => {
      checkPrompt(row, report)
      checkSameKind(row, ['chosen', 'rejected'], report)
    }),
    {
      name: 'rating',
      fields: ['prompt', 'completion', 'label'],
      check(row, report) {
        checkPrompt(row, report)
        checkSameKind(row, ['completion'], report)
        checkBoolean(row.label, 'label', report)
      },
    },
    {
      name: 'prompt-completion',
      fields: ['prompt', 'completion'],
      check(row, report) {
        checkPrompt(row, report)
        checkSameKind(row, ['completion'], report)
        checkCalls(row, ['prompt', 'completion'], { arguments: 'either' }, report)
        const results = Array.isArray(row.completion) && row.completion.some((each) => each?.role === 'tool')
        if (results)
          report(
            'completion',
            'holds results of tools, which TRL trains on',
            'set assistant_only_loss=True, as train.py of strom export does, or use --rows step',
            'file',
          )
      },
    },
    conversation('messages', TRL_RULES, (_, report) =>
      report(
        'messages',
        'TRL trains on the whole conversation, the user included',
        'set assistant_only_loss=True, or write prompt and completion; strom export --for trl does',
        'file',
      ),
    ),
    {
      name: 'conversations',
      fields: ['conversations'],
      check: (_, report) =>
        report(
          'conversations',
          'TRL renames the keys from and value, but human and gpt stay what they are',
          'write "messages" with the roles user and assistant',
        ),
    },
    TEXT,
  ],
  limits: { array: true },
  acrossRows: sameArguments,
}

/** Arrow gives arguments one type: texts in some rows and objects in others stop the loader. */
function sameArguments() {
  let first: string | undefined
  return (row: Row, report: Report) => {
    for (const field of ['messages', 'prompt', 'completion'])
      for (const [i, message] of listOf(row[field]).entries())
        for (const [j, call] of listOf(message.tool_calls).entries()) {
          const kind = typeof (isObject(call.function) ? call.function.arguments : undefined)
          first ??= kind
          if (kind !== first)
            report(
              `${field}[${i}].tool_calls[${j}].function.arguments`,
              `a ${kind}, where the rows before have a ${first}`,
              'write all of them alike',
            )
        }
  }
}

const listOf = (value: unknown) => (Array.isArray(value) ? value.filter(isObject) : [])

/**
 * The answers of one turn a row: from the first that is trained on up to the next one that is not, with the results
 * between them. By step, one answer a row.
 */
function answers({ messages, ...rest }: Dialogue, by: RowsBy): Dialogue[] {
  const system = messages[0]?.role === 'system' ? 1 : 0
  const rows: Dialogue[] = []
  for (let from = system; from < messages.length; from++) {
    if (!isLearned(messages[from])) continue
    let end = from
    for (let at = from + 1; by === 'turn' && messages[at] && messages[at]?.role !== 'user'; at++) {
      if (isLearned(messages[at])) end = at
      else if (messages[at]?.role === 'assistant') break
    }
    const start = contextStart(messages, system, from)
    const row = [...messages.slice(0, system), ...messages.slice(start, end + 1)]
    rows.push({ ...rest, messages: row, from: from - start + system })
    from = end
  }
  return rows
}

const isLearned = (said: Said | undefined) => said?.role === 'assistant' && !said.masked

/** Where the context of an answer begins: at one of the last questions. */
function contextStart(messages: readonly Said[], least: number, from: number): number {
  let questions = 0
  let room = CHARACTERS
  for (let at = from - 1; at > least; at--) {
    const { role, injected, content } = messages[at] as Said
    room -= content.length
    if (role === 'user' && !injected && (++questions === CONTEXT || room < 0)) return at
  }
  return least
}

const withTools = (tools: readonly Tool[] | undefined) =>
  tools && { tools: JSON.stringify(openaiTools(tools)) }

function checkPrompt(row: Row, report: Report): void {
  if (!Array.isArray(row.prompt)) {
    checkText(row.prompt, 'prompt', report)
    return
  }
  checkMessages(row.prompt, 'prompt', { ...TRL_RULES, last: 'any' }, report)
  const last = row.prompt.at(-1)
  if (isObject(last) && last.role === 'system')
    report('prompt', 'ends with a system message', 'end with the question')
  if (isObject(last) && last.role === 'assistant' && Array.isArray(last.tool_calls))
    report('prompt', 'ends with a call', 'end with its result, or with a question')
}

/** Texts with texts, lists of messages with lists of messages. */
function checkSameKind(row: Row, fields: readonly string[], report: Report): void {
  for (const field of fields) {
    if (Array.isArray(row[field]) !== Array.isArray(row.prompt))
      report(field, 'a text and a list of messages in one row', 'write both as texts, or both as messages')
    else checkAnswer(row[field], field, report)
  }
}
