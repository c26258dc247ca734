import { describe, expect, it } from 'vitest'
import { classify, readsAsRefusal } from '../../src/calibration/classify.js'
import { parseFields } from '../../src/calibration/parse-fields.js'
import { FULL, formatOf } from './examples.js'

const format = formatOf('syntex_system')
const classOf = (text: string, finishReason = 'stop', refusal?: string) =>
  classify(format, { text, finishReason, ...(refusal && { refusal }) }, parseFields(format, text))

describe('classify', () => {
  it.each([
    ['a whole answer', FULL, 'stop', undefined, 'ok'],
    ['two of three fields', FULL.replace(/### Kalibrierung[^#]*/, ''), 'stop', undefined, 'ok'],
    [
      'one of three fields',
      FULL.replace(/### (?:Kalibrierung|Str)[^#]*/g, ''),
      'stop',
      undefined,
      'malformed',
    ],
    ['prose', 'Das Thema ist weit. Man könnte viel sagen.', 'stop', undefined, 'malformed'],
    ['nothing', '', 'stop', undefined, 'malformed'],
    ['cut off', FULL, 'length', undefined, 'truncated'],
    ['filtered', '', 'content_filter', undefined, 'content_filter'],
    ['marked as refused', '', 'stop', 'No.', 'refused'],
    ['refused in words', 'Es tut mir leid, aber dabei kann ich nicht helfen.', 'stop', undefined, 'refused'],
    [
      'an answer that quotes a refusal',
      `I'm sorry, but I can't help with that.\n\n${FULL}`,
      'stop',
      undefined,
      'ok',
    ],
  ] as const)('%s', (_, text, reason, refusal, expected) => {
    expect(classOf(text, reason, refusal)).toBe(expected)
  })
})

describe('readsAsRefusal', () => {
  it.each([
    "I'm sorry, but I can't assist with that request.",
    'I’m sorry, I can’t help with that.',
    "Sorry, I'm not able to write this.",
    'I cannot provide instructions for that.',
    "I'm unable to help with this topic.",
    'As an AI language model, I cannot have opinions on this.',
    'Unfortunately, I cannot answer this question.',
    'Es tut mir leid, aber ich kann dir dabei nicht helfen.',
    'Tut mir leid, das geht nicht.',
    'Dabei kann ich leider nicht helfen.',
    'Ich kann diese Anfrage nicht beantworten.',
    'Leider kann ich dazu keine Auskunft geben, das ist nicht erlaubt.',
    'Als KI kann ich das nicht beurteilen.',
    'Ich darf Ihnen bei diesem Thema dazu leider keine Anleitung geben.',
    'Unfortunately I won’t be able to write that, and I cannot say more.',
  ])('%s', (text) => expect(readsAsRefusal(text)).toBe(true))

  it.each([
    'Ich kann nicht genug betonen, wie wichtig der Druck ist.',
    'Das kann man so nicht sagen: Der Markt ist träge.',
    'I cannot stress enough how much housing matters.',
    'Sorry seems to be the hardest word. This essay looks at apologies.',
    'Unfortunately, rents rise faster than wages.',
    'Es tut weh, wenn man das liest, aber es stimmt nicht immer.',
    'Ich kann das mit der Miete nicht verstehen. Erklär mir, was da los ist!',
    'Das kann ich mir nicht merken, also fass dich kurz.',
    'Kann ein Mensch frei sein? Nicht ohne andere.',
    'As an AI researcher, I look at data that does not lie.',
    `Ich kann das nicht beantworten, ohne auszuholen. ${'Zuerst kam der Boden, dann der Preis, dann der Streit. '.repeat(15)}`,
    '',
  ])('not: %s', (text) => expect(readsAsRefusal(text)).toBe(false))
})
