// Chat-like turns, made from a seed: mixed lengths, English and German, questions, answers, lists, code, small talk.
import { closeSync, openSync, writeSync } from 'node:fs'

const SUBJECTS = [
  'the scheduler',
  'a B-tree index',
  'the garbage collector',
  'TLS',
  'Thompson Sampling',
  'the event loop',
  'a bloom filter',
  'PostgreSQL',
  'the Kalman filter',
  'die Warteschlange',
  'der Speicher',
  'ein Vektorraum',
]
const VERBS = [
  'keeps',
  'updates',
  'compares',
  'stores',
  'drops',
  'sorts',
  'reads',
  'merges',
  'splits',
  'speichert',
  'vergleicht',
  'sortiert',
]
const OBJECTS = [
  'its entries in order',
  'every request twice',
  'the oldest page first',
  'a sample of the posterior',
  'no more than 128 rows',
  'the log before the data',
  'alle Einträge nacheinander',
  'die ältesten Seiten zuerst',
]
const TAILS = [
  'because a crash may come at any time',
  'so that readers never wait',
  'which costs about 3 ms',
  'and this is why it scales',
  'weil der Platz begrenzt ist',
  'damit nichts verloren geht',
]
const TALK = [
  ['hi', 'Hello! How can I help?'],
  ['thanks', "You're welcome!"],
  ['danke', 'Gerne!'],
  ['ok', 'Great!'],
]

/** A small fast generator (mulberry32), so that a corpus is the same on every machine. */
export function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export function makeTurn(n, next) {
  const pick = (list) => list[Math.floor(next() * list.length)]
  const sentence = () => {
    const text = `${pick(SUBJECTS)} ${pick(VERBS)} ${pick(OBJECTS)} ${pick(TAILS)}, case ${Math.floor(next() * 1e6)}`
    return `${text[0].toUpperCase()}${text.slice(1)}.`
  }
  const [user, assistant] = next() < 0.12 ? pick(TALK) : [question(pick, next), answer(sentence, next)]
  return {
    schema: 'strom.turn/1',
    id: `t_${n.toString(16).padStart(16, '0')}`,
    conversation: `c_${Math.floor(n / 6)}`,
    index: n % 6,
    user,
    assistant,
  }
}

function question(pick, next) {
  return next() < 0.5
    ? `What is ${pick(SUBJECTS)} and how does it work?`
    : `Warum ${pick(VERBS)} ${pick(SUBJECTS)} ${pick(OBJECTS)}?`
}

function answer(sentence, next) {
  const sentences = Array.from({ length: 1 + Math.floor(next() ** 2 * 16) }, sentence)
  const form = next()
  if (form < 0.15)
    return `${sentences[0]}\n\n${sentences
      .slice(1)
      .map((s, i) => `${i + 1}. ${s}`)
      .join('\n')}`
  if (form < 0.25) return `${sentences.join(' ')}\n\n\`\`\`python\nfor row in rows:\n    print(row)\n\`\`\``
  return sentences.join(' ')
}

/** Writes turns until the file has so many bytes. */
export function writeTurns(path, bytes, seed = 1) {
  const next = random(seed)
  write(path, bytes, (n) => makeTurn(n, next))
}

function write(path, bytes, make) {
  const file = openSync(path, 'w')
  for (let n = 0, size = 0; size < bytes; ) {
    let chunk = ''
    while (chunk.length < 1 << 20 && size + chunk.length < bytes) chunk += `${JSON.stringify(make(n++))}\n`
    size += writeSync(file, chunk)
  }
  closeSync(file)
}

/** Examples of 200 words each, no two alike, until the file has so many bytes. */
export function writeExamples(path, bytes, seed = 1) {
  const next = random(seed)
  const words = [...SUBJECTS, ...VERBS, ...OBJECTS, ...TAILS].flatMap((text) => text.split(' '))
  const pick = () =>
    next() < 0.1 ? `w${Math.floor(next() * 1e5)}` : words[Math.floor(next() * words.length)]
  write(path, bytes, (n) => ({
    schema: 'strom.example/1',
    id: `x_${n.toString(16).padStart(16, '0')}`,
    instruction: `Explain case ${n}.`,
    input: '',
    output: Array.from({ length: 197 }, pick).join(' '),
    meta: { pattern: 'p_0', confidence: 1, sources: [] },
  }))
}

/** The same turns as one ChatGPT export on a single line; with `lines`, its conversations one a line instead. */
export function writeChatgptExport(path, bytes, lines = false, seed = 1) {
  const file = openSync(path, 'w')
  const next = random(seed)
  if (!lines) writeSync(file, '[')
  for (let n = 0, size = 0; size < bytes; n++) {
    const mapping = { root: { id: 'root', parent: null, children: ['u0'], message: null } }
    let parent = 'root'
    for (let i = 0; i < 6; i++) {
      const { user, assistant } = makeTurn(n * 6 + i, next)
      for (const [id, role, text] of [
        [`u${i}`, 'user', user],
        [`a${i}`, 'assistant', assistant],
      ]) {
        mapping[id] = {
          id,
          parent,
          children: [],
          message: {
            id,
            author: { role },
            create_time: 1.7e9 + i,
            content: { content_type: 'text', parts: [text] },
            status: 'finished_successfully',
            weight: 1,
            recipient: 'all',
            metadata: {},
          },
        }
        mapping[parent].children.push(id)
        parent = id
      }
    }
    const conversation = {
      title: `Conversation ${n}`,
      create_time: 1.7e9,
      conversation_id: `c${n}`,
      current_node: parent,
      mapping,
    }
    const separator = lines ? '\n' : ','
    size += writeSync(file, `${n ? separator : ''}${JSON.stringify(conversation)}`)
  }
  writeSync(file, lines ? '\n' : ']')
  closeSync(file)
}
