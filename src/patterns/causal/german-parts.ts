import { lowerAt, type Token } from '../../text/tokens.js'
import type { Sentence } from '../document.js'
import type { Part } from './rule.js'

export const part = (sentence: Sentence, start: number, end: number): Part => ({ sentence, start, end })

/** The comma that ends the subordinate clause opened before `from`: the last word before it is its verb. */
export function subordinateEnd(tokens: readonly Token[], from: number): number {
  for (let i = from + 2; i < tokens.length - 2; i++) {
    const before = tokens[i - 1]?.tag
    if (lowerAt(tokens, i) === ',' && (before === 'verb' || before === 'aux')) return i
  }
  return -1
}
