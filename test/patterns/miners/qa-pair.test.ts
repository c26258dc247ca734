import { describe, expect, it } from 'vitest'
import { prepare } from '../../../src/patterns/document.js'
import { qaPair, whyNoPair } from '../../../src/patterns/miners/qa-pair.js'
import type { Turn } from '../../../src/record/turn.js'
import { expectExactSpans } from '../spans.js'

const turn = (user: string, assistant: string, context?: string[]): Turn => ({
  user,
  assistant,
  ...(context && { context }),
})

const CLEAR: [user: string, assistant: string][] = [
  [
    'What is Thompson Sampling?',
    'Thompson Sampling is a Bayesian method for the bandit problem. It samples from the posterior.',
  ],
  [
    'How does the policy engine work?',
    'The policy engine keeps a Beta distribution for each arm and samples from it.',
  ],
  ['what is the capital of norway', 'Oslo is the capital of Norway.'],
  ['Who wrote Faust?', 'Johann Wolfgang von Goethe wrote Faust.'],
  ['When did the war end?', 'The war ended in 1945.'],
  ['Where are you from?', 'Massachusetts.'],
  ['How many moons does Mars have?', 'Two: Phobos and Deimos.'],
  ['Why is the sky blue?', 'Because air scatters blue light more than red light.'],
  ['Is Pluto a planet?', 'No, since 2006 it counts as a dwarf planet.'],
  ['Which is faster, Rust or Python?', 'Rust is faster in almost every benchmark.'],
  [
    'Explain the difference between a list and a tuple.',
    'A list can be changed after it was made, a tuple cannot.',
  ],
  [
    'Hi there! Can you tell me how a fridge works? Thanks!',
    'Sure! A fridge moves heat from the inside to the outside with a compressor. I hope this helps!',
  ],
  ['Suppose I have 12 eggs. I drop 2 and eat 5. How many eggs do I have left?', 'You have 5 eggs left.'],
  ['ok, but why does the build fail?', 'The build fails because the lock file is older than package.json.'],
  ['Was ist Thompson Sampling?', 'Thompson Sampling ist ein Verfahren für das Banditenproblem.'],
  [
    'Wie funktioniert ein Kühlschrank?',
    'Ein Verdichter pumpt die Wärme nach außen, indem er ein Kältemittel verdichtet.',
  ],
  ['Warum schlägt der Build fehl?', 'Weil die Sperrdatei älter ist als die Paketliste.'],
  ['Hallo! Wann wurde Berlin gegründet?', 'Berlin wurde 1237 zum ersten Mal erwähnt.'],
  [
    '  What is Docker?\nWhy is it used?\n',
    'Docker packs programs into containers, which run everywhere alike.\n\n',
  ],
  [
    'Who painted the Mona Lisa? When was the painter born?',
    'The Mona Lisa was painted by Leonardo da Vinci. The painter was born in 1452.',
  ],
  [
    'Erkläre den Unterschied zwischen Mitose und Meiose.',
    'Bei der Mitose entstehen zwei gleiche Zellen, bei der Meiose vier verschiedene.',
  ],
]

const NONE: [name: string, turn: Turn, why?: string][] = [
  ['a counter-question', turn('How do I install it?', 'Which system do you use? Linux or Windows?')],
  ['a polite counter-question', turn('Can you help me write my memoir?', 'Sure! What should it be about?')],
  [
    'a little, and a counter-question',
    turn(
      'How can I run this code?',
      'You could run it in a number of ways. Could you provide more context for where it runs?',
    ),
  ],
  ['not known', turn('Who won the match?', "I don't know.")],
  ['a refusal', turn('What did my neighbour say?', "I'm sorry, but I cannot access that information.")],
  ['put off', turn('Is the server up?', 'Let me check.')],
  ['an acknowledgement', turn('Why does it fail?', 'ok')],
  ['an echo', turn('What is Thompson Sampling?', 'Thompson Sampling.')],
  [
    'thanks for other answers',
    turn('Where can I buy baking soda?', 'Thank you guys, I will try the market.'),
  ],
  ['thanks', turn('thanks a lot', "You're welcome!"), 'nothing asked'],
  [
    'praise',
    turn('Great, thank you so much! That was helpful.', 'I am glad that it helped.'),
    'nothing asked',
  ],
  ['small talk', turn('Hi! How are you?', 'I am fine, thank you.'), 'nothing asked'],
  ['"Okay" to a request', turn('Please write a test for it.', 'Okay, sure.')],
  ['no answer', turn('What is this?', '...')],
  ['German: not known', turn('Wer hat gewonnen?', 'Das weiß ich leider nicht.')],
  ['German: a counter-question', turn('Wie installiere ich es?', 'Welches System nutzt du?')],
  ['German: thanks', turn('Danke dir!', 'Gerne!'), 'nothing asked'],
  [
    'people who only talk',
    { ...turn('I like the new design.', 'It is simple and clear.'), authors: { assistant: 'human' } },
    'nothing asked',
  ],
  ['no history', { ...turn('And in winter?', 'Then it sleeps.'), index: 3 }, 'rests on history'],
  [
    'a page that was to be read before',
    turn('And the second part?', 'It tells of the war.', [
      'Summarize https://example.com/a',
      'It has two parts.',
    ]),
    'rests on a page',
  ],
]

