import { isObject, type Report, type Row } from './shape.js'
import { checkArguments, checkTools, type Declared, parsed } from './tools.js'

/** What the trainer takes out of a function_call before it reads JSON (src/llamafactory/data/formatter.py). */
const MARKED = /<tool_call>([\s\S]*?)<\/tool_call>/
const THOUGHT = /<think>[\s\S]*?<\/think>/

/** Checks calls in LLaMA-Factory's spelling: function_call with JSON for a value, observation, tools as a JSON text. */
export function checkFunctionCalls(row: Row, report: Report): void {
  const list = Array.isArray(row.conversations) ? row.conversations.filter(isObject) : []
  if (row.tools !== undefined && row.tools !== null && row.tools !== '' && typeof row.tools !== 'string')
    report('tools', 'not a text', 'write the list of tools as a JSON string')
  const declared = typeof row.tools === 'string' ? checkTools(row.tools, report) : undefined
  const called = list.some(({ from }) => from === 'function_call')
  if (called && !row.tools)
    report(
      'tools',
      'missing: the model sees no tools, and invents their names',
      'add the tools that are called',
      'file',
    )
  for (const [i, { from, value }] of list.entries()) {
    const field = `conversations[${i}]`
    const before = list[i - 1]?.from
    if (from === 'function_call') {
      if (before === 'function_call')
        report(`conversations[${i - 1}]`, 'a call without a result', 'put the observation behind it')
      if (typeof value === 'string') checkValue(value, `${field}.value`, declared, report)
      if (list[i + 1] && list[i + 1]?.from !== 'observation' && list[i + 1]?.from !== 'function_call')
        report(field, 'a call without a result', 'put the observation behind it, or remove the call')
    } else if (from === 'observation') {
      if (before === 'observation')
        report(field, 'two observations in a row', 'join the results of one function_call to one observation')
      else if (before !== 'function_call')
        report(field, 'a result that no call asked for', 'put the function_call before it')
    }
  }
}

function checkValue(value: string, field: string, declared: Declared | undefined, report: Report): void {
  const json = MARKED.exec(value)?.[1] ?? value.replace(THOUGHT, '')
  const calls = parsed(json)
  if (calls === undefined) {
    report(
      field,
      'no JSON, at which LLaMA-Factory stops',
      'write {"name", "arguments"}; text only before <tool_call>...</tool_call>',
    )
    return
  }
  for (const call of Array.isArray(calls) ? calls : [calls]) {
    if (!isObject(call) || typeof call.name !== 'string' || call.arguments === undefined) {
      report(field, 'a call without "name" or "arguments"', 'write {"name": ..., "arguments": {...}}')
      continue
    }
    const known = declared?.has(call.name)
    if (declared && !known)
      report(field, `a tool that is not declared: ${call.name.slice(0, 60)}`, 'add it to the tools')
    const schema = declared?.get(call.name)
    if (schema && isObject(call.arguments)) checkArguments(call.arguments, schema, field, report)
  }
}
