import { expect, it } from 'vitest'
import { contentId } from '../../src/record/id.js'
import { Seen, SeenIds } from '../../src/stream/seen.js'
import fc from '../support/property.js'

it('says of each id once that it is new, as a Set would', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3000), { maxLength: 5000 }), (numbers) => {
      const seen = new Seen()
      const set = new Set<string>()
      for (const number of numbers) {
        const id = contentId('p', String(number))
        expect(seen.add(id)).toBe(!set.has(id))
        set.add(id)
      }
      expect(seen.size).toBe(set.size)
    }),
    { numRuns: 20 },
  )
})

it('knows ids whose bits look like a free slot or like each other', () => {
  const seen = new Seen()
  expect(seen.add('p_0000000000000000')).toBe(true)
  expect(seen.add('p_0000000000000000')).toBe(false)
  expect(seen.add('p_1000000000000400')).toBe(true)
  expect(seen.add('p_2000000000000400')).toBe(true)
  expect(seen.add('p_1000000000000400')).toBe(false)
})

it('refuses what is no content id', () => {
  expect(() => new Seen().add('p_1')).toThrow(TypeError)
})

it('knows ids of any kind, and tells UUIDs apart that differ in one digit', () => {
  const seen = new SeenIds()
  const uuid = (n: number, at: number) => {
    const digits = '5e5500000000400080000000000000f1'
    const hex = n.toString(16).padStart(4, '0')
    const changed = digits.slice(0, at) + hex + digits.slice(at + 4)
    return changed.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }
  for (const at of [0, 8, 12, 16, 20, 28])
    for (let n = 1; n < 2000; n++) {
      const id = uuid(n, at)
      expect(seen.has(id)).toBe(false)
      seen.add(id)
    }
  expect(seen.has(uuid(1999, 28))).toBe(true)
  for (const id of ['u1', 'msg_7', '']) {
    expect(seen.has(id)).toBe(false)
    seen.add(id)
    expect(seen.has(id)).toBe(true)
  }
})
