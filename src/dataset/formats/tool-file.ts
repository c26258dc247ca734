import { UsageError } from '../../record/errors.js'
import type { Tool } from '../../record/step.js'

/**
 * The tools that a file names: a JSON list in OpenAI's shape ({"type", "function"}), its inner part, or Anthropic's.
 * @throws UsageError
 */
export function toolsIn(text: string, file: string): Tool[] {
  const wrong = (what: string) =>
    new UsageError(
      `--tools ${file}: ${what}`,
      'write a JSON list of {"name", "description", "parameters"}, parameters as JSON Schema',
    )
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    throw wrong('not JSON')
  }
  if (!Array.isArray(list)) throw wrong('not a list')
  return list.map((item, i) => {
    const given = isObject(item) && isObject(item.function) ? item.function : item
    if (!isObject(given) || typeof given.name !== 'string') throw wrong(`[${i}] has no name`)
    const { name, description } = given
    const parameters = given.parameters ?? given.input_schema
    if (!isObject(parameters)) throw wrong(`[${i}] (${name}) has no parameters`)
    return { name, ...(typeof description === 'string' && { description }), parameters }
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
