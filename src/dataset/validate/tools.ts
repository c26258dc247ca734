import { isObject, type Report, typeName } from './shape.js'

/** The parameters of each declared tool, by its name. */
export type Declared = ReadonlyMap<string, Record<string, unknown> | undefined>

/** The names that OpenAI's API takes for a tool. */
const NAME = /^[a-zA-Z0-9_-]{1,64}$/

/**
 * Checks the tools of a row: a list, or JSON of one in a text, in OpenAI's shape or its inner part.
 * @param strict also names are checked, and that the shape is OpenAI's
 * @returns undefined where there are none, or where they cannot be read
 */
export function checkTools(value: unknown, report: Report, { strict = false } = {}): Declared | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const list = typeof value === 'string' ? parsed(value) : value
  if (!Array.isArray(list)) {
    const what = typeof value === 'string' ? 'no JSON list' : `${typeName(value)} where a list is expected`
    report('tools', what, 'write a list of tools, or leave it out')
    return undefined
  }
  const declared = new Map<string, Record<string, unknown> | undefined>()
  for (const [i, item] of list.entries()) {
    const wrapped = isObject(item) && isObject(item.function)
    const tool = wrapped ? (item.function as Record<string, unknown>) : item
    const field = `tools[${i}]${wrapped ? '.function' : ''}`
    if (strict && !(wrapped && item.type === 'function'))
      report(`tools[${i}]`, 'not {"type": "function", "function": ...}', 'write the tool in this shape')
    if (!isObject(tool) || typeof tool.name !== 'string' || tool.name === '') {
      report(`${field}.name`, 'missing', 'write the name of the tool')
      continue
    }
    if (strict && !NAME.test(tool.name)) report(`${field}.name`, 'a name the API refuses', NAME_FIX)
    declared.set(tool.name, parametersOf(tool.parameters, `${field}.parameters`, report))
  }
  return declared
}

export const NAME_FIX = 'use at most 64 letters, digits, _ and -'
export const isToolName = (name: string) => NAME.test(name)

function parametersOf(value: unknown, field: string, report: Report): Record<string, unknown> | undefined {
  const schema = typeof value === 'string' ? parsed(value) : value
  if (schema === undefined && value === undefined) return undefined
  const { type = 'object', properties = {}, required = [] } = isObject(schema) ? schema : {}
  if (!isObject(schema) || type !== 'object' || !isObject(properties) || !Array.isArray(required)) {
    report(field, 'no JSON Schema of an object', 'write {"type": "object", "properties": {...}}')
    return undefined
  }
  return schema
}

/** Says where arguments do not fit the parameters: what is missing, too much, or of another type. */
export function checkArguments(
  given: Record<string, unknown>,
  { properties, required, additionalProperties }: Record<string, unknown>,
  field: string,
  report: Report,
): void {
  const known = isObject(properties) ? properties : {}
  for (const key of Array.isArray(required) ? required : [])
    if (typeof key === 'string' && !Object.hasOwn(given, key))
      report(`${field}.${key}`, 'missing, and the tool requires it', 'add it, or do not require it', true)
  for (const [key, value] of Object.entries(given)) {
    const schema = Object.hasOwn(known, key) ? known[key] : undefined
    if (schema === undefined && additionalProperties === false)
      report(`${field}.${key}`, 'no parameter of the tool', 'remove it, or declare it', true)
    const { type } = isObject(schema) ? schema : {}
    const types = Array.isArray(type) ? type : [type]
    if (type !== undefined && !types.some((name) => isOf(value, name)))
      report(
        `${field}.${key}`,
        `${typeName(value)} where the tool takes ${types.join(' or ')}`,
        'write that',
        true,
      )
  }
}

function isOf(value: unknown, type: unknown): boolean {
  if (type === 'object') return isObject(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
