import type { Tool } from '../../record/step.js'
import type { Dialogue, Said } from '../dialogue/dialogue.js'
import { argumentsObject, openaiTools, splitSystem, withThoughts } from './messages.js'

/**
 * Calls as text, the way Hermes models write them and Qwen's templates show them
 * (NousResearch/Hermes-Function-Calling): for who has nothing but texts.
 */
export function asText({ messages, tools }: Pick<Dialogue, 'messages' | 'tools'>): Said[] {
  const { system, dialogue } = splitSystem(messages)
  const preamble = [system, ...(tools?.length ? [toolsText(tools)] : [])].filter(Boolean).join('\n\n')
  const said: Said[] = preamble ? [{ role: 'system', content: preamble }] : []
  for (const message of dialogue) {
    const { role, content, calls = [], masked } = message
    const last = said.at(-1)
    if (role !== 'tool') {
      const text = [withThoughts(message), ...calls.map(callText)].filter(Boolean).join('\n')
      said.push({ role, content: text, ...(masked && { masked }) })
    } else if (last?.role === 'tool') last.content = `${last.content}\n${resultText(content)}`
    else said.push({ role, content: resultText(content) })
  }
  return said
}

type Call = NonNullable<Said['calls']>[number]
const callText = (call: Call) =>
  `<tool_call>\n${JSON.stringify({ name: call.name, arguments: argumentsObject(call) })}\n</tool_call>`
const resultText = (content: string) => `<tool_response>\n${content}\n</tool_response>`

function toolsText(tools: readonly Tool[]): string {
  const signatures = openaiTools(tools).map((tool) => JSON.stringify(tool))
  return `You can call these functions, whose signatures are in <tools></tools>:
<tools>
${signatures.join('\n')}
</tools>

For each call write the name of the function and its arguments as JSON in <tool_call></tool_call>:
<tool_call>
{"name": NAME, "arguments": {...}}
</tool_call>`
}
