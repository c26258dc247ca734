import { describe, expect, it } from 'vitest'
import { enrich } from '../../src/patterns/enrich.js'
import type { ReasoningType } from '../../src/record/turn.js'

const turn = (user: string, assistant = '') => ({ user, assistant })

describe('entities', () => {
  it.each<[text: string, entities: string[], language?: string]>([
    ['William R. Thompson described it in 1933.', ['William R. Thompson']],
    ['The policy picks an arm by Thompson Sampling.', ['Thompson Sampling']],
    ['New York City is larger than Boston.', ['New York City', 'Boston']],
    ['It runs on Node.js 20 and needs Windows 10, C++ or C#.', ['Node.js 20', 'Windows 10', 'C++', 'C#']],
    ['He met Dr. Smith and J. R. R. Tolkien in the U.S. once.', ['Dr. Smith', 'J. R. R. Tolkien', 'U.S.']],
    ['She studied at the University of California in Berkeley.', ['University of California', 'Berkeley']],
    ["That is what Moore's Law says, and Nietzsche's books do not.", ["Moore's Law", 'Nietzsche']],
    ['The World Health Organization (WHO) said so.', ['World Health Organization', 'WHO']],
    ['Harry Anslinger wrote it. Later Anslinger denied it.', ['Harry Anslinger']],
    ['Install Docker first. Use Kubernetes later.', ['Docker', 'Kubernetes']],
    ['What is this? However, I think so. Yes. Sure! Then we go on Monday in May.', []],
    ['Drones fly. Then drones land. The drones are loud.', []],
    ['WHY IS THIS ALL IN CAPITALS? IT HURTS MY EYES.', []],
    ['```\nFoo Bar = Baz Qux\n```', []],
    ['Die Katze sitzt auf dem Tisch und sieht das Wasser im Garten.', [], 'de'],
    ['Wir nutzen Thompson Sampling in der Abteilung.', ['Thompson Sampling'], 'de'],
    ['Die Deutsche Bahn fährt von Berlin nach München.', ['Berlin', 'Deutsche Bahn', 'München'], 'de'],
    ['Das Programm läuft mit Node.js und dem JVM-Server.', ['Node.js', 'JVM-Server'], 'de'],
    ['Danach hat Angela Merkel mit Herr Müller gesprochen.', ['Angela Merkel', 'Herr Müller'], 'de'],
    ['Nimm eine Tasse Milch und zwei Würfel Hefe.', [], 'de'],
  ])('%s', (text, expected, language) => {
    expect(enrich({ user: text, assistant: '', ...(language && { language }) }).entities.sort()).toEqual(
      [...expected].sort(),
    )
  })

  it('holds the phrases that question and answer share', () => {
    const { entities } = enrich(
      turn('How does the policy engine work?', 'The policy engine selects actions from a table.'),
    )
    expect(entities).toEqual(['policy engine'])
  })
})

describe('relations', () => {
  it.each<[text: string, relations: string[]]>([
    ['A transformer is a neural network.', ['transformer is_a neural network']],
    ['Thompson Sampling is a Bayesian method for bandits.', ['Thompson Sampling is_a Bayesian method']],
    ['The policy engine uses the memory index.', ['policy engine uses memory index']],
    ['The gearbox is part of the drive train.', ['gearbox part_of drive train']],
    ['Smoking causes lung cancer.', ['Smoking causes lung cancer']],
    ['Lung cancer is caused by smoking.', ['smoking causes Lung cancer']],
    ['Python was developed by Guido van Rossum.', ['Python created_by Guido van Rossum']],
    ['Blood plasma consists of water and proteins.', ['Blood plasma contains water']],
    ['It is a tool.', []],
    ['Is a whale a fish? Are whales a kind of fish?', []],
    ['This method is a problem.', []],
    ['Der Motor besteht aus einem Stator.', ['Motor contains Stator']],
    ['Thompson Sampling ist ein Verfahren.', ['Thompson Sampling is_a Verfahren']],
    ['Der Rotor ist Teil des Antriebs.', ['Rotor part_of Antriebs']],
    ['Zu viel Stress führt zu Schlaflosigkeit.', []],
    ['Der Dienst verwendet die Datenbank.', ['Dienst uses Datenbank']],
  ])('%s', (text, expected) => {
    expect(enrich(turn('', text)).relations.map((triple) => triple.join(' '))).toEqual(expected)
  })
})

