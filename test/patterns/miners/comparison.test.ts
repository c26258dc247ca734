import { describe, expect, it } from 'vitest'
import { prepare } from '../../../src/patterns/document.js'
import { comparison } from '../../../src/patterns/miners/comparison.js'
import { expectExactSpans } from '../spans.js'

/** Text, items, aspects, winner. */
const COMPARED: [text: string, items: [string, string], aspects: string[], winner?: string][] = [
  ['Python is slower than Java.', ['Python', 'Java'], ['slower'], 'Java'],
  ['Rust is much safer than C++.', ['Rust', 'C++'], ['safer'], 'Rust'],
  ['Oceans are larger than seas.', ['Oceans', 'seas'], ['larger']],
  ['It is easier in Java than in C++.', ['Java', 'C++'], ['easier in Java'], 'Java'],
  ['Groovy is not better than Java.', ['Groovy', 'Java'], ['better']],
  ['Gas is less expensive than electricity.', ['Gas', 'electricity'], ['less expensive'], 'Gas'],
  [
    'So the sum grows faster than the count and the error shrinks roughly like 1/n.',
    ['sum', 'count'],
    ['faster'],
    'sum',
  ],
  [
    'At sunset the light comes at a flat angle, so its path is longer than at noon.',
    ['sunset', 'noon'],
    ['longer'],
  ],
  [
    'Prozesse sind besser getrennt, während Threads schneller Daten austauschen.',
    ['Prozesse', 'Threads'],
    ['besser', 'schneller'],
  ],
  ['MySQL is inferior to PostgreSQL.', ['MySQL', 'PostgreSQL'], ['inferior'], 'PostgreSQL'],
  ['I prefer Eclipse to NetBeans.', ['Eclipse', 'NetBeans'], [], 'Eclipse'],
  ['Unlike lists, tuples are immutable.', ['tuples', 'lists'], []],
  [
    'Compared to film, digital photography is cheaper.',
    ['digital photography', 'film'],
    ['cheaper'],
    undefined,
  ],
  ['HTML is a markup language, while JavaScript is a scripting language.', ['HTML', 'JavaScript'], []],
  ['The difference between an ocean and a sea is that a sea is enclosed by land.', ['ocean', 'sea'], []],
  [
    'Python and Ruby are easier to learn than C.',
    ['Python and Ruby', 'C'],
    ['easier to learn'],
    'Python and Ruby',
  ],
  ['PHP, Ruby and Perl are all slower than Java.', ['PHP, Ruby and Perl', 'Java'], ['slower'], 'Java'],
  ['We sell phones with better screens than the iPhone.', ['phones', 'iPhone'], ['better screens'], 'phones'],
  ['We use Nginx because it is faster than Apache.', ['Nginx', 'Apache'], ['faster'], 'Nginx'],
  [
    'It is much easier to find Java hosting than Lisp hosting.',
    ['Java hosting', 'Lisp hosting'],
    ['easier to find Java hosting'],
    'Java hosting',
  ],
  ['The rise in prices is larger than the rise in wages.', ['rise in prices', 'rise in wages'], ['larger']],
  ['A jet is an object moving faster than sound.', ['object', 'sound'], ['faster'], 'object'],
  ['Blue light is scattered more than other colors.', ['Blue light', 'other colors'], ['more']],
  [
    'Try Keras or PyTorch, as they are easier than other libraries.',
    ['Keras or PyTorch', 'other libraries'],
    ['easier'],
    'Keras or PyTorch',
  ],
  ['Python is easier to learn compared to C.', ['Python', 'C'], ['easier to learn'], 'Python'],
  ['Swift is more readable then Objective-C.', ['Swift', 'Objective-C'], ['more readable'], 'Swift'],
  ['MySQL (or Oracle) is slower than Redis (in memory).', ['MySQL', 'Redis'], ['slower'], 'Redis'],
  ['Ruby is not as fast as Java.', ['Ruby', 'Java'], ['fast'], 'Java'],
  ['I chose Linux over Windows.', ['Linux', 'Windows'], [], 'Linux'],
  ['The new iPad beats the Kindle.', ['new iPad', 'Kindle'], [], 'new iPad'],
  ['We see Groovy as a better Java.', ['Groovy', 'Java'], ['better'], 'Groovy'],
  ['Bring a tent, or better yet a camper.', ['camper', 'tent'], ['better'], 'camper'],
  ['I wrote it in Perl, but in PHP it is easier.', ['PHP', 'Perl'], ['easier'], 'PHP'],
  // German
  ['Python ist Java klar überlegen.', ['Python', 'Java'], [], 'Python'],
  ['Ich finde Postgres besser als MySQL.', ['Postgres', 'MySQL'], ['besser'], 'Postgres'],
  ['Mit Python geht das leichter als mit Java.', ['Python', 'Java'], ['leichter'], 'Python'],
  ['Im Gegensatz zu Katzen brauchen Hunde viel Auslauf.', ['Hunde', 'Katzen'], []],
  ['Verglichen mit Kohle ist Gas sauberer.', ['Gas', 'Kohle'], ['sauberer']],
  ['Ich nutze lieber Python als Java.', ['Python', 'Java'], [], 'Python'],
  ['Ruby ist nicht so schnell wie Java.', ['Ruby', 'Java'], ['schnell'], 'Java'],
  ['Anders als Listen sind Tupel unveränderlich.', ['Tupel', 'Listen'], []],
  ['Python ist langsamer als Java.', ['Python', 'Java'], ['langsamer'], 'Java'],
  ['Im Sommer ist das Meer wärmer als der See.', ['Meer', 'See'], ['wärmer']],
  ['Im Vergleich zu Kohle ist Gas sauberer.', ['Gas', 'Kohle'], ['sauberer']],
  ['Linux ist quelloffen, während Windows ein geschlossenes System ist.', ['Linux', 'Windows'], []],
  ['Der Unterschied zwischen Schmelzen und Sieden liegt in der Temperatur.', ['Schmelzen', 'Sieden'], []],
]

