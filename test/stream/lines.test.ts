import { expect, it } from 'vitest'
import { lines } from '../../src/stream/lines.js'
import fc from '../support/property.js'

async function split(chunks: Uint8Array[]) {
  async function* source() {
    yield* chunks
  }
  const out: string[] = []
  const broken: number[] = []
  for await (const batch of lines('f', source())) {
    expect(batch.first).toBe(out.length + 1)
    out.push(...batch.texts)
    broken.push(...(batch.broken ?? []))
  }
  return { out, broken }
}

function cut(bytes: Uint8Array, places: number[]): Uint8Array[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [0, ...at].map((from, i) => bytes.subarray(from, at[i] ?? bytes.length))
}

it('gives the same lines wherever the bytes are cut, inside a character too', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n\uFEFF]/g, ''))),
      fc.array(fc.nat()),
      async (texts, places) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''))
        const { out } = await split(cut(bytes, places))
        expect(out).toEqual(texts)
      },
    ),
  )
})

it('leaves out the line that it was stopped in', async () => {
  const stop = new AbortController()
  async function* source() {
    yield Buffer.from('a\nb\nc is cut')
    stop.abort()
  }
  const out: string[] = []
  for await (const { texts } of lines('f', source(), 1, stop.signal)) out.push(...texts)
  expect(out).toEqual(['a', 'b'])
})

it('accepts CRLF, a byte order mark and a missing last newline', async () => {
  const { out } = await split([Buffer.from('\uFEFFa\r\n\r\nb')])
  expect(out).toEqual(['a', '', 'b'])
})

it('names the lines that are not UTF-8, and only those', async () => {
  const { broken } = await split([
    Buffer.from('a\n'),
    Buffer.from([0x62, 0xff, 0x0a, 0x63]),
    Buffer.from('\nd'),
  ])
  expect(broken).toEqual([2])
})
