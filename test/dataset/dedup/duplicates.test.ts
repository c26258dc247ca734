import { describe, expect, it } from 'vitest'
import { Duplicates } from '../../../src/dataset/dedup/duplicates.js'
import { BINS, Sketcher } from '../../../src/dataset/dedup/sketch.js'
import { jaccard, wordShingles } from '../../../src/text/words.js'
import fc from '../../support/property.js'

/** Words that stand for a text of that length; the same seed gives the same words. */
function prose(length: number, seed: number): string[] {
  let state = seed + 1
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return `w${state % 5000}`
  })
}

const withEdits = (words: readonly string[], every: number) =>
  words.map((word, i) => (i % every === every - 1 ? `${word}x` : word))

describe('Duplicates', () => {
  it('agrees with the exact Jaccard similarity of 5-word shingles, away from the threshold', () => {
    let [found, missed, wrong] = [0, 0, 0]
    for (let seed = 0; seed < 200; seed++) {
      const words = prose(200, seed)
      const other = withEdits(words, 10 + (seed % 150))
      const similarity = jaccard(wordShingles(words.join(' '), 5), wordShingles(other.join(' '), 5))
      const duplicates = new Duplicates(0.72)
      duplicates.see([words.join(' ')])
      const twin = duplicates.see([other.join(' ')])
      if (similarity >= 0.82) twin ? found++ : missed++
      if (similarity < 0.6 && twin) wrong++
    }
    expect(found).toBeGreaterThan(75)
    expect(missed / (found + missed)).toBeLessThan(0.05)
    expect(wrong).toBe(0)
  })

  it.each([
    ['another number', 'What is 2 + 2?', 'What is 2 + 3?'],
    ['another sign', 'What is 2 + 2?', 'What is 2 - 2?'],
    ['another order', 'man bites dog', 'dog bites man'],
    ['another place', 'What is the capital of France today?', 'What is the capital of Spain today?'],
    ['ein anderes Wort', 'Wie installiere ich Docker auf Ubuntu?', 'Wie installiere ich Podman auf Ubuntu?'],
    ['one word more', 'yes', 'yes please'],
    ['another script', '今日は晴れです', '今日は雨です'],
    ['another emoji', '👍', '👎'],
    ['only marks', '???', '!!!'],
  ])('short texts are safe: %s', (_, a, b) => {
    const duplicates = new Duplicates(0.72)
    expect(duplicates.see([a])).toBeUndefined()
    expect(duplicates.see([b])).toBeUndefined()
    expect(duplicates.see([a])).toMatchObject({ document: 0, kind: 'exact' })
  })

  it.each([
    ['case and marks', 'What is Thompson Sampling', 'what is Thompson sampling?', 'near'],
    ['white space', 'What  is\nThompson Sampling? ', 'What is Thompson Sampling?', 'exact'],
    [
      'decomposed umlauts',
      'Über die Größe der Schlüssel',
      'U\u0308ber die Gro\u0308ße der Schlu\u0308ssel',
      'near',
    ],
  ])('the same text: %s', (_, a, b, kind) => {
    const duplicates = new Duplicates(0.72)
    duplicates.see([a])
    expect(duplicates.see([b])).toMatchObject({ document: 0, kind, similarity: 1 })
  })

  it('reads marks that no letter is composed with once: half a million of them do not hang', () => {
    const marked = 'q\u0308 '.repeat(500_000)
    const duplicates = new Duplicates(0.72)
    expect(duplicates.see([marked])).toBeUndefined()
    expect(duplicates.see([marked.toUpperCase()])).toMatchObject({ document: 0, similarity: 1 })
  })

  it('finds a twin on the other side of the length where the shingles change', () => {
    const words = prose(45, 7)
    const duplicates = new Duplicates(0.72)
    duplicates.see([words.join(' ')])
    expect(duplicates.see([words.slice(0, 38).join(' ')])).toMatchObject({ document: 0, kind: 'near' })
  })

  it('tells where one text ends and the next begins', () => {
    const duplicates = new Duplicates(undefined)
    duplicates.see(['a b', 'c'])
    expect(duplicates.see(['a', 'b c'])).toBeUndefined()
  })

  it('takes any strings, and knows each of them again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { minLength: 1, maxLength: 5 }),
        (texts) => {
          const duplicates = new Duplicates(0.72)
          duplicates.see(texts)
          expect(duplicates.see(texts)).toMatchObject({ document: 0, kind: 'exact' })
        },
      ),
      { numRuns: 60 },
    )
    const halves = new Duplicates(0.72)
    halves.see(['\ud800'])
    expect(halves.see(['\udfff'])).toBeUndefined()
  })

  it('is not slowed down by boilerplate that a great many texts share', () => {
    const common = prose(60, 1).join(' ')
    const duplicates = new Duplicates(0.72)
    for (let i = 0; i < 3000; i++) duplicates.see([`${common} ${prose(60, i + 2).join(' ')}`])
    expect(duplicates.see([`${common} ${prose(60, 99).join(' ')}`])).toMatchObject({ document: 97 })
  })

  it('takes texts of many megabytes', () => {
    const duplicates = new Duplicates(0.72)
    const long = prose(300_000, 1).join(' ')
    duplicates.see([long])
    expect(duplicates.see([`${long} b`])).toMatchObject({ kind: 'near' })
    expect(duplicates.see(['a '.repeat(2_500_000)])).toBeUndefined()
    expect(duplicates.see(['x'.repeat(5_000_000)])).toBeUndefined()
  })
})

it('sketches agree as often as the sets are similar, for small sets too', () => {
  const sketcher = new Sketcher()
  for (const [size, shared] of [
    [4, 2],
    [20, 15],
    [100, 50],
    [1000, 900],
  ] as const) {
    let agree = 0
    const runs = 60
    for (let run = 0; run < runs; run++) {
      const set = (from: number) =>
        Int32Array.from({ length: size }, (_, i) => Math.imul(run * 7919 + from + i, 0x9e3779b1))
      const [a, b] = [new Uint16Array(BINS), new Uint16Array(BINS)]
      sketcher.sketch(set(0), size, a)
      sketcher.sketch(set(size - shared), size, b)
      agree += a.filter((value, bin) => value === b[bin]).length
    }
    const similarity = shared / (2 * size - shared)
    // four standard deviations of the mean of all runs
    const tolerance =
      4 * Math.sqrt((similarity * (1 - similarity)) / Math.min(BINS, 2 * size - shared) / runs) + 0.01
    expect(Math.abs(agree / runs / BINS - similarity)).toBeLessThan(tolerance)
  }
})
