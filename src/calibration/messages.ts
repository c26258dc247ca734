import type { Format } from '../record/format.js'
import type { Brief } from '../record/loop.js'
import type { TextMessage } from '../record/message.js'
import type { ParsedFields } from './parse-fields.js'
import { describeFields } from './wrap.js'

/** How a brief's topic is called and what its style asks for, in the brief's language. */
export interface BriefTexts {
  topic?: string
  style?: string
}

/** The request for a prompt. `meta_prompt` holds what was learned; topic, style and language are said besides. */
export function buildProduceMessages(brief: Brief, texts: BriefTexts = {}): TextMessage[] {
  const german = (brief.language ?? 'de') === 'de'
  const topic = texts.topic ?? brief.topic.replaceAll('_', ' ')
  const style = `(${brief.style})${texts.style ? `: ${texts.style}` : ''}`
  const lines = german
    ? [`Thema: ${topic}`, `Stil ${style}`, 'Sprache: Deutsch']
    : [
        `Topic: ${topic}`,
        `Style ${style}`,
        `Language: ${brief.language === 'en' ? 'English' : brief.language}`,
      ]
  const task = german
    ? 'Schreibe jetzt einen neuen Prompt von 40 bis 120 Wörtern zu diesem Thema in diesem Stil.'
    : 'Now write one new prompt of 40 to 120 words on this topic in this style.'
  return [
    { role: 'system', content: german ? WRITER_DE : WRITER_EN },
    { role: 'user', content: [lines.join('\n'), brief.meta_prompt, task].filter(Boolean).join('\n\n') },
  ]
}

const WRITER_DE = `Du schreibst Prompts für ein Sprachmodell. Ein guter Prompt nennt sein Thema, sagt, was zu tun ist, und lässt
sich ohne Rückfrage beantworten. Antworte nur mit dem Text des Prompts: ohne Anrede, Überschrift oder Anführungszeichen.`
const WRITER_EN = `You write prompts for a language model. A good prompt names its topic, says what to do, and can be answered
without asking back. Answer with the text of the prompt alone: no greeting, no heading, no quotation marks.`

/** The one request for a better answer, where the first had too few of the fields. */
export function buildRepairMessages(
  format: Format,
  asked: readonly TextMessage[],
  answer: string,
  parsed: ParsedFields,
  language = 'de',
): TextMessage[] {
  const lacking = [...parsed.missing, ...parsed.empty]
    .map((id) => format.fields[id]?.heading ?? id)
    .join(', ')
  const fields = describeFields(format, language)
  const content =
    language === 'de'
      ? `In deiner Antwort fehlen diese Abschnitte oder sind leer: ${lacking}. Schreibe die ganze Antwort noch einmal, mit genau diesen Überschriften, jede in einer eigenen Zeile:\n\n${fields}`
      : `These sections of your answer are missing or empty: ${lacking}. Write the whole answer again, with exactly these headings, each on a line of its own:\n\n${fields}`
  return [...asked, { role: 'assistant', content: answer }, { role: 'user', content }]
}
