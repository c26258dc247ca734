import { writeField, writeProse } from './answer-phrases.js'
import type { Dice } from './dice.js'
import type { AskedField, Language, Request } from './request.js'
import type { Failing } from './world.js'

export interface Written {
  text: string
  finishReason: string
  refusal?: string
}

const HEADINGS: ((heading: string, i: number) => string)[] = [
  (heading) => `### ${heading}\n`,
  (heading, i) => `## ${i + 1}. ${heading}\n\n`,
  (heading) => `**${heading}**\n`,
  (heading) => `**${heading}:** `,
  (heading, i) => `${i + 1}. ${heading}: `,
  (heading, i) => `${i + 1}. **${heading}**\n`,
  (heading) => `${heading.toUpperCase()}:\n`,
  (heading) => `${heading}\n`,
]

const REFUSALS: Record<Language, string[]> = {
  de: [
    'Es tut mir leid, aber dabei kann ich nicht helfen.',
    'Ich kann diese Anfrage leider nicht beantworten.',
  ],
  en: ["I'm sorry, but I can't help with that.", 'I cannot provide an answer to this request.'],
}
const PREAMBLES: Record<Language, string> = {
  de: 'Gern, hier ist meine Antwort in den gewünschten Abschnitten:',
  en: 'Sure, here is my answer in the sections you asked for:',
}

/** An answer in the asked fields, or one that fails in the given way. */
export function writeAnswer(
  dice: Dice,
  request: Extract<Request, { kind: 'answer' }>,
  failing: Failing | undefined,
): Written {
  const { language, fields, factors } = request
  const { topic } = factors
  if (failing === 'refused') {
    const text = dice.pick(REFUSALS[language])
    return dice.next() < 0.5
      ? { text: '', finishReason: 'stop', refusal: text }
      : { text, finishReason: 'stop' }
  }
  if (failing === 'malformed') return { text: writeProse(dice, language, topic), finishReason: 'stop' }

  const heading = dice.pick(HEADINGS)
  const some = new Set(dice.some(fields, 1 + Math.floor(dice.next() * (fields.length / 3))))
  const thin = new Set(dice.some(fields, Math.ceil(fields.length * 0.7)))
  const kept = failing === 'missing' ? fields.filter((field) => !some.has(field)) : fields
  const written = failing === 'sloppy' ? kept.toReversed() : kept
  const again = writeField(dice, language, written[0] as AskedField, 25, topic)
  const sections = written.map((field, i) => {
    let text = writeField(
      dice,
      language,
      field,
      field.length * (0.8 + 0.5 * dice.next()),
      i === 0 ? topic : undefined,
    )
    if (failing === 'thin' && thin.has(field))
      text = `${text
        .split(/[\s,:]+/)
        .slice(0, 9)
        .join(' ')}.`
    if (failing === 'empty' && some.has(field)) text = ''
    if (failing === 'sloppy') text = again
    return `${heading(field.heading, i)}${text}`.trimEnd()
  })
  const preamble = dice.next() < 0.25 ? `${PREAMBLES[language]}\n\n` : ''
  const text = preamble + sections.join('\n\n')
  if (failing !== 'truncated') return { text, finishReason: 'stop' }
  return { text: text.slice(0, Math.floor(text.length * (0.4 + 0.4 * dice.next()))), finishReason: 'length' }
}