/** What a model was told rather than asked, and replies to. */
const TOLD: [user: string, assistant: string][] = [
  [
    'I have had a headache for three days.',
    'See a doctor if it gets worse; until then rest and drink enough.',
  ],
  ['When it rains, the roof leaks.', 'You should repair it before the winter, or the beams will rot.'],
  ['a house in ASCII art', ' /\\_____/\\ \n |  _   _  |\n |_|_|_|_|_|'],
  ['Tell me a joke about the sea.', 'Why is the sea salty? Because the land never waves back.'],
]

describe('qa_pair', () => {
  it.each(CLEAR)('%s', (user, assistant) => {
    const found = qaPair(prepare(turn(user, assistant)))
    expect(found.map(({ content }) => content)).toEqual([{ question: user, answer: assistant }])
    expect(found[0]!.certainty).toBeGreaterThanOrEqual(0.65)
    expectExactSpans(turn(user, assistant), found[0]!)
  })

  it.each(NONE)('none: %s', (_, given, why = 'not answered') => {
    expect(qaPair(prepare(given))).toEqual([])
    expect(whyNoPair(prepare(given))).toBe(why)
  })

  it.each(TOLD)('an answer to what is no question: %s', (user, assistant) => {
    expect(qaPair(prepare(turn(user, assistant)))[0]!.content).toEqual({ question: user, answer: assistant })
  })

  const SEALS = ['What does a polar bear eat?', 'It eats seals.']

  it.each([
    ['points back', 'And how long does it live?', 'A polar bear lives about 25 years.', SEALS],
    ['works on an answer', 'Translate it to German, please.', 'Er frisst Robben.', SEALS],
    ['is elliptic', 'In winter?', 'In winter it eats more.', SEALS],
    [
      'answers a question',
      'It is a Debian server.',
      'On Debian you install it with apt.',
      ['How do I install Docker?', 'Which system do you use?'],
    ],
    [
      'is shown by its answer',
      'Tell me only the Latin names of animals.',
      'Here are the words from the list you provided: lupus, ursus.',
      ['These are Latin words: luna, lupus, ursus.', 'Thank you.'],
    ],
  ])('carries its history where it %s', (_, user, assistant, context) => {
    expect(qaPair(prepare(turn(user, assistant, context)))[0]).toMatchObject({
      content: { question: user },
      context,
    })
  })

  it('carries none where it stands alone', () => {
    const given = turn('How many moons does the planet Mars have?', 'Two: Phobos and Deimos.', SEALS)
    expect(qaPair(prepare(given))[0]).not.toHaveProperty('context')
  })

  it('needs no greetings', () => {
    const given = turn('Why is it so?', 'It scatters more.', ['Hi there!', 'Hello! How can I help?'])
    expect(qaPair(prepare(given))[0]).not.toHaveProperty('context')
  })

  it('begins the history with a question', () => {
    const given = turn('And in winter?', 'Then it sleeps.', ['Hello, what can I do for you?', ...SEALS])
    expect(qaPair(prepare(given))[0]!.context).toEqual(SEALS)
  })

  it('trusts an answer less that was rated down or paired by a guess', () => {
    const given = turn('Why is the sky blue?', 'Because air scatters blue light more than red light.')
    const sure = qaPair(prepare(given))[0]!.certainty
    expect(qaPair(prepare({ ...given, feedback: 'down' }))[0]!.certainty).toBeLessThan(sure - 0.2)
    expect(qaPair(prepare({ ...given, pair_confidence: 0.2 }))[0]!.certainty).toBeLessThan(sure - 0.2)
  })

  it.each([
    ['questions', 'Why? '.repeat(100_000)],
    ['openers', 'so, and but '.repeat(100_000)],
    ['marks', '?'.repeat(500_000)],
    ['commas', `What ${', '.repeat(300_000)}`],
    ['blanks', `why${' '.repeat(500_000)}`],
  ])('hostile %s', (_, text) => {
    expect(Array.isArray(qaPair(prepare(turn(text, text))))).toBe(true)
  })
})
