import type { Tool } from '../../record/step.js'
import type { Dialogue, Said } from '../dialogue/dialogue.js'
import { argumentsObject, toolSchema, withThoughts } from './messages.js'

interface FromValue {
  from: string
  value: string
}

/** Between the results of several calls in one observation (src/llamafactory/data/converter.py). */
const BETWEEN_RESULTS = '\n</tool_response>\n<tool_response>\n'

/**
 * Messages as the trainer takes them (src/llamafactory/data/formatter.py): question or observation, then answer or
 * function_call, in strict turn. What a runtime says behind a result becomes part of the observation.
 */
export function sides(messages: readonly Said[], also: (said: Said) => object = () => ({})): FromValue[] {
  const out: FromValue[] = []
  let before: Said['role'] | undefined
  for (const said of messages) {
    const { role, content, calls } = said
    const last = out.at(-1)
    if (role === 'tool' && before === 'tool' && last) last.value += BETWEEN_RESULTS + content
    else if (role === 'user' && last?.from === 'observation') last.value += `\n\n${content}`
    else if (role === 'tool') out.push({ from: 'observation', value: content })
    else if (calls) out.push({ from: 'function_call', value: callsText(said) })
    else out.push({ from: role === 'user' ? 'human' : 'gpt', value: withThoughts(said), ...also(said) })
    before = role
  }
  return out
}

/**
 * JSON alone, or behind a text between the marks that the trainer looks for. It looks for them, and for thoughts, in all
 * of the value: where they are meant as text they are written otherwise.
 */
function callsText(said: Said): string {
  const calls = (said.calls ?? []).map((call) => ({ name: call.name, arguments: argumentsObject(call) }))
  const json = JSON.stringify(calls.length === 1 ? calls[0] : calls).replace(
    /<(?=\/?(?:think|tool_call)>)/g,
    '\\u003c',
  )
  const text = withThoughts({ ...said, content: said.content.replace(/<(?=\/?tool_call>)/g, '< ') })
  return text ? `${text}<tool_call>${json}</tool_call>` : json
}

/** The tools as one text; without parameters the trainer stops. */
export function functionTools(tools: readonly Tool[] | undefined): { tools?: string } {
  return tools ? { tools: JSON.stringify(tools.map(toolSchema)) } : {}
}

/** A question of a person behind a result that nobody answered has no place in a row: it begins another one. */
export function splitBehindResults(dialogue: Dialogue): Dialogue[] {
  const [first] = dialogue.messages
  const system = first?.role === 'system' ? [first] : []
  const rows: Said[][] = [[]]
  let before: Said['role'] | undefined
  for (const said of dialogue.messages.slice(system.length)) {
    if (said.role === 'user' && !said.injected && before === 'tool') rows.push([])
    rows.at(-1)?.push(said)
    before = said.role
  }
  return rows.map((messages) => {
    // The result that nobody answered goes: a row ends with the call.
    const end = messages.findLastIndex(({ role }) => role === 'assistant')
    return { ...dialogue, messages: [...system, ...messages.slice(0, end + 1)] }
  })
}
