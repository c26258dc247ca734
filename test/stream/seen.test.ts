import { expect, it } from 'vitest'
import { contentId } from '../../src/record/id.js'
import { Seen } from '../../src/stream/seen.js'
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
