import { describe, expect, it } from 'vitest'
import { loadLexicons } from '../../src/config/lexicon.js'
import { loadQuality } from '../../src/config/quality.js'
import { type Exchange, scoredJson, scorer } from '../../src/conversation/score.js'
import { Lexicon } from '../../src/record/lexicon.js'

const lexicons = loadLexicons()
const quality = loadQuality()
const score = scorer({ lexicons, quality })
const one = (user: string, ...context: string[]) => score({ user, assistant: '', context })
const two = (user: string, assistant: string) => score({ user, assistant })

const THOMPSON =
  'Thompson Sampling is a Bayesian algorithm for the multi-armed bandit problem: it draws a value from the posterior of each arm and plays the best.'
const POLICY =
  'It evaluates every rule against the request and returns the first match, or denies by default.'

describe('importance of an exchange', () => {
  it.each([
    ['hi', 'Hello! How can I help?', 0, 0.1],
    ['thanks', "You're welcome!", 0, 0.25],
    ['What is Thompson Sampling?', THOMPSON, 0.8, 1],
    ['How does the policy engine work?', POLICY, 0.7, 1],
    ['danke', 'Gern geschehen!', 0, 0.25],
    ['Was ist Thompson Sampling?', 'Ein Bayes-Verfahren für mehrarmige Banditen.', 0.8, 1],
  ])('%s / %s', (user, assistant, least, most) => {
    const { importance } = two(user, assistant)
    expect(importance).toBeGreaterThanOrEqual(least)
    expect(importance).toBeLessThanOrEqual(most)
  })
})

describe('signal and noise at the default threshold', () => {
  const noise: [user: string, assistant: string][] = [
    ['hi', 'Hello!'],
    ['ok', 'Great!'],
    ['thanks', "You're welcome!"],
    ['bye', 'Goodbye! Have a great day!'],
    ['yes', 'ok'],
    ['Hello there!', "Hello! I'm your assistant. What can I do for you today?"],
    ['Thanks a lot for the quick help', "You're welcome! Let me know if you have any other questions."],
    ['Have a nice weekend', 'You too!'],
    ['hmm', 'Take your time.'],
    ['haha lol', '😀'],
    ['moin', 'Moin! Wie kann ich helfen?'],
    ['danke', 'Gern geschehen!'],
    ['alles klar, passt', 'Super!'],
    ['Vielen Dank für die schnelle Antwort', 'Gerne!'],
    ['Tschüss', 'Bis bald!'],
    ['ja', 'ok'],
    ['What is a GPU?', 'Error: something went wrong. Please try again.'],
    ['Wie installiere ich Docker?', 'Fehler: Verbindung abgelehnt.'],
    ['What is Thompson Sampling?', 'What is Thompson Sampling?'],
    ['The orchestrator coordinates all components.', 'The orchestrator coordinates all components.'],
  ]
  it.each(noise)('noise: %s / %s', (user, assistant) => {
    expect(two(user, assistant)).toMatchObject({ signal: false })
  })

  const signal: [user: string, assistant: string][] = [
    ['What is Thompson Sampling?', THOMPSON],
    ['Explain the difference between the policy engine and memory retrieval system', POLICY],
    ['Tell me more', 'The orchestrator coordinates all components.'],
    ['What about embeddings?', 'Embeddings use Matryoshka representations at multiple scales.'],
    ['ok, but why does X fail?', 'Its configuration names a port that is already taken.'],
    ['yes', 'Then first install Docker, add your user to its group, and log in again.'],
    ['Hi, can you tell me about the history of Rome?', 'Rome was founded in 753 BC, as the legend goes.'],
    ['thanks! How do I revert the last commit?', 'git revert HEAD makes a commit that undoes it.'],
    [
      'Error: ENOSPC: no space left on device',
      'The disk is full: remove old images with docker system prune.',
    ],
    ['Erkläre mir den Unterschied zwischen TCP und UDP', 'TCP stellt die Reihenfolge sicher, UDP nicht.'],
    ['gut, aber warum schlägt der Test fehl?', 'Die Zeitzone des Rechners ist eine andere.'],
    ['什么是机器学习？', '机器学习是人工智能的一个分支。'],
    ['Where is the bug, in the parser or in the lexer?', 'In the parser.'],
  ]
  it.each(signal)('signal: %s / %s', (user, assistant) => {
    expect(two(user, assistant)).toMatchObject({ signal: true })
  })

  it('holds the threshold it is given', () => {
    const strict = scorer({ lexicons, quality, threshold: 0.9999 })
    const turn = { user: 'What about embeddings?', assistant: '' }
    expect(strict(turn).importance).toBe(score(turn).importance)
    expect(strict(turn).signal).toBe(false)
  })
})

