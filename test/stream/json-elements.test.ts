import { describe, expect, it } from 'vitest'
import { JsonElements } from '../../src/stream/json-elements.js'
import fc from '../support/property.js'

interface Found {
  at: number | string
  text: string
  line: number
  column: number
}

/** The elements of a text that arrives in chunks of so many bytes, and what is left as lines. */
function scan(text: string | Buffer, size = 1 << 20, options = {}) {
  const bytes = Buffer.from(text)
  const elements = new JsonElements(options)
  const found: Found[] = []
  for (let from = 0; from < bytes.length; from += size) {
    elements.feed(bytes.subarray(from, from + size))
    for (let element = elements.next(); element; element = elements.next()) {
      const { at, line, column, guess } = element
      const text = element.bytes.toString()
      if (guess && !isJson(text)) elements.retry()
      else found.push({ at, text, line, column })
    }
    const tail = elements.takeLines()
    if (tail) {
      const rest = Buffer.concat([tail.rest, bytes.subarray(from + size)]).toString()
      return { found, lines: { first: tail.first, rest } }
    }
  }
  return { found, cut: elements.finish() }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const texts = (result: { found: Found[] }) => result.found.map(({ text }) => text)
const EXPORT = { members: ['conversations'], unwrap: (first: Buffer) => first.includes('mapping') }

describe('the elements of an array', () => {
  const text = '[ {"a":"}]\\"[{"},\n[1,"]"], "x,\\\\", 12 ,null,{} ]'

  it('are found whatever the strings hold', () => {
    expect(texts(scan(text))).toEqual(['{"a":"}]\\"[{"}', '[1,"]"]', '"x,\\\\"', '12 ', 'null', '{}'])
    expect(scan(text).found.map(({ at }) => at)).toEqual(['[0]', '[1]', '[2]', '[3]', '[4]', '[5]'])
  })

  it.each(Array.from({ length: 20 }, (_, n) => [n + 1]))('are the same in chunks of %i bytes', (size) => {
    expect(scan(text, size)).toEqual(scan(text))
  })

  it('have the line and column they start at', () => {
    const { found } = scan('[\n  {"a": [\n 1]},\n  {"b": 2}, 3]')
    expect(found.map(({ line, column }) => [line, column])).toEqual([
      [2, 3],
      [4, 3],
      [4, 13],
    ])
  })

  it('of several arrays one after the other are all found', () => {
    expect(texts(scan('[{"a":1}]\n[{"b":2}]'))).toEqual(['{"a":1}', '{"b":2}'])
  })

  it('end where the input is cut, and that is said', () => {
    const cut = scan('[{"a":1},{"b":"x')
    expect(texts(cut)).toEqual(['{"a":1}'])
    expect(cut.cut).toMatchObject({ at: '[1]', unfinished: true, column: 10 })
    expect(scan('[{"a":1},').cut).toMatchObject({ at: '[1]', unfinished: true })
    expect(scan('[{"a":1}]').cut).toBeUndefined()
  })

  it('larger than the limit are named and not held', () => {
    const result = scan(`[{"a":"${'x'.repeat(1000)}"},{"b":1}]`, 64, { maxBytes: 500 })
    expect(result.found.map(({ at }) => at)).toEqual(['[0]', '[1]'])
    expect(result.found[0]?.text.length).toBeLessThan(500)
    expect(result.found[1]?.text).toBe('{"b":1}')
  })

  it('are what JSON.parse finds, for any values in any chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.json()), fc.integer({ min: 1, max: 40 }), (values, size) => {
        const found = texts(scan(`[${values.join(',')}]`, size)).map((text) => JSON.parse(text))
        expect(found).toEqual(values.map((value) => JSON.parse(value)))
      }),
    )
  })

  it('are found where what stands between them stands inside them too', () => {
    const element = (n: number) => ({
      id: n,
      nested: [{ id: 1 }, { id: 2 }],
      text: '},{"id":',
      tail: [{ x: 1 }, { id: 3 }],
    })
    const values = Array.from({ length: 20 }, (_, n) => (n % 5 ? element(n) : { id: n }))
    for (const text of [JSON.stringify(values), JSON.stringify(values, null, 1)]) {
      for (const size of [1 << 20, 100, 33]) {
        const { found } = scan(text, size)
        expect(found.map(({ text }) => JSON.parse(text))).toEqual(values)
        expect(found.map(({ at }) => at)).toEqual(values.map((_, n) => `[${n}]`))
      }
    }
  })

  it('are found behind one that is no JSON', () => {
    const { found } = scan('[{"id":1},{"id":2},{"id":oops},{"id":4},{"id":5}]')
    expect(found.map(({ text }) => text)).toEqual([
      '{"id":1}',
      '{"id":2}',
      '{"id":oops}',
      '{"id":4}',
      '{"id":5}',
    ])
  })

  it('never make the scanner fail, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'[]{},:"\\ \na1'), { maxLength: 60 }), (bytes) => {
        const text = bytes.join('')
        const whole = scan(text)
        expect(scan(text, 3).found).toEqual(whole.found)
      }),
    )
  })
})

