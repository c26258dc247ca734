import { describe, expect, it } from 'vitest'
import { classify } from '../../src/calibration/classify.js'
import { parseFields } from '../../src/calibration/parse-fields.js'
import { answerClass } from '../../src/model/answer.js'
import { FULL, formatOf } from './examples.js'

const format = formatOf('syntex_system')
const classOf = (text: string, finishReason = 'stop', refusal?: string) => {
  const answer = { text, finishReason, ...(refusal && { refusal }) }
  return classify(format, { ...answer, class: answerClass(answer) }, parseFields(format, text))
}

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
