import type { Call, ToolResult } from '../../../record/step.js'
import { type Fields, fields, isFields, list, name, text } from '../fields.js'

/** The text of a message's parts, or of a result's, and what else there is among them. */
export function partsOf(content: unknown): { texts: string[]; media: string[] } {
  if (typeof content === 'string') return { texts: content ? [content] : [], media: [] }
  const texts: string[] = []
  const media = new Set<string>()
  for (const part of list(content)) {
    const { type, text: said } = fields(part)
    // A picture stands between two texts that say so.
    if (typeof said === 'string') {
      if (!/^\s*<\/?image\b[^<>]*>\s*$/.test(said)) texts.push(said)
    } else if (type === 'input_image') media.add('image')
    else if (type === 'input_file') media.add('file')
  }
  return { texts, media: [...media] }
}

/** A call of any kind: `function_call`, `custom_tool_call`, `local_shell_call`, `web_search_call`, ... */
export function callOf(item: Fields, fallback: string): Call {
  const kind = text(item.type).replace(/_call$/, '')
  return {
    id: name(item.call_id) ?? name(item.id) ?? fallback,
    name: name(item.name) ?? kind,
    arguments: argumentsOf(item),
  }
}

function argumentsOf(item: Fields): Call['arguments'] {
  const { arguments: written, input, action, operation } = item
  if (typeof input === 'string') return { input }
  const given = written ?? input ?? action ?? operation
  if (isFields(given)) return { ...given }
  const value = parsed(text(given))
  return isFields(value) ? { ...value } : text(given)
}

export function isCall({ type }: Fields): boolean {
  return typeof type === 'string' && type.endsWith('_call')
}

export function isOutput({ type }: Fields): boolean {
  return typeof type === 'string' && type.endsWith('_output')
}

/** What a call gave back, and what of it a person said: the answers to the model's questions. */
export function outputOf(item: Fields): { result: ToolResult; said: string; agent: string | undefined } {
  const { output } = item
  const held = typeof output === 'string' ? parsed(output) : output
  const body = fields(held)
  const answers = answersIn(body)
  const content = typeof body.output === 'string' ? body.output : (body.content ?? output)
  const { texts, media } = partsOf(isFields(content) ? JSON.stringify(content) : content)
  const said = texts.join('\n\n')
  const failed = exitCode(fields(body.metadata).exit_code, said) !== 0 || body.success === false
  return {
    result: {
      text: said,
      ...(failed && { error: true as const }),
      ...(media.length && { media }),
      ...(answers && { author: 'human' as const }),
    },
    said: answers,
    agent: name(body.agent_id) ?? name(body.thread_id),
  }
}

/** Results begin with a head of a few lines, of which the exit code is one; text further on may look like it. */
function exitCode(given: unknown, said: string): number {
  if (typeof given === 'number') return given
  const end = said.search(/^Output:/m)
  const head = end < 0 ? said.slice(0, 200) : said.slice(0, end)
  if (head.startsWith('Script failed')) return 1
  const found = /^Exit code: (\d+)/.exec(head) ?? /^Process exited with code (\d+)/m.exec(end < 0 ? '' : head)
  return found ? Number(found[1]) : 0
}

function answersIn(body: Fields): string {
  if (!isFields(body.answers)) return ''
  return Object.values(body.answers)
    .flatMap((answer) => list(fields(answer).answers))
    .filter((answer): answer is string => typeof answer === 'string' && answer.trim() !== '')
    .join('\n')
}

/** The thoughts of a `reasoning` item: what the model thought where that is there, else a summary of it. */
export function reasoningOf(item: Fields): { text: string; isSummary: boolean } {
  const whole = partsOf(item.content).texts.join('\n\n').trim()
  const summary = partsOf(item.summary).texts.join('\n\n').trim()
  return whole ? { text: whole, isSummary: false } : { text: summary, isSummary: true }
}

function parsed(json: string): unknown {
  if (!/^\s*[{[]/.test(json)) return undefined
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