describe('one text', () => {
  it.each([
    'hi',
    'thanks',
    'Okay, great.',
    'um, well',
    '@someone',
    '',
    '  \n',
    '😀 😂',
    '...',
    'Uh-huh.',
    'ähm',
  ])('noise: %j', (text) => {
    expect(one(text).signal).toBe(false)
  })
  it.each([
    'ok, but why does X fail?',
    'The history of Hiroshima',
    'The meeting is at 3pm',
    'yes, but only on Linux',
    'the second one',
    'Use a mutex',
    'hi, my internet is down',
    'Der Server läuft wieder',
    'ja, aber nur unter Linux',
    'hallo, mein Drucker druckt nicht',
    'Was ist Thompson Sampling?',
    '```js\nfunction add(a, b) { return a + b }\n```',
    'https://example.org/docs/install',
    'Can we schedule the deployment für Montag um 14:30 Uhr?',
  ])('signal: %j', (text) => {
    expect(one(text).signal).toBe(true)
  })

  it('is the same on either side', () => {
    for (const text of ['thanks', 'What is a GPU?', ''])
      expect(score({ user: '', assistant: text }).importance).toBe(
        score({ user: text, assistant: '' }).importance,
      )
  })

  it('takes "hi" for a greeting as a word only', () => {
    const indicators = (text: string) => one(text).why.map((why) => why.indicator)
    expect(indicators('hi')).toContain('greeting')
    expect(indicators('history')).not.toContain('greeting')
  })
})

describe('context', () => {
  it('a short answer to a question is signal, a nod is less without one', () => {
    expect(one('Massachusetts.', 'Where are you from?').signal).toBe(true)
    expect(one('Yes.', 'Is the cache shared by all workers?').importance).toBeGreaterThan(
      one('Yes.', 'The cache is shared by all workers.').importance,
    )
    expect(one('Nein, danke.', 'Kann ich sonst noch etwas tun?').signal).toBe(false)
    expect(one("No, that's all.", 'Is there anything else I can help you with?').signal).toBe(false)
  })

  it('what was just said is no news', () => {
    const said = 'We use caramel for the case.'
    expect(one('Caramel.', said).importance).toBeLessThan(one('Caramel.').importance)
    expect(one('Caramel.', said).why.map((why) => why.indicator)).toContain('echo')
  })

  it('the end of a long text before counts', () => {
    const long = `${'The report goes on about other things. '.repeat(200)}Where are you from?`
    expect(one('Massachusetts.', long).why.map((why) => why.indicator)).toContain('answer')
  })
})

it('a session of six exchanges worth keeping and three courtesies gives two thirds signal', () => {
  const session: [string, string][] = [
    ['hello', 'Hi! What are you working on?'],
    ['What is Thompson Sampling?', THOMPSON],
    ['How does the policy engine work?', POLICY],
    ['thanks', "You're welcome!"],
    ['Which database should we use?', 'PostgreSQL, because the queries need joins and one node is enough.'],
    ['How do I back it up?', '1. Run pg_dump every night.\n2. Copy the file to another host.'],
    ['Tell me more', 'The dump holds schema and data as SQL, so that it can be restored anywhere.'],
    ['What is the difference to replication?', 'Replication follows every change, a dump is one moment.'],
    ['great, bye', 'Goodbye!'],
  ]
  expect(session.filter(([user, assistant]) => two(user, assistant).signal)).toHaveLength(6)
})

