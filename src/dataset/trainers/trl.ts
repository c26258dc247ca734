import type { Dialogue, Said } from '../dialogue/dialogue.js'
import { checkMessages, type MessageRules, ROLES } from '../validate/messages.js'
import { checkBoolean, checkText, isObject, type Report, type Row } from '../validate/shape.js'
import { checkAnswer, chosenRejected, conversation, TEXT } from '../validate/shapes.js'
import { answer, roleContent } from './messages.js'
import { python } from './python.js'
import type { Trainer } from './trainer.js'

const TRL_RULES: MessageRules = {
  keys: ['role', 'content'],
  roles: ROLES,
  last: 'assistant',
  alternate: 'warning',
}

/** Messages before an answer that are given with it; a row an answer would otherwise grow with the square. */
const CONTEXT = 20

/**
 * TRL (docs/source/dataset_formats.md): prompt and completion, one row an answer, because the loss then falls on the
 * answer alone. With `messages` it falls on the user's text too.
 */
export const trl: Trainer = {
  masks: true,
  rows: answers,
  pair: ({ prompt, chosen, rejected }) => ({
    prompt: prompt.map(roleContent),
    chosen: [answer(chosen)],
    rejected: [answer(rejected)],
  }),
  rated: ({ prompt, completion, label }) => ({
    prompt: prompt.map(roleContent),
    completion: [answer(completion)],
    label,
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
      },
    },
    conversation('messages', TRL_RULES, (_, report) =>
      report(
        'messages',
        'TRL trains on the whole conversation, the user included',
        'set assistant_only_loss=True, or write prompt and completion; strom export --for trl does',
        true,
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
}

function answers({ messages }: Dialogue): unknown[] {
  const [first] = messages
  const system = first?.role === 'system' ? [first] : []
  const said = messages.slice(system.length)
  const rows: unknown[] = []
  for (let i = 1; i < said.length; i += 2) {
    const reply = said[i] as Said
    if (reply.masked) continue
    const prompt = [...system, ...said.slice(Math.max(0, i - CONTEXT + 1), i)]
    rows.push({ prompt: prompt.map(roleContent), completion: [roleContent(reply)] })
  }
  return rows
}

function checkPrompt(row: Row, report: Report): void {
  if (!Array.isArray(row.prompt)) {
    checkText(row.prompt, 'prompt', report)
    return
  }
  checkMessages(row.prompt, 'prompt', { ...TRL_RULES, last: 'any' }, report)
  const last = row.prompt.at(-1)
  if (isObject(last) && last.role === 'system')
    report('prompt', 'ends with a system message', 'end with the question')
}

/** Texts with texts, lists of messages with lists of messages. */
function checkSameKind(row: Row, fields: readonly string[], report: Report): void {
  for (const field of fields) {
    if (Array.isArray(row[field]) !== Array.isArray(row.prompt))
      report(field, 'a text and a list of messages in one row', 'write both as texts, or both as messages')
    else checkAnswer(row[field], field, report)
  }
}
