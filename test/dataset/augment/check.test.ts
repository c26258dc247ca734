import { describe, expect, it } from 'vitest'
import { contrastFault, negativeFault, questionFault } from '../../../src/dataset/augment/check.js'

const QUESTION = 'Why does `npm ci` fail with Node 20 when package-lock.json is missing, Anna?'
const ANSWER =
  'It installs exactly what the lock file names, so without that file there is nothing it could install.'
const source = { question: QUESTION, answer: ANSWER }
const german = {
  question: 'Wie viele Aufträge schafft die Warteschlange in 10 Sekunden?',
  answer: 'Etwa 500.',
}

describe('a question asked in another way', () => {
  it.each([
    ['Anna, what makes `npm ci` fail on Node 20 where there is no package-lock.json?', source],
    ['Please explain to Anna: the missing package-lock.json makes `npm ci` fail with Node 20.', source],
    ['`npm ci` Node 20 package-lock.json missing Anna', source],
    ['In 10 Sekunden: Welche Zahl von Jobs bewältigt die Warteschlange?', german],
    [
      '[simulated] Put another way: Why does `npm ci` fail with Node 20 without package-lock.json, Anna?',
      source,
    ],
  ])('takes: %s', (text, of) => expect(questionFault(of, text, [])).toBeUndefined())

  it.each([
    ['', 'empty'],
    [' \n…', 'empty'],
    ["I'm sorry, but I can't help with that.", 'refused'],
    ['Es tut mir leid, aber dabei kann ich nicht helfen.', 'refused'],
    [QUESTION.toUpperCase().replace('?', ' ?!'), 'unchanged'],
    [`[simulated] ${QUESTION}`, 'unchanged'],
    [`Could you say, please: ${QUESTION} ${'It matters to me a lot, as you know. '.repeat(10)}`, 'too long'],
    ['Why does `npm ci` fail with Node 22 where package-lock.json is not there, Anna?', 'another number'],
    ['Why does `npm ci` fail in 3 cases with Node 20 without package-lock.json, Anna?', 'another number'],
    ['Why does `npm install` fail with Node 20 without package-lock.json, Anna?', 'another code'],
    ['Why does `npm ci` fail with Node 20 without the lock file, Anna?', 'another code'],
    ['Why does `npm ci` fail with Node 20 without package-lock.json?', 'another name'],
    [
      'Warum geht `npm ci` mit Node 20 nicht, wenn die package-lock.json fehlt, und was ist dann zu tun, Anna?',
      'another language',
    ],
    ['Anna, `npm ci` needs package-lock.json on Node 20 because of how it works inside.', 'answered'],
    [
      'With Node 20, Anna: `npm ci` installs exactly what the lock file package-lock.json names, so nothing could be installed, right?',
      'answered',
    ],
  ])('refuses %j: %s', (text, reason) => expect(questionFault(source, text, [])).toBe(reason))

  it('keeps what is known to be a name, in any language', () => {
    const asked = { question: 'Was ist die Wärmepumpe von Vaillant?', answer: 'Ein Gerät.' }
    expect(questionFault(asked, 'Was für ein Ding ist die Wärmepumpe von Bosch?', ['Vaillant'])).toBe(
      'another name',
    )
    expect(
      questionFault(asked, 'Was für ein Ding ist die Wärmepumpe von Vaillant?', ['Vaillant', 'Bosch']),
    ).toBeUndefined()
  })

  it('reads long and hostile texts in time', () => {
    for (const piece of ['```', '`', '<', 'Aa', '1.', '-- ', '("']) {
      const [question, text] = [piece.repeat(200_000), piece.repeat(200_001)]
      expect(['unchanged', 'empty', 'another number', 'another code', undefined]).toContain(
        questionFault({ question, answer: 'x' }, text, []),
      )
    }
  })
})

it.each([
  ['It installs whatever it finds on the network, so the lock file does not matter to it at all.', undefined],
  [ANSWER, 'unchanged'],
  ['No.', 'too short'],
  ['', 'empty'],
  ['I cannot provide an answer to this request.', 'refused'],
  [`Here is a worse answer to it: ${ANSWER.slice(0, 50)}`, 'gives itself away'],
  [`Sure, here you go: ${ANSWER.slice(0, 50)}`, 'gives itself away'],
  [ANSWER.repeat(5), 'too long'],
])('a worse answer %j: %s', (text, reason) => expect(negativeFault(source, text)).toBe(reason))

it.each([
  [
    'Why does `npm ci` fail with Node 20 when package.json is missing, Anna?',
    'It finds no list of what to install, so there is nothing it could do.',
    undefined,
  ],
  [
    'Which colour has the sky in the evening over the sea?',
    'Red, because the light has a long way to go.',
    'another question',
  ],
  ['Why does `npm ci` fail with Node 20 when package.json is missing, Anna?', ANSWER, 'unchanged'],
  [QUESTION, 'It finds no list of what to install, so there is nothing it could do.', 'unchanged'],
  ['', 'It finds no list of what to install.', 'empty'],
])('a contrast %j', (question, answer, reason) =>
  expect(contrastFault(source, { question, answer })).toBe(reason),
)