describe('an outermost object', () => {
  it('is the document where it stands alone, on one line or many', () => {
    expect(texts(scan('{"a": {"b": [1, 2]}}'))).toEqual(['{"a": {"b": [1, 2]}}'])
    const pretty = JSON.stringify({ a: { b: [1, '\n'] }, c: 2 }, null, 2)
    for (const size of [1, 7, 1000]) expect(texts(scan(pretty, size))).toEqual([pretty])
  })

  it('gives its documents where a member holds them, whatever stands around them', () => {
    const text = '{"about": ["x"], "conversations" : [ {"mapping":1}, {"mapping":2} ], "more": [{"x":1}]}'
    for (const size of [1, 5, 17, 1000]) {
      const { found, cut } = scan(text, size, EXPORT)
      expect(found.map(({ at, text }) => [at, text])).toEqual([
        ['conversations[0]', '{"mapping":1}'],
        ['conversations[1]', '{"mapping":2}'],
      ])
      expect(cut).toBeUndefined()
    }
  })

  it('is the document where that member holds something else', () => {
    const record = '{"id":"a","conversations":[{"from":"human","value":"hi"}],"b":[1]}'
    for (const size of [1, 9, 1000]) {
      expect(texts(scan(`${record}\n${record}`, size, EXPORT))).toEqual([record])
      expect(scan(`${record}\n${record}`, size, EXPORT).lines?.rest.trim()).toBe(record)
    }
    expect(texts(scan('{"conversations":[]}', 1000, EXPORT))).toEqual(['{"conversations":[]}'])
    expect(texts(scan('{"x\\"conversations":[{"mapping":1}]}', 1000, EXPORT))).toHaveLength(1)
  })
})

describe('lines', () => {
  it('follow a first value that ends on its line', () => {
    expect(scan('\n{"a":1}\n{"b":2}\n')).toMatchObject({
      found: [{ at: 2, text: '{"a":1}' }],
      lines: { first: 2, rest: '\n{"b":2}\n' },
    })
  })

  it.each([
    ['text', 'hello\n{"a":1}\n'],
    ['a number', '42\n{"a":1}'],
    ['a string that is never closed', '{"a": "x\n{"b":1}\n'],
    ['a word', '{"a": tru\n{"b":1}\n'],
    ['a member without its brace', '{"a": 1\n{"b":1}\n'],
  ])('begin with the first one where it breaks off in %s', (_, text) => {
    for (const size of [1, 6, 1000]) {
      expect(scan(text, size)).toMatchObject({ found: [], lines: { first: 1, rest: text } })
    }
  })

  it('are not seen in an object that is written on many lines', () => {
    for (const text of ['{\n"a": 1\n}', '{"a": [\n1]}', '{"a":\n1,\n"b": 2}']) {
      expect(texts(scan(text))).toEqual([text])
    }
  })
})
