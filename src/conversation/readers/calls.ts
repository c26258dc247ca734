import type { Call, Tool } from '../../record/step.js'
import { type Fields, fields, isFields, list, name } from './fields.js'

/** Gives every call of a conversation an id of its own, and tells which call a result belongs to. */
export class CallLinks {
  readonly #taken = new Set<string>()
  /** By the id in the log, which some programs use again: the newest call that has it. */
  readonly #newest = new Map<string, string>()
  /** Calls without a result, by their own id. */
  readonly #open = new Map<string, string>()

  /** @param id in the log, if there is one */
  call(id: unknown, called: string, args: unknown): Call {
    const logged = name(id)
    const own = logged !== undefined && !this.#taken.has(logged) ? logged : this.#fresh(logged ?? 'call')
    this.#taken.add(own)
    if (logged !== undefined) this.#newest.set(logged, own)
    this.#open.set(own, called)
    return { id: own, name: called, arguments: argumentsOf(args) }
  }

  /**
   * The id of the call that a result belongs to. Where the log gives none it is the oldest open call, of this name if
   * there is one: logs without ids write results in the order of the calls.
   */
  answered(id: unknown, called?: string): string {
    const logged = name(id)
    const own = logged === undefined ? this.#oldest(called) : (this.#newest.get(logged) ?? logged)
    if (own !== undefined) this.#open.delete(own)
    return own ?? ''
  }

  #oldest(called: string | undefined): string | undefined {
    const [first] = this.#open.keys()
    if (called === undefined) return first
    let looks = MOST_OPEN
    for (const [id, other] of this.#open) {
      if (other === called) return id
      if (--looks === 0) break
    }
    return first
  }

  #fresh(stem: string): string {
    let count = this.#taken.size + 1
    while (this.#taken.has(`${stem}_${count}`)) count++
    return `${stem}_${count}`
  }
}

/** More calls than this are not made at once. */
const MOST_OPEN = 64

/** Arguments as an object, if that is what they are. */
export function argumentsOf(value: unknown): Call['arguments'] {
  if (isFields(value)) return value
  if (typeof value === 'string') return parsed(value)
  return value === undefined || value === null ? {} : JSON.stringify(value)
}

/** The object that a text of JSON is; the text where it is none, or would come back as another one. */
function parsed(json: string): Call['arguments'] {
  try {
    const value: unknown = JSON.parse(json)
    if (!isFields(value)) return json
    const written = JSON.stringify(value)
    return written === json || (membersOf(json) === membersOf(written) && keepsNumbers(json)) ? value : json
  } catch {
    return json
  }
}

/** How many members the objects in a JSON text have: fewer when they are parsed where a key stands twice. */
function membersOf(json: string): number {
  let count = 0
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === 0x3a) count++
    else if (code === 0x22) at = stringEnd(json, at)
  }
  return count
}

/** Can each of its numbers be a double? Those of 15 digits can. */
function keepsNumbers(json: string): boolean {
  if (!LONG_NUMBER.test(json)) return true
  for (let at = 0; at < json.length; at++) {
    if (json.charCodeAt(at) === 0x22) {
      at = stringEnd(json, at)
      continue
    }
    NUMBER.lastIndex = at
    const number = NUMBER.exec(json)?.[0]
    if (number === undefined) continue
    if (LONG_NUMBER.test(number) && String(Number(number)) !== number) return false
    at += number.length - 1
  }
  return true
}

const NUMBER = /-?\d[\d.eE+-]*/y
const LONG_NUMBER = /[\d.]{16}|\d[eE][+-]?\d{3}/

function stringEnd(json: string, start: number): number {
  let at = start + 1
  for (let code = json.charCodeAt(at); code !== 0x22 && at < json.length; code = json.charCodeAt(++at))
    if (code === 0x5c) at++
  return at
}

/**
 * The tools that a model was offered: OpenAI's, with or without `function` around them, Anthropic's, and lists of them as
 * a JSON text.
 * @returns undefined where there are none
 * @throws RangeError where they are nested deeper than any schema
 */
export function toolsOf(value: unknown): Tool[] | undefined {
  if (value === undefined || value === null) return undefined
  const found = list(typeof value === 'string' ? tryParse(value) : value).flatMap(toolOf)
  if (isDeep(found, MAX_DEPTH)) throw new RangeError('tools are too deeply nested')
  return found.length ? found : undefined
}

function toolOf(value: unknown): Tool[] {
  const tool: Fields = isFields(fields(value).function) ? fields(fields(value).function) : fields(value)
  const called = name(tool.name) ?? name(tool.type)
  if (called === undefined) return []
  const parameters = tool.parameters ?? tool.input_schema
  const description = name(tool.description)
  return [
    {
      name: called,
      ...(description !== undefined && { description }),
      ...(isFields(parameters) && { parameters }),
      ...(tool.strict !== undefined && { strict: tool.strict }),
    },
  ]
}

const MAX_DEPTH = 200

function isDeep(value: unknown, room: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return room === 0 || Object.values(value).some((each) => isDeep(each, room - 1))
}

function tryParse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
