import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shipped } from '../../src/config/files.js'
import { loadPrices } from '../../src/config/prices.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strom-prices-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('prices', () => {
  it('come with strom, for the default model too, and cached input is never dearer', () => {
    const prices = loadPrices(shipped('prices.yaml'))
    expect(prices).toHaveProperty(['gpt-4o'])
    for (const { input, cached_input = input, output } of Object.values(prices)) {
      expect(cached_input).toBeLessThanOrEqual(input)
      expect(output).toBeGreaterThan(input)
    }
  })

  it.each([
    ['models: { m: { input: 1 } }', /models\.m\.output: missing/],
    ['models: { m: { input: 1, ouput: 2 } }', /unknown key "ouput"; did you mean "output"/],
    ['models: { m: { input: -1, output: 2 } }', /models\.m\.input/],
    ['models: { m: free }', /models\.m/],
    ['', /models: missing/],
  ])('%s is an error that says where', (text, message) => {
    const path = join(folder, 'prices.yaml')
    writeFileSync(path, text)
    expect(() => loadPrices(path)).toThrow(message)
  })
})
