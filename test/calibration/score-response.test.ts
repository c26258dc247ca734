import { describe, expect, it } from 'vitest'
import { FULL, formatOf, scoreOf } from './examples.js'

const score = (answer: string) => scoreOf('syntex_system', answer)
const without = (heading: string) => FULL.replace(new RegExp(`### ${heading}[^#]*`), '')

describe('scoreResponse', () => {
  const full = score(FULL)

  it('gives a whole answer nearly everything', () => {
    expect(full.total).toBeGreaterThan(97)
    expect(full).toMatchObject({
      completeness: 100,
      order: 100,
      inside: 100,
      distinct: 100,
      finished: 100,
      fresh: 100,
    })
  })

  it('explains itself: the total is the weighted mean of its parts, depth that of its fields', () => {
    for (const answer of [
      FULL,
      without('Kalibrierung'),
      '### Kalibrierung\nNull.\n### Driftkörperanalyse\nZwei Worte',
    ]) {
      const { total, completeness, depth, structure, coherence, fields } = score(answer)
      const { weights } = formatOf('syntex_system')
      const sum = weights.completeness * completeness + weights.depth * depth + weights.structure * structure
      expect(total).toBeCloseTo(sum + weights.coherence * coherence, 0)
      const depths = Object.values(fields ?? {}).map((field) => field.depth)
      expect(depth).toBeCloseTo(depths.reduce((a, b) => a + b) / 3, 0)
    }
  })

  it('passes nothing that lacks a field', () => {
    const missing = score(without('Kalibrierung'))
    expect(missing.total).toBeLessThan(75)
    expect(missing.fields.kalibrierung).toMatchObject({ state: 'missing', words: 0, depth: 0 })
    const empty = score(FULL.replace(/(### Kalibrierung\n)[^#]*/, '$1\n'))
    expect(empty.fields.kalibrierung?.state).toBe('empty')
    expect(empty.total).toBe(missing.total)
  })

  it('says which field is short, and counts its words', () => {
    const short = score(FULL.replace(/(### Kalibrierung\n)[^#]*/, '$1Der Maßstab fehlt noch.\n'))
    expect(short.fields.kalibrierung).toMatchObject({ state: 'short', words: 4, length: 6.7, keywords: 50 })
    expect(short.total).toBeLessThan(90)
  })

  it('takes points off for disorder, a long preamble, copies, repetition and a cut end, each in its own part', () => {
    const parts = FULL.split(/(?=### )/)
    expect(score([...parts].reverse().join('\n')).order).toBe(0)
    expect(score(`${'Vorab ein paar Worte. '.repeat(30)}\n${FULL}`).inside).toBeLessThan(80)
    const body = parts[0]!.split('\n').slice(1).join('\n')
    expect(score(parts.map((part) => `${part.split('\n')[0]}\n${body}`).join('\n')).distinct).toBe(0)
    expect(
      score(FULL.replace(/(### Kalibrierung\n)/, `$1${'Es ist nun einmal so. '.repeat(20)}`)).fresh,
    ).toBeLessThan(60)
    expect(score(FULL.trim().slice(0, -10)).finished).toBeCloseTo(66.7)
  })

  it('gives an answer without fields nothing', () => {
    expect(score('Dazu fällt mir nichts ein.')).toMatchObject({
      total: 0,
      completeness: 0,
      depth: 0,
      structure: 0,
      coherence: 0,
    })
  })

  it('grows with the length of a field up to its ideal, and no further', () => {
    const totals = [5, 20, 30, 50, 70, 200].map((n) => {
      const text = Array.from({ length: n }, (_, i) => `wort${i}`).join(' ')
      return score(FULL.replace(/(### Kalibrierung\n)[^#]*/, `$1${text}.\n`)).fields.kalibrierung!.length
    })
    expect(totals).toEqual([8.3, 33.3, 50, 75, 100, 100])
  })
})
