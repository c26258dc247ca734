import { type Fields, fields, list, name, text } from '../fields.js'

/** What a message holds, as far as a person reads it. */
export interface Content {
  text: string
  media?: string[] | undefined
  /** Custom instructions or memory, which are hidden but steer every answer. */
  instructions?: 'custom instructions' | 'memory'
  /** Thoughts, as the provider sums them up. */
  thoughts?: string
  /** A kind that is neither text nor thoughts: what it is called. */
  other?: string
}

export function contentOf(content: Fields, metadata: Fields): Content {
  const type = text(content.content_type)
  if (type === 'user_editable_context' || metadata.is_user_system_message === true) {
    const written = fields(metadata.user_context_message_data)
    const about = name(written.about_user_message) ?? text(content.user_profile)
    const how = name(written.about_model_message) ?? text(content.user_instructions)
    return { text: paragraphs([about, how]), instructions: 'custom instructions' }
  }
  if (type === 'model_editable_context')
    return { text: text(content.model_set_context), instructions: 'memory' }
  if (type === 'thoughts' || type === 'reasoning_recap')
    return { text: text(content.content), thoughts: thoughtsOf(content) }
  if (type === 'code') return { text: `\`\`\`${text(content.language)}\n${text(content.text)}\n\`\`\`` }
  const { parts } = content
  const isDialogue = type === 'text' || (type === 'multimodal_text' && Array.isArray(parts))
  if (!isDialogue) return { text: text(content.text) || JSON.stringify(content), other: type }
  if (!Array.isArray(parts)) return { text: text(content.text) }
  const attachments = list(metadata.attachments)
  if (parts.length === 1 && typeof parts[0] === 'string' && attachments.length === 0)
    return { text: parts[0] }
  const media = [...parts.flatMap(partMedia), ...attachments.map(attachmentMedia)]
  return { text: paragraphs(parts.map(partText)), media: [...new Set(media)] }
}

/** A recap is mostly no more than how long the model thought: `Thought for 12 seconds`, in the reader's language. */
function thoughtsOf(content: Fields): string {
  if (Array.isArray(content.thoughts))
    return paragraphs(
      content.thoughts.map(fields).map(({ summary, content: said }) => {
        const [head, body] = [text(summary).trim(), text(said).trim()]
        return head && body ? `${head}\n${body}` : head || body
      }),
    )
  const said =
    text(content.content) || text(content.thoughts) || paragraphs(list(content.parts).map(partText))
  return said.length < 60 && (/\d/.test(said) || /^Thought for/.test(said)) ? '' : said.trim()
}

export function partText(part: unknown): string {
  if (typeof part === 'string') return part
  return fields(part).content_type === 'audio_transcription' ? text(fields(part).text) : ''
}

/** `image_asset_pointer` and the like: what was there, without the bytes. */
export function partMedia(part: unknown): string[] {
  const type = text(fields(part).content_type)
  // What a person says to the app is sound; pictures come with it only where the camera was on.
  if (type === 'real_time_user_audio_video_asset_pointer')
    return [fields(part).video_container_asset_pointer ? 'video' : 'audio']
  const kind = /^(image|audio|video)_asset_pointer$/.exec(type)
  return kind ? [kind[1]!] : []
}

function attachmentMedia(attachment: unknown): string {
  const type = text(fields(attachment).mime_type ?? fields(attachment).mimeType)
  return /^(image|audio|video)\//.exec(type)?.[1] ?? 'file'
}

export function paragraphs(texts: readonly string[]): string {
  return texts.filter((part) => part.trim() !== '').join('\n\n')
}
