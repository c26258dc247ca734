import { describe, expect, it } from 'vitest'
import { prepare } from '../../../src/patterns/document.js'
import { definition } from '../../../src/patterns/miners/definition.js'
import { expectExactSpans } from '../spans.js'

/** Text, term, definition. */
const DEFINED: [text: string, term: string, definition: string][] = [
  [
    'Thompson Sampling is a heuristic for choosing actions that balances exploration and exploitation.',
    'Thompson Sampling',
    'a heuristic for choosing actions that balances exploration and exploitation',
  ],
  [
    'Flat bones are thin and relatively broad bones that protect organs.',
    'Flat bones',
    'thin and relatively broad bones that protect organs',
  ],
  [
    'Acid rain is corrosive rain caused by gases in the air.',
    'Acid rain',
    'corrosive rain caused by gases in the air',
  ],
  ['Force is a push or pull that changes a motion.', 'Force', 'a push or pull that changes a motion'],
  [
    'They imposed an excise tax, that is, a tax on one kind of goods.',
    'excise tax',
    'a tax on one kind of goods',
  ],
  ['Shoemaker defines gatekeeping as the sorting of messages.', 'gatekeeping', 'the sorting of messages'],
  [
    'Another way is diversification, which means buying shares of many firms.',
    'diversification',
    'buying shares of many firms',
  ],
  [
    'A related process is demotion, in which a player falls to a lower league.',
    'demotion',
    'a player falls to a lower league',
  ],
  ['Cells copy their DNA in a process called replication.', 'replication', 'Cells copy their DNA'],
  [
    'Southerners who supported the North, known as scalawags, were hated.',
    'scalawags',
    'Southerners who supported the North',
  ],
  [
    'Smooth muscle works without our will and is called involuntary muscle.',
    'involuntary muscle',
    'Smooth muscle works without our will',
  ],
  [
    'The stalk that holds a leaf to the stem is the petiole.',
    'petiole',
    'The stalk that holds a leaf to the stem',
  ],
  ['The term popular culture refers to the habits of the many.', 'popular culture', 'the habits of the many'],
  [
    'Social psychology examines how people affect one another in groups.',
    'Social psychology',
    'examines how people affect one another in groups',
  ],
  [
    'Prions, so called because they are proteins, are particles that cause disease.',
    'Prions',
    'particles that cause disease',
  ],
  ['An asset is something of value that is owned.', 'asset', 'something of value that is owned'],
  [
    'The pancreas, which lies behind the stomach, is an organ that makes insulin.',
    'pancreas',
    'an organ that makes insulin',
  ],
  [
    'Isotopes are different forms of an element, but they behave alike.',
    'Isotopes',
    'different forms of an element',
  ],
  [
    'In computing, a cache is a small memory that keeps what was used last.',
    'cache',
    'a small memory that keeps what was used last',
  ],
  [
    'Most people agree that religion is a system of beliefs and practices.',
    'religion',
    'a system of beliefs and practices',
  ],
  ['Latency refers to the time a request takes.', 'Latency', 'the time a request takes'],
  ['The term *entropy* refers loosely to the disorder of a system.', 'entropy', 'the disorder of a system'],
  ['DNS stands for Domain Name System.', 'DNS', 'Domain Name System'],
  ['A prime is defined as a number with two divisors.', 'prime', 'a number with two divisors'],
  [
    "Newton's third law states that every action has an equal reaction.",
    "Newton's third law",
    'every action has an equal reaction',
  ],
  [
    'A market with few buyers is sometimes referred to as a thin market.',
    'thin market',
    'A market with few buyers',
  ],
  [
    'The process by which capital loses value is called depreciation.',
    'depreciation',
    'The process by which capital loses value',
  ],
  ['When two firms agree on a price, this is known as collusion.', 'collusion', 'two firms agree on a price'],
  [
    'People balance the demands of work and of home; this is known as work-family balance.',
    'work-family balance',
    'People balance the demands of work and of home',
  ],
  [
    'Water moves from low to high concentration. This is called osmosis.',
    'osmosis',
    'Water moves from low to high concentration',
  ],
  [
    'They use Kafka, a distributed log that stores streams of records, for their events.',
    'Kafka',
    'a distributed log that stores streams of records',
  ],
  [
    'The body stores glucose as glycogen, which is a branched polymer of glucose.',
    'glycogen',
    'a branched polymer of glucose',
  ],
  [
    'Plants take in carbon through stomata (the pores that open on the leaf).',
    'stomata',
    'the pores that open on the leaf',
  ],
  [
    'A compiler translates source code into machine code.',
    'compiler',
    'translates source code into machine code',
  ],
  [
    '- **Throughput**: The number of requests that a server answers per second.',
    'Throughput',
    'The number of requests that a server answers per second',
  ],
  ['`git rebase` is a command that moves commits.', 'git rebase', 'a command that moves commits'],
  // German
  [
    'Thompson Sampling ist ein Verfahren, das Aktionen nach ihrer Wahrscheinlichkeit wählt.',
    'Thompson Sampling',
    'ein Verfahren, das Aktionen nach ihrer Wahrscheinlichkeit wählt',
  ],
  [
    'Unter Photosynthese versteht man die Umwandlung von Licht in chemische Energie.',
    'Photosynthese',
    'die Umwandlung von Licht in chemische Energie',
  ],
  [
    'Als Rekursion bezeichnet man eine Funktion, die sich selbst aufruft.',
    'Rekursion',
    'eine Funktion, die sich selbst aufruft',
  ],
  [
    'Die Fähigkeit eines Stoffes, Wärme zu leiten, nennt man Wärmeleitfähigkeit.',
    'Wärmeleitfähigkeit',
    'Die Fähigkeit eines Stoffes, Wärme zu leiten',
  ],
  [
    'Ein Gerät zur Messung der Temperatur heißt Thermometer.',
    'Thermometer',
    'Ein Gerät zur Messung der Temperatur',
  ],
  ['Der Begriff Inflation bezeichnet einen Anstieg der Preise.', 'Inflation', 'einen Anstieg der Preise'],
  [
    'Bei Docker handelt es sich um eine Software zur Isolierung von Anwendungen.',
    'Docker',
    'eine Software zur Isolierung von Anwendungen',
  ],
  [
    'In der Informatik ist ein Stack eine Datenstruktur, die nach dem Prinzip LIFO arbeitet.',
    'Stack',
    'eine Datenstruktur, die nach dem Prinzip LIFO arbeitet',
  ],
  [
    'Kafka, ein verteiltes System zur Verarbeitung von Datenströmen, wurde bei LinkedIn entwickelt.',
    'Kafka',
    'ein verteiltes System zur Verarbeitung von Datenströmen',
  ],
]

