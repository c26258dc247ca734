import type { Example } from '../record/example.js'
import { BadRecord, kindOf } from '../record/parse.js'
import type { Turn } from '../record/turn.js'

/** @throws BadRecord where the record is neither */
export function turnOrExample(record: Record<string, unknown>): Turn | Example {
  const kind = kindOf(record)
  if (kind === 'turn' || kind === 'example') return record as Turn | Example
  throw new BadRecord({
    message: `expected turn or example records, got ${kind ? `a ${kind} record` : 'something else'}`,
    hint: 'strom import makes turns, strom synthesize makes examples',
  })
}

export function isTurn(record: Turn | Example): record is Turn {
  return 'user' in record && 'assistant' in record
}
