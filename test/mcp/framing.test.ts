import { describe, expect, it } from 'vitest'
import { type TooLong, wholeLines } from '../../src/mcp/framing.js'
import fc from '../support/property.js'

async function* cut(text: string, at: readonly number[]) {
  const bytes = Buffer.from(text)
  let start = 0
  for (const size of [...at, bytes.length]) {
    if (start < bytes.length) yield bytes.subarray(start, start + size)
    start += size
  }
}

async function read(text: string, limit: number, at: readonly number[] = []) {
  const long: TooLong[] = []
  const lines: string[] = []
  for await (const line of wholeLines(cut(text, at), limit, (one) => long.push(one))) lines.push(String(line))
  return { lines, long }
}

it('gives whole lines however they come, and drops those that are too long', async () => {
  const line = fc.string({ maxLength: 30 }).map((text) => text.replaceAll('\n', ' '))
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.array(fc.integer({ min: 1, max: 20 })), async (texts, at) => {
      const { lines, long } = await read(texts.map((text) => `${text}\n`).join(''), 20, at)
      expect(lines).toEqual(texts.map((text) => `${text}\n`).filter((text) => Buffer.byteLength(text) <= 20))
      expect(long).toHaveLength(texts.length - lines.length)
    }),
  )
})

describe('the id of a request that is too long', () => {
  const x = 'x'.repeat(5000)
  it.each([
    [`{"method":"tools/call","params":{"t":"${x}"},"jsonrpc":"2.0","id":17}\n`, 17],
    [`{"jsonrpc":"2.0","id":"a-1","method":"tools/call","params":{"t":"${x}"}}\n`, 'a-1'],
    [`{"jsonrpc":"2.0","method":"m","params":{"t":"${x}","id":3}}\n`, null],
    [`{"jsonrpc":"2.0","method":"m","params":"${x}\\",\\"id\\":3}"}\n`, null],
  ])('%.50s', async (text, id) => {
    expect(await read(text, 2000, [700, 900, 1])).toEqual({ lines: [], long: [{ bytes: text.length, id }] })
  })
})
