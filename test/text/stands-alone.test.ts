import { expect, it } from 'vitest'
import { standsAlone } from '../../src/text/stands-alone.js'

const ALONE = [
  'What is Docker?',
  'Was ist ein Index?',
  'Explain quantum computing.',
  'Are there any cities that were founded by a single person?',
  'How does the Cypress framework compare to Selenium in large projects?',
  'What are the most common uses of JavaScript in software development?',
  'Compile a list of the ten best known German rock bands.',
  'What is the capital of the Canadian province Alberta?',
]
const NEEDS_MORE = [
  'Why?',
  'What is next?',
  'Explain please.',
  'And in German?',
  'What about Rust?',
  'Who wrote it and when?',
  'The second one, please.',
  'Make the poem a little longer.',
  'Can you give me some examples please?',
  'Which of these programs can I use for free at work?',
  'Give me a shorter version of the whole text.',
  'What are the top libraries, frameworks, or development kits?',
  'Now tell me how I can run this code in my game.',
  'How many access points do I need?',
  'Please continue with the chapter about whales and dolphins.',
  'In what situations is the Selenium framework a better choice?',
  'Und wie ist das in Österreich?',
  'Schreib das bitte noch einmal, aber kürzer.',
  'Peux-tu écrire une lettre à mon voisin sur le bruit ?',
  '請用三句話解釋一下量子電腦的原理和應用',
]

it.each(ALONE)('stands alone: %s', (message) => {
  expect(standsAlone(message, 'Yes, there are some.')).toBe(true)
})

it.each(NEEDS_MORE)('needs what was said before: %s', (message) => {
  expect(standsAlone(message, 'Of course.')).toBe(false)
})

it.each([
  'I apologize for the mistake.',
  "You're right, the number was wrong.",
  'Here is the revised version:',
  'As mentioned before, it depends.',
])('its answer goes on from another: %s', (answer) => {
  expect(standsAlone(ALONE[0]!, answer)).toBe(false)
})

it.each(['the ', 'the a ', "the '’", 'a,', 'your '])('hostile: %s', (unit) => {
  expect(standsAlone(unit.repeat(100_000), unit.repeat(100_000))).toBe(false)
})
