import { describe, expect, it } from 'vitest'
import {
  AFTER_CLAUSE,
  AFTER_QUESTION,
  AFTER_SENTENCE,
  IS_CAPITALIZED,
  IS_FIRST,
  IS_IDEOGRAPH,
  IS_LINK,
  IS_MENTION,
  IS_MIXED,
  IS_NUMBER,
  MAX_TOKENS,
  Tokens,
} from '../../../src/conversation/scoring/tokens.js'

const tokens = new Tokens()
const read = (text: string, limit = 1000) => {
  tokens.read(text, limit)
  return Array.from({ length: tokens.count }, (_, i) => ({
    hash: tokens.hash[i]!,
    length: tokens.length[i]!,
    flags: tokens.flags[i]!,
    after: tokens.after[i]!,
  }))
}
const flagsOf = (text: string) => read(`x ${text}`).map(({ flags }) => flags)[1]

describe('tokens', () => {
  it.each([
    ["it's a user-friendly house", [4, 1, 13, 5]],
    ['3.14 and 10,000 at 11:30', [4, 3, 6, 2, 5]],
    ['Größe, naïve – Привет', [5, 5, 6]],
    ["'quoted' -- and - dashes", [6, 3, 6]],
    ['see https://a.example/b?c=d, please', [3, 24, 6]],
    ['机器', [1, 1]],
    ['', []],
    ['😀 !?', []],
  ])('%j', (text, lengths) => {
    expect(read(text).map(({ length }) => length)).toEqual(lengths)
  })

  it.each([
    ['Berlin', IS_CAPITALIZED],
    ['NASA', IS_CAPITALIZED],
    ['Ärger', IS_CAPITALIZED],
    ['42nd', IS_NUMBER],
    ['camelCase', IS_MIXED],
    ['PascalCase', IS_MIXED | IS_CAPITALIZED],
    ['snake_case', IS_MIXED],
    ['http://x.example', IS_LINK],
    ['漢', IS_IDEOGRAPH],
    ['@someone_1', IS_MENTION],
    ['plain', 0],
  ])('%s', (word, flags) => {
    expect(flagsOf(word)).toBe(flags)
  })

  it('know what stands behind them, and where a sentence begins', () => {
    const found = read('well, yes. really?! then')
    expect(found.map(({ after }) => after)).toEqual([AFTER_CLAUSE, AFTER_SENTENCE, AFTER_QUESTION, 0])
    expect(found.map(({ flags }) => flags & IS_FIRST)).toEqual([IS_FIRST, 0, IS_FIRST, IS_FIRST])
  })

  it('are the same in any case and with either apostrophe', () => {
    expect(read("IT'S ÜBER")).toMatchObject(read('it’s über').map(({ hash }) => ({ hash })))
  })

  it('an address is no mention', () => {
    expect(read('me@mail.example').some(({ flags }) => flags & IS_MENTION)).toBe(false)
  })

  it('end at the limit of characters and of tokens', () => {
    expect(read('one two three', 7)).toHaveLength(2)
    expect(tokens.cut).toBe(true)
    expect(read('a '.repeat(1000), 2000)).toHaveLength(MAX_TOKENS)
    expect(tokens.cut).toBe(true)
    read('one two', 7)
    expect(tokens.cut).toBe(false)
  })
})