describe('why', () => {
  it('names the strongest indicators first, with sides and signs', () => {
    const why = two('thanks', "You're welcome!").why.filter(
      ({ indicator }) => !indicator.startsWith('quality'),
    )
    expect(why[0]).toEqual({ indicator: 'user: thanks', weight: -6 })
    const sizes = why.map(({ weight }) => Math.abs(weight))
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
  })

  it('adds up to the log-odds of the importance where all are named', () => {
    const { importance, why } = one('thanks')
    const sum = why.reduce((total, { weight }) => total + weight, 0)
    expect(importance).toBeCloseTo(1 / (1 + Math.exp(-sum)), 3)
  })
})

describe('own terms', () => {
  const own = Lexicon.parse({ domain: 'policy engine, bandit\nregret', praise: ['groovy'] })
  const mine = scorer({ lexicons: [...lexicons, own], quality })

  it('are counted as words and phrases, in any case', () => {
    for (const text of ['Policy Engine', 'regret', 'the bandit']) {
      const turn = { user: text, assistant: '' }
      expect(mine(turn).importance).toBeGreaterThan(score(turn).importance)
      expect(mine(turn).why.map((why) => why.indicator)).toContain('domain')
    }
    expect(mine({ user: 'groovy', assistant: '' }).signal).toBe(false)
  })

  it('stand in phrases for their category', () => {
    expect(mine({ user: 'have a groovy day', assistant: '' }).why[0]?.indicator).toBe('farewell')
  })

  it('scores without any lexicon', () => {
    expect(
      scorer({ lexicons: [], quality })({ user: 'What is a GPU?', assistant: '' }).importance,
    ).toBeGreaterThan(0.4)
  })
})

describe('strange texts', () => {
  const huge: [name: string, text: string][] = [
    ['one word', 'a'.repeat(1e7)],
    ['one word again and again', 'ok '.repeat(3e6)],
    ['beginnings of phrases', 'let me know if you '.repeat(5e5)],
    ['openings', '@'.repeat(1e7)],
    ['an address', `https://${'a/'.repeat(5e6)}`],
    ['numbers', '1,'.repeat(5e6)],
    ['emoji', '😀'.repeat(5e6)],
    ['lone surrogates', '\ud800'.repeat(1e7)],
    ['joiners', "'-_".repeat(3e6)],
    ['one letter words of another script', '漢'.repeat(1e7)],
  ]
  it.each(huge)('10 MB of %s', (_, text) => {
    for (const turn of [
      { user: text, assistant: '' },
      { user: text, assistant: text, context: [text] },
    ] satisfies Exchange[]) {
      const { importance } = score(turn)
      expect(importance).toBeGreaterThanOrEqual(0)
      expect(importance).toBeLessThanOrEqual(1)
    }
  })

  it('repetition is not substance', () => {
    expect(one('ok '.repeat(1000)).signal).toBe(false)
    expect(one('the '.repeat(1000)).importance).toBeLessThan(
      one('The cache is shared by all workers').importance,
    )
  })

  it('is the same each time, whatever came before', () => {
    const turns: Exchange[] = [
      { user: 'Massachusetts.', assistant: '', context: ['Where are you from?'] },
      { user: 'What is a GPU?', assistant: 'A processor for graphics.' },
      { user: '', assistant: '' },
      { user: '__proto__', assistant: 'constructor' },
    ]
    const first = turns.map(score)
    expect([...turns].reverse().map(score).reverse()).toEqual(first)
    expect(turns.map(scorer({ lexicons, quality }))).toEqual(first)
  })
})

it('writes what JSON.stringify would write', () => {
  for (const scored of [one(''), one('hi'), two('What is Thompson Sampling?', THOMPSON), two('ok', POLICY)])
    expect(`{${scoredJson(scored)}`).toBe(JSON.stringify(scored))
})
