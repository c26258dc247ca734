import { expect, it } from 'vitest'
import { isoTime } from '../../src/conversation/iso-time.js'
import fc from '../support/property.js'

it('is what Date makes of it, for every time that a Date can be', () => {
  const near = fc.double({ min: 1.6e12, max: 1.7e12, noNaN: true })
  const any = fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true })
  fc.assert(
    fc.property(fc.oneof(near, any), (millis) => {
      for (const at of [millis, Math.trunc(millis / 1000) * 1000, 8.64e15, -8.64e15, -0.5, -1])
        expect(isoTime(at)).toBe(new Date(at).toISOString())
    }),
  )
})
