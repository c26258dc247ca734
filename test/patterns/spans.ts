import { expect } from 'vitest'
import { prepare } from '../../src/patterns/document.js'
import type { Found } from '../../src/patterns/miner.js'
import type { Turn } from '../../src/record/turn.js'

/** Every text of the content stands, as it is, at one of the spans; `labels` are keys that hold no text of the turn. */
export function expectExactSpans(turn: Turn, found: Found, labels: readonly string[] = []): void {
  const { fields } = prepare(turn)
  const texts = new Set(
    found.spans.map(({ field, start, end }) => {
      const text = fields.find((one) => one.field === field)?.text
      expect(text, field).toBeDefined()
      expect(start).toBeLessThan(end)
      expect(end).toBeLessThanOrEqual(text!.length)
      return text!.slice(start, end)
    }),
  )
  for (const [key, value] of Object.entries(found.content)) {
    if (labels.includes(key)) continue
    for (const text of Array.isArray(value) ? value : [value]) expect(texts).toContain(text)
  }
}
