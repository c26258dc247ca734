import { describe, expect, it } from 'vitest'
import { prepare } from '../../../src/patterns/document.js'
import { qaPair } from '../../../src/patterns/miners/qa-pair.js'
import type { Turn } from '../../../src/record/turn.js'
import { expectExactSpans } from '../spans.js'

const turn = (user: string, assistant: string, context?: string[]): Turn => ({
  user,
  assistant,
  ...(context && { context }),
})

const CLEAR: [user: string, assistant: string, question?: string, answer?: string][] = [
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
    'Can you tell me how a fridge works?',
    'A fridge moves heat from the inside to the outside with a compressor.',
  ],
  ['Suppose I have 12 eggs. I drop 2 and eat 5. How many eggs do I have left?', 'You have 5 eggs left.'],
  ['ok, but why does the build fail?', 'The build fails because the lock file is older than package.json.'],
  ['Was ist Thompson Sampling?', 'Thompson Sampling ist ein Verfahren für das Banditenproblem.'],
  [
    'Wie funktioniert ein Kühlschrank?',
    'Ein Verdichter pumpt die Wärme nach außen, indem er ein Kältemittel verdichtet.',
  ],
  ['Warum schlägt der Build fehl?', 'Weil die Sperrdatei älter ist als die Paketliste.'],
  [
    'Hallo! Wann wurde Berlin gegründet?',
    'Berlin wurde 1237 zum ersten Mal erwähnt.',
    'Wann wurde Berlin gegründet?',
  ],
  [
    'Erkläre den Unterschied zwischen Mitose und Meiose.',
    'Bei der Mitose entstehen zwei gleiche Zellen, bei der Meiose vier verschiedene.',
  ],
]

const NONE: [name: string, turn: Turn][] = [
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
  ['no question', turn('I like the new design.', 'It is simple and clear.')],
  ['thanks', turn('thanks a lot', "You're welcome!")],
  ['small talk', turn('Hi! How are you?', 'I am fine, thank you.')],
  ['a clause that opens like a question', turn('When it rains, the roof leaks.', 'You should repair it.')],
  ['"Okay" to a request', turn('Please write a test for it.', 'Okay, sure.')],
  ['no answer', turn('What is this?', '...')],
  ['German: not known', turn('Wer hat gewonnen?', 'Das weiß ich leider nicht.')],
  ['German: a counter-question', turn('Wie installiere ich es?', 'Welches System nutzt du?')],
  ['German: no question', turn('Was du sagst, stimmt.', 'Schön.')],
  ['German: thanks', turn('Danke dir!', 'Gerne!')],
]

describe('qa_pair', () => {
  it.each(CLEAR)('%s', (user, assistant, question = user, answer = assistant) => {
    const found = qaPair(prepare(turn(user, assistant)))
    expect(found.map(({ content }) => content)).toEqual([{ question, answer }])
    expect(found[0]!.certainty).toBeGreaterThanOrEqual(0.8)
    expectExactSpans(turn(user, assistant), found[0]!)
  })

  it.each(NONE)('none: %s', (_, given) => {
    expect(qaPair(prepare(given)).filter(({ certainty }) => certainty >= 0.5)).toEqual([])
  })

  it('splits several questions where the answers can be told apart', () => {
    const given = turn(
      'Who painted the Mona Lisa? When was the painter born?',
      'The Mona Lisa was painted by Leonardo da Vinci. The painter was born in 1452.',
    )
    const found = qaPair(prepare(given))
    expect(found.map(({ content }) => content)).toEqual([
      { question: 'Who painted the Mona Lisa?', answer: 'The Mona Lisa was painted by Leonardo da Vinci.' },
      { question: 'When was the painter born?', answer: 'The painter was born in 1452.' },
    ])
    for (const one of found) expectExactSpans(given, one)
  })

  it('keeps several questions together where one answer is for all', () => {
    const given = turn(
      'What is Docker? Why is it used?',
      'Docker packs programs into containers, which run everywhere alike.',
    )
    expect(qaPair(prepare(given)).map(({ content }) => content)).toEqual([
      { question: given.user, answer: given.assistant },
    ])
  })

  it('takes along what a question that points back needs', () => {
    const given = turn('And how long does it live?', 'A polar bear lives about 25 years.', [
      'What does a polar bear eat?',
      'It eats seals.',
    ])
    const [found] = qaPair(prepare(given))
    expect(found!.content).toEqual({
      question: 'And how long does it live?',
      answer: 'A polar bear lives about 25 years.',
      context: 'What does a polar bear eat?',
    })
    expectExactSpans(given, found!)
  })

  it('sees in the answer that it is about what was given before', () => {
    const given = turn(
      'Tell me only the feminine words.',
      'Here are the words from the list you provided: luna, vita.',
      ['These are Latin words: luna, lupus, vita.', 'Thank you.'],
    )
    expect(qaPair(prepare(given))[0]!.content.context).toBe('These are Latin words: luna, lupus, vita.')
  })

  it('takes along the text that is to be worked on', () => {
    const given = turn('Translate it to German, please.', 'Die Katze schläft auf dem Sofa.', [
      'Write a sentence about a cat.',
      'The cat sleeps on the sofa.',
    ])
    expect(qaPair(prepare(given))[0]!.content.context).toBe('The cat sleeps on the sofa.')
  })

  it.each([
    [
      'English',
      turn('It is a Debian server.', 'On Debian you install Docker with "apt install docker.io".', [
        'How do I install Docker?',
        'Which system do you use?',
      ]),
      'How do I install Docker?',
    ],
    [
      'German',
      turn('Ein Debian-Server.', 'Unter Debian installierst du Docker mit "apt install docker.io".', [
        'Wie installiere ich Docker?',
        'Welches System nutzt du?',
      ]),
      'Wie installiere ich Docker?',
    ],
    [
      'put off',
      turn('ok', 'The night build of March fails because the disk is full.', [
        'Why does the night build fail?',
        'Let me check.',
      ]),
      'Why does the night build fail?',
    ],
  ])('a question answered two turns later: %s', (_, given, question) => {
    const [found] = qaPair(prepare(given))
    expect(found!.content).toMatchObject({ question, answer: given.assistant })
    expect(found!.spans[0]!.field).toBe('context.0')
    expectExactSpans(given, found!)
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
