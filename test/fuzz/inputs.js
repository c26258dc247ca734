import { seededRandom } from '../support/virtual-clock.js'

/** Choices that follow from a seed. */
export class Chance {
  constructor(seed) {
    this.next = seededRandom(seed)
  }
  below(n) {
    return Math.floor(this.next() * n)
  }
  pick(items) {
    return items[this.below(items.length)]
  }
  one(inN) {
    return this.below(inN) === 0
  }
  bytes(length) {
    return Buffer.from(Array.from({ length }, () => this.below(256)))
  }
}

/** Parts that regular expressions and parsers stumble over, when repeated. */
const UNITS = [
  ...[
    'a',
    ' ',
    '\n',
    '\t',
    '(',
    '[',
    '"',
    "'",
    '\\',
    '`',
    '```\n',
    '|',
    '| a |\n',
    '- ',
    '# ',
    '> ',
    '1. ',
    '**',
    '_',
  ],
  ...[
    'a b ',
    'a, ',
    'a. ',
    'A',
    'Ab. ',
    '1',
    '1.1.',
    '1-1 ',
    '+49 ',
    '4111 ',
    'DE89',
    '::',
    '@',
    'a@',
    'a.a@a.',
    '%41',
  ],
  ...[
    'http://',
    'https://a:',
    'sk-',
    'Bearer ',
    'because ',
    'weil ',
    'is a ',
    'vs ',
    'if a then b ',
    'First, ',
    '? ',
    '<b>',
  ],
  ...[
    '\u0301',
    '\u200d',
    '\u202e',
    '\ud800',
    '\udc00',
    '😀',
    '👨‍👩‍👧',
    'ß',
    'İ',
    '中',
    '\u0000',
    '\u001b[31m',
    '\u009b2J',
    '\u2028',
  ],
]

/** A text that does harm where harm can be done; `most` is its length at the largest. */
export function text(chance, most) {
  const size = chance.one(8) ? most : chance.below(200)
  const some = () => chance.pick(UNITS)
  const parts = chance.pick([
    () => [some()],
    () => [some(), some()],
    () => [some(), some(), some()],
    () => Array.from({ length: 40 }, some),
  ])()
  const unit = parts.join('')
  return unit.repeat(Math.max(1, Math.ceil(size / unit.length))).slice(0, Math.max(1, size))
}

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  '\u0000',
  '\ud800',
  'length',
  'schema',
]
/** JSON texts of values that are rarely what is expected. */
const VALUES = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-0',
    '-1',
    '1.5',
    '1e999',
    '-1e999',
    '1e-999',
    '123456789012345678901234567890',
  ],
  ...[
    '""',
    '" "',
    '"\\ud800"',
    '"\\u0000"',
    '[]',
    '[null]',
    '[[[]]]',
    '{}',
    '{"a":{}}',
    '{"__proto__":{"x":1}}',
    '["a",1,null]',
  ],
  ...[
    '{"length":1e9}',
    '{"toString":1}',
    '{"toJSON":1}',
    '"__proto__"',
    '"constructor"',
    '[{}]',
    '"1970-01-01T00:00:00Z"',
    '"NaN"',
  ],
]

function nested(chance) {
  const depth = chance.pick([10, 500, 3000, 20_000, 100_000])
  const [open, close] = chance.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"record":', '}]'],
    ['{"schema":"strom.error/1","error":{"message":""},"record":', '}'],
  ])
  const times = Math.ceil(depth / open.length)
  return `${open.repeat(times)}1${close.repeat(times)}`
}

/** The JSON text of some value. */
export function anyValue(chance, most) {
  return chance.pick([
    () => chance.pick(VALUES),
    () => chance.pick(VALUES),
    () => JSON.stringify(text(chance, most)),
    () => `[${Array.from({ length: chance.below(5) }, () => anyValue(chance, 10)).join()}]`,
    () =>
      `{${Array.from({ length: chance.below(5) }, () => `${JSON.stringify(chance.pick(NAMES))}:${anyValue(chance, 10)}`).join()}}`,
    () => (chance.one(4) ? nested(chance) : 'null'),
  ])()
}

/** Every place in a value, as paths. */
function places(value, path = []) {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.keys(value).flatMap((key) => places(value[key], [...path, key]))]
}

/** JSON text of the value, with what `change` makes of the text of the one at `path`; undefined leaves it out. */
function changed(value, path, change) {
  const plain = JSON.stringify(value)
  if (path.length === 0) return change(plain)
  const [head, ...rest] = path
  const members = Object.keys(value).flatMap((key) => {
    const inner = key === head ? changed(value[key], rest, change) : JSON.stringify(value[key])
    return inner === undefined ? [] : [Array.isArray(value) ? inner : `${JSON.stringify(key)}:${inner}`]
  })
  return Array.isArray(value) ? `[${members}]` : `{${members}}`
}

