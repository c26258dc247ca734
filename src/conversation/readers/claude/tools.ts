import type { Call, ToolResult } from '../../../record/step.js'
import { type Fields, fields, isFields, list, text } from '../fields.js'

export function callOf(id: string, block: Fields): Call {
  const { input } = block
  return {
    id,
    name: text(block.name),
    arguments: isFields(input) ? { ...input } : (JSON.stringify(input) ?? ''),
  }
}

export function readToolResult(block: Fields): ToolResult {
  const { content } = block
  const parts = typeof content === 'string' ? [content] : list(content)
  const media = new Set<string>()
  const texts: string[] = []
  for (const part of parts) {
    const { type, text: said, title, url } = fields(part)
    if (typeof part === 'string') texts.push(part)
    else if (type === 'image') media.add('image')
    else if (type === 'knowledge') texts.push([title, url, said].map(text).filter(Boolean).join('\n'))
    else texts.push(typeof said === 'string' ? said : JSON.stringify(part))
  }
  return {
    text: texts.filter(Boolean).join('\n\n'),
    ...(block.is_error === true && { error: true as const }),
    ...(media.size && { media: [...media] }),
  }
}
