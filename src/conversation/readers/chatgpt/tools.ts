import type { Call, ToolResult } from '../../../record/step.js'
import { type Fields, fields, isFields, list, name, text } from '../fields.js'
import { paragraphs, partMedia, partText } from './content.js'

/** What the model wrote to a tool: JSON where it is an object, else code. */
export function callOf(id: string, recipient: string, said: string): Call {
  return { id, name: recipient, arguments: argumentsOf(said) }
}

function argumentsOf(said: string): Call['arguments'] {
  if (said.trimStart().startsWith('{')) {
    try {
      const value: unknown = JSON.parse(said)
      if (isFields(value)) return { ...value }
    } catch {
      // A model's slip, or a program that begins with a brace.
    }
  }
  return { code: said }
}

/** What a tool gave back. `shown`: pictures that it drew for the reader, and that no export of texts holds. */
export function resultOf(message: Fields): { result: ToolResult; shown: boolean } {
  const content = fields(message.content)
  const metadata = fields(message.metadata)
  const { parts } = content
  const said = Array.isArray(parts) ? paragraphs(parts.map(partText)) : bare(content)
  const drawn = list(fields(metadata.aggregate_result).messages).some(
    (each) => fields(each).message_type === 'image',
  )
  const media = new Set(list(parts).flatMap(partMedia))
  if (drawn || content.content_type === 'computer_output') media.add('image')
  return {
    result: {
      text: said.trim(),
      ...(hasFailed(message, content, metadata) && { error: true as const }),
      ...(media.size && { media: [...media] }),
    },
    shown: drawn || (media.has('image') && draws(text(fields(message.author).name), list(parts))),
  }
}

/** Kinds of content that are no list of parts, each with its text in fields of its own. */
function bare(content: Fields): string {
  const { title, url, text: said, result, summary, output_str, name: kind } = content
  return paragraphs([kind, title, url, said, result ?? summary, output_str].map((each) => text(each)))
}

function hasFailed(message: Fields, content: Fields, metadata: Fields): boolean {
  const run = fields(metadata.aggregate_result)
  return (
    content.content_type === 'system_error' ||
    message.status === 'finished_partial_completion' ||
    text(run.status).startsWith('failed') ||
    isFields(run.in_kernel_exception)
  )
}

/** Tools that look at pictures give some back too; these make them. */
function draws(tool: string, parts: readonly unknown[]): boolean {
  if (/^(?:python|dalle|image_gen|t2uay3k)/.test(tool)) return true
  return parts.some((part) => {
    const made = fields(fields(part).metadata)
    return isFields(made.dalle) || isFields(made.generation)
  })
}

/**
 * The report of a piece of research, which stands where no message to the reader is: in the state of the widget that shows
 * it, or in a message of a task that ran by itself.
 */
export function reportIn(message: Fields): string | undefined {
  const metadata = fields(message.metadata)
  const { parts } = fields(message.content)
  const said = Array.isArray(parts) ? paragraphs(parts.map(partText)) : ''
  if (metadata.is_async_task_result_message === true) return said.trim() || undefined
  const state = fields(metadata.chatgpt_sdk).widget_state ?? afterState(said)
  const report = fields(fields(isFields(state) ? state : parsed(text(state))).report_message)
  const written = list(fields(report.content).parts).map(partText)
  return name(paragraphs(written).trim())
}

const STATE = 'The latest state of the widget is: '

function afterState(said: string): string {
  return said.startsWith(STATE) ? said.slice(STATE.length) : ''
}

function parsed(json: string): unknown {
  try {
    return json ? JSON.parse(json) : undefined
  } catch {
    return undefined
  }
}
