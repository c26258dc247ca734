import { contentId } from '../../record/id.js'
import { type Fields, fields, isFields, name, text, time } from './fields.js'
import { eachDocument, type Reader } from './reader.js'

/** Memories of an assistant: one exchange each, in the metadata or as one text. */
export const memories: Reader = {
  name: 'memories',
  title: 'memories, {"id","text":"User: ...\\n\\nSystem: ...","timestamp","metadata"} (JSONL or JSON)',
  looksLike: (value) => isFields(value) && typeof value.text === 'string' && sides(value) !== undefined,
  start: eachDocument((value) => {
    const { user, assistant } = sides(value) ?? { user: '', assistant: '' }
    const conversation = name(value.id) ?? contentId('c', 'memories', user, assistant)
    const when = time(value.timestamp)
    const { importance } = value
    const isShare = typeof importance === 'number' && importance >= 0 && importance <= 1
    return {
      turn: {
        schema: 'strom.turn/1',
        id: contentId('t', conversation, user, assistant),
        conversation,
        index: 0,
        ...(when !== undefined && { time: new Date(when).toISOString() }),
        user,
        assistant,
        ...(isShare && { importance }),
        authors: { user: 'human', assistant: 'model' },
        origin: 'memories',
      },
    }
  }),
}

function sides(value: Fields): { user: string; assistant: string } | undefined {
  const metadata = fields(value.metadata)
  if (typeof metadata.user_input === 'string' && typeof metadata.system_output === 'string') {
    return { user: metadata.user_input.trim(), assistant: metadata.system_output.trim() }
  }
  const whole = text(value.text).trimStart()
  const answer = /\n\s{0,8}(?:System|Assistant):/.exec(whole)
  if (!whole.startsWith('User:') || !answer) return undefined
  return {
    user: whole.slice('User:'.length, answer.index).trim(),
    assistant: whole.slice(answer.index + answer[0].length).trim(),
  }
}
