import { trl } from '../trainers/trl.js'
import { checkFunctionCalls } from './function-calls.js'
import { ROLES, SHAREGPT_ROLES } from './messages.js'
import { checkText, isObject, type Limits, type Report, type Row, type Shape, typeName } from './shape.js'
import { ALPACA, checkSystem, conversation, PROMPT_COMPLETION } from './shapes.js'

const turns = { last: 'assistant', alternate: 'error', otherKeys: [] } as const

const HERMES_ROLES = { system: 'system', human: 'user', gpt: 'assistant', tool: 'tool' } as const

/** A shape whose rows have these fields, all of them, and no others. */
function exactly(fields: string[], check: Shape['check'], optional: readonly string[] = []): Shape {
  return {
    name: fields.join(', '),
    fields: [],
    check(row, report) {
      for (const field of fields) if (!Object.hasOwn(row, field)) report(field, 'missing', 'add it')
      for (const key of Object.keys(row))
        if (!fields.includes(key) && !optional.includes(key))
          report(key, 'a key of another format', 'remove it')
      if (fields.every((field) => Object.hasOwn(row, field))) check(row, report)
    },
  }
}

const trlShape = (name: string, fields: string[]): Shape =>
  exactly(fields, trl.shapes.find((shape) => shape.name === name)?.check ?? (() => {}), ['tools'])

const chatml = conversation('messages', {
  ...turns,
  keys: ['role', 'content'],
  roles: ROLES,
  otherKeys: ['tool_calls', 'tool_call_id', 'reasoning_content'],
  calls: { arguments: 'either' },
})
const sharegpt = conversation('conversations', { ...turns, keys: ['from', 'value'], roles: SHAREGPT_ROLES })
const hermes = conversation('conversations', { ...turns, keys: ['from', 'value'], roles: HERMES_ROLES })

/** How the rows of each plain format look, for `strom validate`. A table is checked by itself. */
const SHAPES = {
  alpaca: exactly(['instruction', 'input', 'output'], (row, report) => {
    ALPACA.check(row, report)
    checkText(row.input, 'input', report, { mayBeEmpty: true })
  }),
  chatml: exactly(['messages'], chatml.check, ['tools']),
  hermes: exactly(['conversations'], hermes.check),
  raw: exactly(['instruction', 'input', 'output', 'system', 'metadata'], checkRaw),
  sharegpt: exactly(
    ['conversations'],
    (row, report) => {
      sharegpt.check(row, report)
      checkSystem(row, report)
      checkFunctionCalls(row, report)
    },
    ['system', 'tools'],
  ),
  'prompt-completion': exactly(['prompt', 'completion'], PROMPT_COMPLETION.check),
  dpo: trlShape('preference', ['prompt', 'chosen', 'rejected']),
  kto: trlShape('rating', ['prompt', 'completion', 'label']),
} satisfies Record<string, Shape>

export type CheckedFormat = keyof typeof SHAPES

/** The rules of a plain format, as those of a trainer. */
export function formatRules(name: CheckedFormat): { shapes: Shape[]; limits: Limits } {
  return { shapes: [SHAPES[name]], limits: { array: false } }
}

function checkRaw(row: Row, report: Report): void {
  ALPACA.check(row, report)
  checkText(row.input, 'input', report, { mayBeEmpty: true })
  checkText(row.system, 'system', report, { mayBeEmpty: true })
  const { metadata } = row
  if (!isObject(metadata)) {
    report(
      'metadata',
      `${typeName(metadata)} where an object is expected`,
      'write {"pattern_type", "confidence", "source"}',
    )
    return
  }
  for (const field of ['pattern_type', 'source'])
    checkText(metadata[field], `metadata.${field}`, report, { mayBeEmpty: true })
  const { confidence } = metadata
  if (confidence !== null && !(typeof confidence === 'number' && confidence >= 0 && confidence <= 1))
    report('metadata.confidence', 'no number from 0 to 1', 'write one, or null')
}
