import { expect, it } from 'vitest'
import { languageOf } from '../../src/text/language.js'

it.each([
  ['en', 'What is Thompson Sampling?'],
  ['en', 'fix the bug in my parser'],
  ['de', 'Was ist Thompson Sampling?'],
  ['de', 'Wie kann man das nicht so lange dauern lassen?'],
  ['de', 'Größere Änderungen'],
  ['other', '¿Cómo se hace una tortilla con patatas?'],
  ['other', 'Je ne sais pas comment faire'],
  ['other', 'Что это такое?'],
  ['other', '这是什么'],
  [undefined, 'Docker?'],
  [undefined, '12 + 30'],
  ['en', "Der Begriff 'Bank' in English: what does it mean when you say that they bank?"],
])('%s: %s', (language, text) => {
  expect(languageOf(text)).toBe(language)
})