/** Sentences that look alike and define nothing. */
const UNDEFINED = [
  'Zweitens ist der Einfluss auf die Umwelt gravierender als der Preis.',
  'Heutzutage ist die Beliebtheit von Telefonen sehr groß.',
  'Prüfungen sind ein sehr wichtiger Aspekt des Lebens.',
  'Die Bedeutung der Spiele ist zu einem häufigen Thema geworden.',
  'HTML, CSS, and JavaScript are the three parts of the web.',
  'Interpreted, compiled and hybrid are different ways of running code.',
  'It is slow, which means that it can fail.',
  'These are examples of APIs, libraries and kits that are used with it.',
  'You define the areas as relevant and go on.',
  'This is a good idea.',
  'It is a process that takes time.',
  'However, the goal is a better product for everyone.',
  'My code is a mess that nobody can read.',
  'What is a compiler that translates source code?',
  'There is a problem with the server that we should fix.',
  'The best way is a walk in the park.',
  'I am a developer who likes tests.',
  'Exercise is a great way to stay fit.',
  'She called him on Monday.',
  'A woman called Mary lived there.',
  'Note: A test that fails is useful.',
  'You can buy apples, or a cake that is fresh.',
  'He bought apples, a cake with cream, and bread.',
  'Banks are eager to lend.',
  '```\nLatency refers to the time a request takes.\n```',
  'Das ist eine gute Idee.',
  'Das Wetter ist heute schön.',
  'Berlin ist eine tolle Stadt.',
  'Was ist ein Stack?',
  'Der Unterschied ist ein anderer als gedacht.',
]

const mined = (assistant: string) =>
  definition(prepare({ user: '', assistant })).filter(({ certainty }) => certainty >= 0.5)

describe('definition', () => {
  it.each(DEFINED)('%s', (text, term, meaning) => {
    const found = mined(text)
    expect(found.map(({ content }) => content)).toEqual([{ term, definition: meaning }])
    for (const one of found) expectExactSpans({ user: '', assistant: text }, one)
  })

  it.each(UNDEFINED)('nothing in: %s', (text) => {
    expect(mined(text)).toEqual([])
  })
})
