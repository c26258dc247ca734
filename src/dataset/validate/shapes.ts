import { checkCalls } from './calls.js'
import { checkMessages, type MessageRules } from './messages.js'
import { checkText, isObject, type Report, type Row, type Shape, typeName } from './shape.js'

/** Rows of one text, for continued pretraining. */
export const TEXT: Shape = {
  name: 'text',
  fields: ['text'],
  check: (row, report) => checkText(row.text, 'text', report),
}

/** Two texts. */
export const PROMPT_COMPLETION: Shape = {
  name: 'prompt-completion',
  fields: ['prompt', 'completion'],
  check(row, report) {
    checkText(row.prompt, 'prompt', report)
    checkText(row.completion, 'completion', report)
  },
}

/** instruction, input, output. */
export const ALPACA: Shape = {
  name: 'alpaca',
  fields: ['instruction', 'output'],
  check(row, report) {
    checkText(row.instruction, 'instruction', report)
    if (row.input !== undefined && row.input !== null)
      checkText(row.input, 'input', report, { mayBeEmpty: true })
    checkText(row.output, 'output', report)
    checkSystem(row, report)
    if (row.history === undefined || row.history === null) return
    const pairs = Array.isArray(row.history) ? row.history : [undefined]
    for (const [i, pair] of pairs.entries()) {
      if (!Array.isArray(pair) || pair.length !== 2 || pair.some((text) => typeof text !== 'string'))
        report(`history[${i}]`, 'not a pair of texts', 'write [["question", "answer"], ...]')
    }
  },
}

export function checkSystem(row: Row, report: Report): void {
  if (row.system !== undefined && row.system !== null)
    checkText(row.system, 'system', report, { mayBeEmpty: true })
}

/** {"messages": [...]} under whatever name, with the rules of a trainer. */
export function conversation(field: string, rules: MessageRules, more?: Shape['check']): Shape {
  return {
    name: field,
    fields: [field],
    check(row, report) {
      checkMessages(row[field], field, rules, report)
      if (rules.calls) checkCalls(row, [field], rules.calls, report)
      more?.(row, report)
    },
  }
}

/** OpenAI's preference rows: input, preferred_output, non_preferred_output. */
export function openaiPreference(rules: MessageRules): Shape {
  const outputs = ['preferred_output', 'non_preferred_output'] as const
  return {
    name: 'preference',
    fields: ['input', ...outputs],
    check(row, report) {
      if (isObject(row.input)) {
        checkMessages(row.input.messages, 'input.messages', { ...rules, last: 'user' }, report)
        if (rules.calls) checkCalls(row, ['input.messages'], rules.calls, report)
      } else
        report('input', `${typeName(row.input)} where an object is expected`, 'write {"messages": [...]}')
      for (const field of outputs) {
        const list = row[field]
        if (!Array.isArray(list) || list.length !== 1) {
          report(field, 'not a list of exactly one message', 'write [{"role": "assistant", "content": ...}]')
        } else if (!isObject(list[0]) || list[0].role !== 'assistant')
          report(`${field}[0].role`, 'not a message of the assistant', 'write "role": "assistant"')
        else checkText(list[0].content, `${field}[0].content`, report)
      }
      const [good, bad] = outputs.map((field) => JSON.stringify(row[field]))
      checkDiffer(good, bad, 'non_preferred_output', report)
    },
  }
}

/** Two answers that are the same teach nothing, and make the loss undefined. */
export function checkDiffer(a: unknown, b: unknown, field: string, report: Report): void {
  if (a !== undefined && JSON.stringify(a) === JSON.stringify(b))
    report(field, 'the same as the better answer', 'leave the row out')
}

/** A text, or a list of messages of the assistant. */
export function checkAnswer(value: unknown, field: string, report: Report): void {
  if (!Array.isArray(value)) {
    checkText(value, field, report)
    return
  }
  for (const [i, message] of value.entries()) {
    const result = isObject(message) && message.role === 'tool' && i > 0
    if (!isObject(message) || !(message.role === 'assistant' || result))
      report(`${field}[${i}].role`, 'not a message of the assistant', 'write "role": "assistant"')
    else
      checkText(message.content, `${field}[${i}].content`, report, {
        mayBeEmpty: result || Array.isArray(message.tool_calls),
      })
  }
  const last = value.at(-1)
  if (value.length === 0) report(field, 'no message', 'leave the row out')
  else if (isObject(last) && last.role === 'tool')
    report(field, 'ends with a result, which nobody learns', 'end with the answer')
}

/** Prompt with a better and a worse answer. */
export function chosenRejected(fields: string[], check: (row: Row, report: Report) => void): Shape {
  return {
    name: 'preference',
    fields: [...fields, 'chosen', 'rejected'],
    check(row, report) {
      check(row, report)
      checkDiffer(row.chosen, row.rejected, 'rejected', report)
    },
  }
}