describe('reasoning type', () => {
  it.each<[user: string, assistant: string, type: ReasoningType]>([
    ['What is the capital of Norway?', 'Oslo.', 'fact'],
    ['Why is the sky blue?', 'Because air scatters blue light more than red light.', 'explanation'],
    ["What's the difference between TCP and UDP?", 'TCP keeps the order of packets.', 'comparison'],
    ['How do I boil an egg?', '1. Boil water.\n2. Put the egg in for six minutes.', 'procedure'],
    ['We decided to use Postgres.', 'Good choice.', 'decision'],
    ['Do you know the code?', "I don't know.", 'question'],
    ['I noticed that the build is slower on Mondays.', 'The cache is cleared on Sundays.', 'observation'],
    ['I suspect the cache is stale.', 'That fits the log.', 'hypothesis'],
    ['Looking back, we tested too little.', 'It is a common regret.', 'reflection'],
    ['Can you name three rivers?', 'The Rhine, the Danube and the Elbe flow through Germany.', 'answer'],
    [
      'Was ist der Unterschied zwischen Mitose und Meiose?',
      'Bei der Mitose entstehen zwei Zellen.',
      'comparison',
    ],
    ['Warum ist der Himmel blau?', 'Weil Luft blaues Licht stärker streut.', 'explanation'],
    ['Wir haben uns für Postgres entschieden.', 'Gut.', 'decision'],
    ['Wie kann ich ein Ei kochen?', '1. Wasser kochen.\n2. Ei sechs Minuten hineinlegen.', 'procedure'],
  ])('%s -> %s', (user, assistant, type) => {
    expect(enrich(turn(user, assistant)).reasoning_type).toBe(type)
  })
})

describe('keywords and topics', () => {
  it('ranks what question and answer are both about first, whole', () => {
    const { keywords, topics } = enrich(
      turn(
        'Which libraries are best for deep learning?',
        'Popular libraries for deep learning are TensorFlow and PyTorch. Deep learning needs much data.',
      ),
    )
    expect(keywords[0]).toBe('deep learning')
    expect(keywords).toContain('TensorFlow')
    expect(topics.length).toBeLessThanOrEqual(3)
  })

  it('has no stop words', () => {
    const { keywords } = enrich(
      turn('What should I do now?', 'You should really just do it, and then be there.'),
    )
    expect(keywords).toEqual([])
  })

  it('keeps German nouns, not verbs or sentence openers', () => {
    const { keywords } = enrich(
      turn('Wie mache ich Hefeteig?', 'Verknete alles zu einem Teig. Danach braucht der Teig Wärme.'),
    )
    expect(keywords.sort()).toEqual(['Hefeteig', 'Teig', 'Wärme'])
  })
})

describe('hostile input', () => {
  it.each([
    ['capitals', 'Aa '.repeat(300_000)],
    ['initials', 'A. '.repeat(300_000)],
    ['dots', 'a.'.repeat(300_000)],
    ['links', 'Bank of '.repeat(100_000)],
    ['copulas', 'x is a '.repeat(100_000)],
    ['one word', 'a'.repeat(1_000_000)],
    ['lone surrogates', '\ud800 '.repeat(10_000)],
    ['prototype keys', '__proto__ constructor toString '.repeat(1000)],
  ])('%s', (_, text) => {
    const found = enrich(turn(text, text))
    expect(found.keywords.length).toBeLessThanOrEqual(10)
    expect(found.entities.length).toBeLessThanOrEqual(15)
    expect(found.relations.length).toBeLessThanOrEqual(20)
  })
})
