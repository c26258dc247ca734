import type { Format, Wrapper } from '../record/format.js'
import type { TextMessage } from '../record/message.js'

/**
 * The request for an answer to a prompt: the wrapper's text with `{{prompt}}` and `{{fields}}` replaced, once, so
 * that a prompt that holds such marks itself stays as it is. A wrapper without `{{prompt}}` gets it at its end.
 */
export function wrap(wrapper: Wrapper, format: Format, prompt: string): TextMessage[] {
  const parts = { prompt, fields: describeFields(format, wrapper.language) }
  const text = wrapper.text.replace(
    /\{\{ ?(prompt|fields) ?\}\}/g,
    (_, name: 'prompt' | 'fields') => parts[name],
  )
  const asked = /\{\{ ?prompt ?\}\}/.test(wrapper.text)
  return [{ role: 'user', content: asked ? text : `${text}\n\n${prompt}`.trim() }]
}

/** The fields as a numbered list: heading, what belongs there, how long. */
export function describeFields(format: Format, language = 'de'): string {
  const length = (words: number) => (language === 'de' ? `etwa ${words} Wörter` : `about ${words} words`)
  return Object.values(format.fields)
    .map(({ heading, description, ideal }, i) => `${i + 1}. ${heading}: ${description} (${length(ideal)})`)
    .join('\n')
}
