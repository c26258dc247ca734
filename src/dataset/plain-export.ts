import type { Example } from '../record/example.js'
import type { Turn } from '../record/turn.js'
import { ONLY_PREFERENCE } from './dialogue/dialogue.js'
import { turnOrExample } from './export.js'
import { exampleOf } from './formats/conversation.js'
import type { FewShot } from './formats/fewshot.js'
import type { Format, RecordFormat } from './formats/index.js'

/**
 * The rows of one record in a plain format, or why it has none.
 * @throws BadRecord where it is neither turn nor example
 */
export function plainRows(record: Record<string, unknown>, format: Format | RecordFormat): string[] | string {
  const checked = turnOrExample(record)
  if ('rows' in format) {
    const rows = format.rows(checked)
    return rows.length ? rows : format.none
  }
  const example = usable(checked)
  return typeof example === 'string' ? example : [format.row(example)]
}

/** Gives a record to a choice of examples. @returns why it cannot be chosen */
export function offer(record: Record<string, unknown>, choice: FewShot): string | undefined {
  const example = usable(turnOrExample(record))
  return typeof example === 'string' ? example : choice.add(example)
}

function usable(record: Turn | Example): Example | string {
  if (!('user' in record))
    return (record as Example).meta.use === 'preference' ? ONLY_PREFERENCE : (record as Example)
  const turn = record as Turn
  if (turn.signal === false) return 'noise'
  if (turn.user.trim() === '' || turn.assistant.trim() === '') return 'empty'
  return exampleOf(turn)
}
