import { contentId } from '../../record/id.js'
import { checkRecord } from '../../record/parse.js'
import { isFields } from './fields.js'
import { eachDocument, type Reader } from './reader.js'

/** `{"user", "assistant"}` and strom's own turns. A turn passes through; what a plain one lacks is added. */
export const turns: Reader = {
  name: 'turns',
  title: 'plain turns, {"user","assistant"}, and strom.turn/1 (JSONL or JSON)',
  looksLike: (value) =>
    isFields(value) &&
    (isTagged(value.schema) || (typeof value.user === 'string' && typeof value.assistant === 'string')),
  start: eachDocument((value) => {
    if (!isWritable(value)) return { problem: { message: 'too deeply nested' }, value: '' }
    const checked = checkRecord('turn', value, '')
    if ('problem' in checked && checked.problem) return { problem: checked.problem, value }
    const turn = checked.record
    if (turn.schema) return { turn, passed: true }
    const conversation =
      turn.conversation ?? contentId('c', 'turns', turn.system ?? '', turn.user, turn.assistant)
    const id = turn.id ?? contentId('t', conversation, String(turn.index ?? ''), turn.user, turn.assistant)
    return { turn: { schema: 'strom.turn/1', ...turn, id, conversation, origin: turn.origin ?? 'turns' } }
  }),
}

function isTagged(schema: unknown): boolean {
  return typeof schema === 'string' && schema.startsWith('strom.turn/')
}

/** What comes in as it is must go out again; nested deeper than the stack it cannot. */
function isWritable(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return true
  } catch {
    return false
  }
}
