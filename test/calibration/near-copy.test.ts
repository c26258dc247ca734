import { describe, expect, it } from 'vitest'
import { NearCopies, rougeL } from '../../src/calibration/near-copy.js'

const TEXT =
  'Beschreibe in drei Schritten, wie ein Stadtgarten auf dem Balkon entsteht, welche Pflanzen sich eignen und woran Anfänger scheitern.'

describe('near copies', () => {
  const copies = new NearCopies()
  copies.add('garten', 'j_1', TEXT)

  it.each([
    ['the same text', TEXT, '5-gram Jaccard'],
    ['the same words in other case and marks', TEXT.toUpperCase().replaceAll(',', ' –'), '5-gram Jaccard'],
    [
      'one word changed in four',
      TEXT.replace('drei', 'vier').replace('eignen', 'lohnen').replace('Anfänger', 'viele'),
      'ROUGE-L',
    ],
  ])('%s', (_, text, measure) => {
    expect(copies.find('garten', text)).toMatchObject({ of: 'j_1', measure, similarity: expect.any(Number) })
  })

  it.each([
    ['another topic', 'brot', TEXT],
    ['the same words in another order', 'garten', TEXT.split(' ').reverse().join(' ')],
    [
      'another text',
      'garten',
      'Warum gehen die meisten Tomaten auf dem Balkon ein, obwohl sie täglich Wasser bekommen?',
    ],
    ['nothing', 'garten', ''],
  ])('not: %s', (_, topic, text) => expect(copies.find(topic, text)).toBeUndefined())

  it('compares very long prompts by their beginning', () => {
    const long = new NearCopies()
    long.add('t', 'a', 'wort '.repeat(500_000))
    expect(long.find('t', 'wort '.repeat(400_000))?.of).toBe('a')
  })
})

it('ROUGE-L is twice the common subsequence over both lengths', () => {
  expect(rougeL(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'd', 'e'])).toBeCloseTo(6 / 9)
  expect(rougeL(['a'], [])).toBe(0)
})
