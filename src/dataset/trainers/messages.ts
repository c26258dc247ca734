import type { Tool } from '../../record/step.js'
import type { Said, SaidCall } from '../dialogue/dialogue.js'
import { argumentsOf } from '../dialogue/steps.js'

export interface RoleContent {
  role: string
  content: string | null
}

/** How OpenAI's shape of messages differs from trainer to trainer. */
export interface Spelling {
  /** Arguments of calls, and parameters of tools: an object, or JSON in a text. */
  json: 'object' | 'string'
  /** The content of a message that is nothing but calls. */
  content: '' | null
  /** The key of thoughts; without one they are left out. */
  reasoning?: string
}

/** A message in OpenAI's shape; without calls and thoughts just role and content. */
export function openaiMessage({ json, content: none, reasoning: key }: Spelling) {
  return ({ role, content, reasoning, calls, call_id }: Said): RoleContent => ({
    role,
    ...(call_id !== undefined && { tool_call_id: call_id }),
    content: calls && content === '' ? none : content,
    ...(key && reasoning && { [key]: reasoning }),
    ...(calls && {
      tool_calls: calls.map((call) => ({
        id: call.id,
        type: 'function',
        function: {
          name: call.name,
          arguments: json === 'string' ? argumentsText(call) : argumentsObject(call),
        },
      })),
    }),
  })
}

/** The arguments as the model wrote them, where they are JSON. */
function argumentsText(call: SaidCall): string {
  const { arguments: given } = call
  return typeof given === 'string' && argumentsOf(call) ? given : JSON.stringify(argumentsObject(call))
}

/** What was no JSON object stands in one, under a name that nobody takes for an argument. */
export function argumentsObject(call: SaidCall): Record<string, unknown> {
  return argumentsOf(call) ?? { _raw: call.arguments }
}

/** The tool as JSON Schema describes it; each has parameters, without which some trainers stop. */
export function toolSchema({ name, description, parameters }: Tool): {
  name: string
  description: string
  parameters: Record<string, unknown>
} {
  return {
    name,
    description: description ?? '',
    parameters: { type: 'object', properties: {}, ...parameters },
  }
}

/** The tools in OpenAI's shape. */
export function openaiTools(tools: readonly Tool[], json: Spelling['json'] = 'object') {
  return tools.map((tool) => {
    const { parameters, ...rest } = toolSchema(tool)
    return {
      type: 'function',
      function: { ...rest, parameters: json === 'string' ? JSON.stringify(parameters) : parameters },
    }
  })
}

export const answer = (content: string): RoleContent => ({ role: 'assistant', content })

/** Thoughts as they stand in the text of an answer. */
export function withThoughts({ reasoning, content }: Said): string {
  return reasoning ? `<think>\n${reasoning}\n</think>\n\n${content}` : content
}

/** The system text, and the rest. */
export function splitSystem(messages: readonly Said[]): { system: string; dialogue: readonly Said[] } {
  const [first] = messages
  return first?.role === 'system'
    ? { system: first.content, dialogue: messages.slice(1) }
    : { system: '', dialogue: messages }
}
