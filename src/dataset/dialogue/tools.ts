import type { Tool } from '../../record/step.js'
import type { Said, SaidCall } from './dialogue.js'
import { argumentsOf } from './steps.js'

/** How tools are called, by their name, as a person gives it. */
export type ToolLibrary = ReadonlyMap<string, Tool>

/**
 * The tools of a row: those that were declared with their parameters, and those that are called in it. What is declared
 * nowhere, not in the library either, is made from the calls themselves.
 */
export function toolsOf(
  declared: readonly Tool[],
  messages: readonly Said[],
  library: ToolLibrary = new Map(),
): Tool[] {
  const calls = new Map<string, SaidCall[]>()
  for (const message of messages)
    for (const call of message.calls ?? []) {
      const list = calls.get(call.name)
      if (list) list.push(call)
      else calls.set(call.name, [call])
    }
  const tools = new Map<string, Tool>()
  const add = (name: string, tool: Tool | undefined) => {
    const known = tool?.parameters ? tool : library.get(name)
    if (known) tools.set(name, { ...tool, ...known })
    else if (calls.has(name)) tools.set(name, { ...tool, ...inferred(name, calls.get(name) as SaidCall[]) })
  }
  for (const tool of declared) if (!tools.has(tool.name)) add(tool.name, tool)
  for (const name of calls.keys()) if (!tools.has(name)) add(name, undefined)
  return [...tools.values()]
}

/** What the calls show: names of arguments, their JSON types, and which are always there. */
function inferred(name: string, calls: readonly SaidCall[]): Tool {
  const types = new Map<string, Set<string>>()
  const given = calls.flatMap<Record<string, unknown>>((call) => argumentsOf(call) ?? [])
  const times = new Map<string, number>()
  for (const values of given)
    for (const [key, value] of Object.entries(values)) {
      times.set(key, (times.get(key) ?? 0) + 1)
      const known = types.get(key)
      if (known) known.add(typeOf(value))
      else types.set(key, new Set([typeOf(value)]))
    }
  const properties = Object.fromEntries(
    [...types].map(([key, set]) => [key, { type: set.size === 1 ? [...set][0] : [...set].sort() }]),
  )
  const required = [...times].filter(([, count]) => count === given.length).map(([key]) => key)
  return { name, parameters: { type: 'object', properties, required }, inferred: true }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}
