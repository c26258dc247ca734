import { expect, it } from 'vitest'
import { splitReasoning } from '../../src/text/reasoning.js'
import { ReasoningPieces } from '../../src/text/reasoning-pieces.js'
import fc from '../support/property.js'

/** What is let through of a text that comes in pieces of a length. */
function shown(text: string, length: number, closes?: string): string {
  let seen = ''
  const pieces = new ReasoningPieces((piece) => {
    seen += piece
  }, closes)
  for (let at = 0; at < text.length; at += length) pieces.take(text.slice(at, at + length))
  pieces.end()
  return seen
}

it.each([
  ['no thoughts', 'An answer.', 'An answer.'],
  ['one block', '<think>\nhm\n</think>\n\nAn answer.', 'An answer.'],
  ['two blocks', '<think>hm</think>\n<thinking>so</thinking>An answer.', 'An answer.'],
  ['thoughts that never end', '<think>hm and hm', ''],
  [
    'harmony',
    '<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>Yes.',
    'Yes.',
  ],
  ['a text that begins like a mark', '<thin ice> is a warning', '<thin ice> is a warning'],
  ['a mark inside', 'The tag <think> opens thoughts.', 'The tag <think> opens thoughts.'],
])('lets through only the answer: %s', (_, text, answer) => {
  for (const length of [1, 2, 7, 1000]) expect(shown(text, length).trim()).toBe(answer)
})

it('waits for the end of thoughts that a template opens, where it is known that it does', () => {
  const text = 'I should plan.\n</think>\n\nAn answer.'
  expect(shown(text, 5, '</think>')).toBe('An answer.')
  expect(shown('An answer without thoughts.', 5, '</think>')).toBe('')
})

it('shows what splitReasoning keeps, however the text is cut into pieces', () => {
  const part = fc.constantFrom(
    '<think>',
    '</think>',
    '<',
    '[THINK]',
    '[/THINK]',
    ' ',
    '\n',
    'hm',
    'yes.',
    '◁think▷',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (parts, length) => {
      const text = parts.join('')
      const opened = /^\s*(?:<think>|\[THINK\]|◁think▷)/.test(text)
      // where nothing opens the thoughts they are seen too late
      const { text: kept } = opened ? splitReasoning(text) : { text }
      expect(shown(text, length).trim()).toBe(kept.trim())
    }),
  )
})