const NOT_COMPARED = [
  'The air scatters short waves much more than long ones.',
  'A unit is started more often than `Limit` times in ten seconds.',
  'Unlike `--force`, this option refuses to overwrite commits.',
  'It is better than expected.',
  'More than 40 people came.',
  'Other than that, it works.',
  'It is faster than ever.',
  'Which is better, Java or C?',
  'I would rather go than stay here.',
  'Nothing is better than this.',
  'The story ends well, while the world goes on.',
  'Beat the eggs, then add the sugar.',
  'It takes less than a second.',
  'They ask for not less than QR7 a month.',
  'It is safer than you think.',
  'Long bones are longer than they are wide.',
  'The population more than tripled.',
  'They pay employees less than a certain rate.',
  'It was not so much a state as a family.',
  'Some groups supported it, while other groups opposed it.',
  'They can eat more than before the war.',
  'Explain why Rust is safer than C.',
  'Nothing in the world tastes better than bread.',
  'It is better to reign here than to serve there.',
  'Housing is cheaper here than elsewhere.',
  'I am not as fast as Java.',
  'It is easier than doing it by hand.',
  'Pros: It has more values on one side than the other.',
  'Er arbeitet als Lehrer.',
  'Mehr als 40 Menschen kamen.',
]

const mined = (assistant: string, user = '') =>
  comparison(prepare({ user, assistant })).filter(({ certainty }) => certainty >= 0.5)

describe('comparison', () => {
  it.each(COMPARED)('%s', (text, items, aspects, winner) => {
    const found = mined(text)
    expect(found.map(({ content }) => content)).toEqual([
      { items, aspects, comparison: text, ...(winner && { winner }) },
    ])
    for (const one of found) expectExactSpans({ user: '', assistant: text }, one)
  })

  it.each(NOT_COMPARED)('nothing in: %s', (text) => {
    expect(mined(text)).toEqual([])
  })

  it('says of one thing what it is compared with in turn', () => {
    const found = mined('Haskell is faster than Python, shorter than Java and safer than C.')
    expect(found.map(({ content }) => content.items)).toEqual([
      ['Haskell', 'Python'],
      ['Haskell', 'Java'],
      ['Haskell', 'C'],
    ])
  })

  it('finds the comparison that was asked for', () => {
    const user = 'What is the difference between a list and a tuple?'
    const assistant =
      'Good question! A list can be changed after it was made. A tuple cannot be changed at all.\n\nAnything else?'
    const found = mined(assistant, user)
    expect(found[0]?.content).toEqual({
      items: ['list', 'tuple'],
      aspects: [],
      comparison: 'A list can be changed after it was made. A tuple cannot be changed at all.',
    })
    for (const one of found) expectExactSpans({ user, assistant }, one)
  })

  it('finds the answer to whether or why one thing is more than another', () => {
    const assistant =
      'Python is interpreted, line by line, as it runs. Java is compiled to bytecode before it runs.'
    for (const user of ['Why is Python so much slower than Java?', 'Is Python slower than Java?'])
      expect(mined(assistant, user).map(({ content }) => content.items)).toEqual([['Python', 'Java']])
    expect(
      mined(
        'Python wird Zeile für Zeile gelesen, und zwar während es läuft. Java wird vorher in Bytecode übersetzt.',
        'Warum ist Python langsamer als Java?',
      ).map(({ content }) => content.items),
    ).toEqual([['Python', 'Java']])
  })

  it('finds none where the answer names one thing only', () => {
    expect(
      mined('A list can be changed after it was made, as you know well by now.', 'list vs tuple?'),
    ).toEqual([])
  })
})
