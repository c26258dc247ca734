import { isObject, type Report, type Row } from './shape.js'
import { checkArguments, checkTools, type Declared, isToolName, NAME_FIX, parsed } from './tools.js'

/** How a trainer wants calls in OpenAI's shape of messages. */
export interface CallRules {
  /** Arguments: `text` is JSON in a text alone; `either` is that or an object. */
  arguments: 'text' | 'either'
  /** Names and the shape of tools are checked as OpenAI's API does. */
  strict?: true
}

/**
 * Checks calls and results of a row as a machine with a state, the calls that have no result yet: each gets exactly one
 * before the next answer, or stands in the last message.
 * @param lists the fields with messages, in the order they follow one another
 */
export function checkCalls(row: Row, lists: readonly string[], rules: CallRules, report: Report): void {
  const messages = lists.flatMap((field) => {
    const list = field.split('.').reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), row)
    return Array.isArray(list)
      ? list.flatMap((message, i) => (isObject(message) ? [{ message, field: `${field}[${i}]` }] : []))
      : []
  })
  const called = messages.some(({ message }) => message.tool_calls || message.function_call)
  const declared = checkTools(row.tools ?? (isObject(row.input) ? row.input.tools : undefined), report, rules)
  const functions = checkTools(row.functions, report)
  if (called && !declared && !functions && row.tools === undefined)
    report(
      'tools',
      'missing: the model sees no tools, and invents their names',
      'add the tools that are called',
      'file',
    )
  const open = new Map<unknown, string>()
  const seen = new Set<unknown>()
  const unanswered = () => {
    for (const field of open.values())
      report(field, 'a call without a result', 'put its result behind it, or remove the call')
    open.clear()
  }
  for (const { message, field } of messages) {
    const { role, tool_calls: calls, function_call: old, tool_call_id: id } = message
    if (role === 'assistant') {
      unanswered()
      if (isObject(old)) checkFunction(old, `${field}.function_call`, functions, rules, report)
      if (calls === undefined || calls === null) continue
      if (!Array.isArray(calls)) report(`${field}.tool_calls`, 'not a list of calls', 'write a list')
      for (const [j, call] of (Array.isArray(calls) ? calls : []).entries()) {
        const at = `${field}.tool_calls[${j}]`
        if (!isObject(call) || !isObject(call.function)) {
          report(at, 'not a call', 'write {"id", "type": "function", "function": {"name", "arguments"}}')
          continue
        }
        if (typeof call.id !== 'string' || call.id === '')
          report(`${at}.id`, 'missing', 'give each call an id, and its result the same one')
        else if (seen.has(call.id))
          report(`${at}.id`, 'an id that another call has', 'give each call its own')
        seen.add(call.id)
        open.set(call.id, at)
        checkFunction(call.function, `${at}.function`, declared, rules, report)
      }
    } else if (role === 'tool') {
      if (message.weight || message.train === true)
        report(field, 'a result that is trained on', 'train on answers only')
      if (id === undefined) report(`${field}.tool_call_id`, 'missing', 'write the id of the call')
      else if (!open.delete(id))
        report(
          `${field}.tool_call_id`,
          seen.has(id) ? 'a second result of one call' : 'a result that no call asked for',
          seen.has(id) ? 'join the results to one' : 'put the call before it, or remove the result',
        )
    }
  }
  const last = messages.at(-1)?.field
  if (last && [...open.values()].some((at) => !at.startsWith(last))) unanswered()
}

function checkFunction(
  { name, arguments: given }: Row,
  field: string,
  declared: Declared | undefined,
  { arguments: kind, strict }: CallRules,
  report: Report,
): void {
  if (typeof name !== 'string' || name === '')
    report(`${field}.name`, 'missing', 'write the name of the tool')
  else if (strict && !isToolName(name)) report(`${field}.name`, 'a name the API refuses', NAME_FIX)
  else if (declared && !declared.has(name))
    report(`${field}.name`, `a tool that is not declared: ${name.slice(0, 60)}`, 'add it to the tools')
  const at = `${field}.arguments`
  if (given === undefined) {
    report(at, 'missing', 'write the arguments, {} where there are none')
    return
  }
  if (typeof given !== 'string' && kind === 'text') {
    report(at, 'not a text', 'write the arguments as a JSON string')
    return
  }
  const values = typeof given === 'string' ? parsed(given) : given
  if (!isObject(values)) {
    report(at, 'no JSON object', 'write an object, in a string where the trainer wants one')
    return
  }
  const schema = typeof name === 'string' ? declared?.get(name) : undefined
  if (schema) checkArguments(values, schema, at, report)
}
