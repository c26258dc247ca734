import type { ToolResult } from '../../../record/step.js'
import { REFUSED_CALL } from '../../authorship.js'
import { type Fields, fields, list, text } from '../fields.js'

/** What a tool gave back, with what the person said in its place. */
export interface ReadResult {
  call: string
  result: ToolResult
  /** The person's own words: answers to a tool's questions, or why a call was refused. */
  said?: string
  /** A tool asked the person, and nobody answered. */
  unanswered?: true
  /** The subagent that the call started. */
  agentId?: string
}

const FEEDBACK = /(?:To tell you how to proceed, the user said:|the user said:)\s*\n([\s\S]*)/
const AFTER_FEEDBACK = /\n*Note: The user's next message[\s\S]*$/
const ANSWERED = /^(?:User has answered your questions|Your questions have been answered):/

/**
 * @param block of type tool_result
 * @param beside `toolUseResult` of the record, which repeats the result in another form: only what it alone says is read
 */
export function readResult(block: Fields, beside: unknown): ReadResult {
  const found = { text: '', media: new Set<string>() }
  for (const part of typeof block.content === 'string' ? [block.content] : list(block.content)) {
    const said = typeof part === 'string' ? part : text(fields(part).text)
    if (said) found.text += found.text ? `\n\n${said}` : said
    const { type } = fields(part)
    if (type === 'image' || type === 'document') found.media.add(type === 'image' ? 'image' : 'file')
  }
  const failure = /^\s*<tool_use_error>([\s\S]*?)<\/tool_use_error>\s*$/.exec(found.text)
  const output = failure ? failure[1]! : found.text
  const more = fields(beside)
  const human = humanWords(output, more)
  const agentId = text(more.agentId)
  return {
    call: text(block.tool_use_id),
    result: {
      text: output,
      ...((block.is_error === true || failure) && { error: true as const }),
      ...(output.includes('<persisted-output>') && { cut: true as const }),
      ...(found.media.size && { media: [...found.media] }),
      ...(human.said && { author: 'human' as const }),
    },
    ...human,
    ...(agentId && { agentId }),
  }
}

function humanWords(output: string, beside: Fields): Pick<ReadResult, 'said' | 'unanswered'> {
  if (REFUSED_CALL.test(output)) {
    const said = FEEDBACK.exec(output)?.[1]?.replace(AFTER_FEEDBACK, '').trim()
    return said ? { said } : {}
  }
  if (!ANSWERED.test(output)) return {}
  const answers = Object.values(fields(beside.answers)).map(String)
  const said = (answers.length ? answers : [...output.matchAll(/"="([^"]*)"/g)].map((match) => match[1]!))
    .filter((answer) => answer.trim())
    .join('\n')
  return said ? { said } : { unanswered: true }
}
