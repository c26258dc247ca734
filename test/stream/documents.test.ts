import { describe, expect, it } from 'vitest'
import { type BadDocument, type Document, isBad } from '../../src/record/document.js'
import { type DocumentOptions, fileDocuments } from '../../src/stream/documents.js'
import fc from '../support/property.js'

async function read(input: string | Buffer, options: DocumentOptions = {}, size = 1 << 16) {
  const bytes = Buffer.from(input)
  const chunks = (async function* () {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
  })()
  const found: (Document | BadDocument)[] = []
  for await (const batch of fileDocuments({ file: 'f', chunks }, options)) found.push(...batch)
  return found
}

/** Place and value, or place and problem. */
const brief = (documents: (Document | BadDocument)[]) =>
  documents.map((document) =>
    isBad(document)
      ? [document.at, document.problem.message.split(':')[0], ...(document.unfinished ? ['unfinished'] : [])]
      : [document.at, document.value],
  )

const UNWRAP = {
  members: ['conversations'],
  isDocument: (value: unknown) => Object.hasOwn(Object(value), 'mapping'),
}
const BOM = '\uFEFF'

describe('documents', () => {
  it.each([
    [
      'an array',
      '[{"a":1},{"a":2}]',
      [
        ['[0]', { a: 1 }],
        ['[1]', { a: 2 }],
      ],
    ],
    [
      'lines',
      '{"a":1}\n{"a":2}\n',
      [
        [1, { a: 1 }],
        [2, { a: 2 }],
      ],
    ],
    [
      'lines without the last newline',
      '{"a":1}\n{"a":2}',
      [
        [1, { a: 1 }],
        [2, { a: 2 }],
      ],
    ],
    [
      'lines with CRLF and blank lines',
      '\r\n{"a":1}\r\n\r\n{"a":2}\r\n',
      [
        [2, { a: 1 }],
        [4, { a: 2 }],
      ],
    ],
    [
      'lines behind a byte order mark',
      `${BOM}{"a":1}\n{"a":2}`,
      [
        [1, { a: 1 }],
        [2, { a: 2 }],
      ],
    ],
    ['an array behind a byte order mark', `${BOM}[{"a":1}]`, [['[0]', { a: 1 }]]],
    ['one object', '{\n  "a": {"b": 1}\n}\n', [[1, { a: { b: 1 } }]]],
    [
      'an export in an object',
      '{"v":1,"conversations":[{"mapping":1}]}',
      [['conversations[0]', { mapping: 1 }]],
    ],
    ['nothing', '', []],
    ['white space', ' \n\n', []],
    ['an empty array', '[]', []],
  ])('are found in %s', async (_, text, expected) => {
    for (const size of [1, 3, 1 << 16]) expect(brief(await read(text, UNWRAP, size))).toEqual(expected)
  })

  it('that are bad do not hide the others', async () => {
    expect(brief(await read('[{"a":1},{"a":oops},{"a":3}]'))).toEqual([
      ['[0]', { a: 1 }],
      ['[1]', 'not JSON'],
      ['[2]', { a: 3 }],
    ])
    expect(brief(await read('{"a":1}\n{"a":oops}\n{"a":3}\n'))).toEqual([
      [1, { a: 1 }],
      [2, 'not JSON'],
      [3, { a: 3 }],
    ])
    expect(brief(await read('{"a":oops}\n{"a":3}\n'))).toEqual([
      [1, 'not JSON'],
      [2, { a: 3 }],
    ])
    expect(brief(await read('{"a":"x\n{"a":3}\n'))).toEqual([
      [1, 'not JSON'],
      [2, { a: 3 }],
    ])
  })

  it('that are not UTF-8 are bad, one by one', async () => {
    const array = Buffer.concat([Buffer.from('[{"a":"'), Buffer.from([0xff]), Buffer.from('"},{"a":"ü"}]')])
    expect(brief(await read(array))).toEqual([
      ['[0]', 'not valid UTF-8'],
      ['[1]', { a: 'ü' }],
    ])
    const lines = Buffer.concat([
      Buffer.from('{"a":"ü"}\n{"a":"'),
      Buffer.from([0xc3]),
      Buffer.from('"}\n{"a":1}\n'),
    ])
    expect(brief(await read(lines))).toEqual([
      [1, { a: 'ü' }],
      [2, 'not valid UTF-8'],
      [3, { a: 1 }],
    ])
  })

  it('are whole where a character is split between chunks', async () => {
    expect(brief(await read('[{"a":"ü€😀"}]', {}, 1))).toEqual([['[0]', { a: 'ü€😀' }]])
  })

  it('that the file ends in are told from wrong ones', async () => {
    expect(brief(await read('{"a":1}\n{"a":"hal'))).toEqual([
      [1, { a: 1 }],
      [2, 'not JSON', 'unfinished'],
    ])
    expect(brief(await read('[{"a":1},{"a":"hal'))).toEqual([
      ['[0]', { a: 1 }],
      ['[1]', 'the file ends before this is complete', 'unfinished'],
    ])
    expect(brief(await read('{"a":"hal'))).toEqual([
      [1, 'the file ends before this is complete', 'unfinished'],
    ])
  })

  it('that were cut by a stop are no mistake', async () => {
    const stop = AbortSignal.abort()
    expect(brief(await read('{"a":1}\n{"a":"hal', { stop }))).toEqual([[1, { a: 1 }]])
    expect(brief(await read('[{"a":1},{"a":"hal', { stop }))).toEqual([['[0]', { a: 1 }]])
  })

  it('that are too large are named', async () => {
    const found = await read(`[{"a":"${'x'.repeat(3000)}"},{"b":1}]`, { maxBytes: 1000 }, 100)
    expect(brief(found)).toMatchObject([
      ['[0]', expect.stringContaining('larger than')],
      ['[1]', { b: 1 }],
    ])
  })

  it('of any bytes never make it fail, and every value is found once', async () => {
    const bytes = fc.uint8Array({ maxLength: 40 })
    const json = fc.stringMatching(/^[[\]{}",:\\ \n\r\u00fca1-]{0,60}$/).map((text) => Buffer.from(text))
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, json), fc.integer({ min: 1, max: 20 }), async (input, size) => {
        const whole = brief(await read(Buffer.from(input), UNWRAP))
        expect(brief(await read(Buffer.from(input), UNWRAP, size))).toEqual(whole)
      }),
      { numRuns: 500 },
    )
  })
})