const insert = (chance, buffer, piece) => {
  const at = chance.below(buffer.length + 1)
  return Buffer.concat([buffer.subarray(0, at), piece, buffer.subarray(at)])
}
const BYTES = [
  '\xff',
  '\xc3',
  '\xed\xa0\x80',
  '\xf5\x80\x80\x80',
  '\xc0\xaf',
  '\x00',
  '\x1b]8;;http://x\x07',
  '\xef\xbb\xbf',
  '\r',
  '\x85',
  ',',
  '"',
  '\\',
]

/** Bytes made from a good JSON value that is no longer as it should be, or from nothing at all. */
export function broken(chance, value, most) {
  const good = JSON.stringify(value)
  const at = () => chance.pick(places(value))
  const kinds = [
    () => changed(value, at(), () => anyValue(chance, most)),
    () => changed(value, at(), () => anyValue(chance, most)),
    () =>
      changed(value, at(), (inner) =>
        inner.startsWith('"') ? JSON.stringify(text(chance, most)) : anyValue(chance, most),
      ),
    () => changed(value, at(), () => undefined) ?? '',
    () =>
      changed(value, at(), (inner) =>
        inner.replace(/^\{/, `{${JSON.stringify(chance.pick(NAMES))}:${anyValue(chance, 100)},`),
      ),
    () =>
      changed(value, at(), (inner) =>
        inner.replace(
          /\}$/,
          `,${JSON.stringify(chance.pick(Object.keys(Object(value))))}:${anyValue(chance, 100)}}`,
        ),
      ),
    () => good.slice(0, chance.below(good.length)),
    () =>
      `{"schema":"strom.error/1","error":{"message":"x"},"record":${chance.pick([good, JSON.stringify(good), anyValue(chance, most)])}}`,
    () =>
      good.replace(/"strom\.[a-z]+\/\d+"/, () =>
        JSON.stringify(
          chance.pick([
            'strom.turn/99',
            'strom.__proto__/1',
            'strom.constructor/1',
            'strom.x/1',
            'strom.error/1',
            'strom.result/1',
          ]),
        ),
      ),
    () => anyValue(chance, most),
    () => good + good,
    () =>
      chance.pick([
        '//',
        '{',
        '}',
        '[',
        ']',
        '"',
        ',',
        '\u00a0',
        '\u3000',
        '\u0000',
        '{}',
        '[]',
        'null',
        "{'a':1}",
        '{"a":1,}',
        '\ufeff{}',
      ]),
    () => text(chance, Math.min(most, 100_000)), // it may be that many lines
    () => insert(chance, Buffer.from(good), Buffer.from(chance.pick(BYTES), 'latin1')),
    () => insert(chance, Buffer.from(good), chance.bytes(8)),
    () => chance.bytes(chance.below(400)),
  ]
  return Buffer.from(chance.pick(kinds)())
}

/** A text file with a few changes: bytes, lines, whole parts. */
export function damagedText(chance, original, most) {
  const lines = original.split('\n')
  const line = () => chance.below(lines.length)
  for (let n = 1 + chance.below(3); n > 0; n--) {
    const i = line()
    chance.pick([
      () => lines.splice(i, 1),
      () => lines.splice(i, 0, lines[line()]),
      () => lines.splice(i, 0, text(chance, most)),
      () =>
        (lines[i] = lines[i].replace(
          /[^:]*$/,
          ` ${chance.pick(['1e999', '.inf', '-1', '[', '{a: 1', '*a', '&a [*a, *a]', '!!binary x', '"\\ud800"', '|', '~', "'", '<<: *a', '__proto__: 1', '? a', anyValue(chance, most)])}`,
        )),
      () =>
        (lines[i] = lines[i].replace(
          /^(\s*)[\w-]+:/,
          `$1${chance.pick(['__proto__', 'constructor', '?', '- a', '"a"', '\t', '1', 'nam\u001b[1m'])}:`,
        )),
      () => (lines[i] = `${' '.repeat(chance.below(9))}${lines[i]}`),
    ])()
  }
  const bytes = Buffer.from(lines.join(chance.one(5) ? '\r\n' : '\n'))
  if (chance.one(3)) return insert(chance, bytes, Buffer.from(chance.pick(BYTES), 'latin1'))
  return chance.one(6) ? bytes.subarray(0, chance.below(bytes.length)) : bytes
}

/** Cuts bytes into the chunks in which they arrive. */
export function chunksOf(chance, bytes) {
  const chunks = []
  for (let at = 0; at < bytes.length; ) {
    const size = chance.pick([1 + chance.below(20), 65_536, bytes.length])
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}
