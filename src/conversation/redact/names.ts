import type { Match } from './match.js'

/** A longer text is no name; a pattern of many such would not fit. */
const LONGEST = 200
const WORD = /[\p{L}\p{N}_]+/gu
const FIRST_WORD = /^[\p{L}\p{N}_]+/u

/** People by the names they are called: one a line, other names, addresses and nicknames of the same after commas. */
export class Names {
  readonly #person = new Map<string, string>()
  /** What to look for where a word stands: one pattern for all names that begin with it, however many there are. */
  readonly #byFirstWord = new Map<string, RegExp>()
  /** For names that begin with something else, such as `@anna`. */
  #others: RegExp | undefined

  constructor(lines: readonly string[]) {
    for (const line of lines) {
      const names = line.split(',').map((name) => name.trim())
      const [first] = names
      if (!first || first.startsWith('#')) continue
      for (const name of names) if (name && name.length <= LONGEST) this.#person.set(fold(name), fold(first))
    }
    const groups = new Map<string, string[]>()
    for (const name of this.#person.keys()) {
      const word = FIRST_WORD.exec(name)?.[0] ?? ''
      const group = groups.get(word)
      if (group) group.push(name)
      else groups.set(word, [name])
    }
    for (const [word, names] of groups) {
      if (word) this.#byFirstWord.set(word, patternOf(names, 'iuy'))
      else this.#others = patternOf(names, 'giu')
    }
  }

  /** The person that this is a name or address of. */
  personOf(value: string): string | undefined {
    return this.#person.get(fold(value))
  }

  find(text: string): Match[] {
    if (this.#person.size === 0) return []
    const found = this.#others ? [...text.matchAll(this.#others)].map((hit) => this.#match(hit)) : []
    let end = 0
    for (const { 0: word, index } of this.#byFirstWord.size ? text.matchAll(WORD) : []) {
      if (index < end) continue
      const hit = this.#at(fold(word), text, index)
      if (!hit) continue
      found.push(this.#match(hit))
      end = index + hit[0].length
    }
    return found
  }

  /** The name at a word: one that begins with it, or with what it is the genitive of. */
  #at(word: string, text: string, index: number): RegExpExecArray | null {
    for (const first of word.endsWith('s') ? [word, word.slice(0, -1)] : [word]) {
      const pattern = this.#byFirstWord.get(first)
      if (!pattern) continue
      pattern.lastIndex = index
      const hit = pattern.exec(text)
      if (hit) return hit
    }
    return null
  }

  #match({ 0: all, index }: RegExpExecArray): Match {
    const person = this.personOf(all) ?? this.personOf(all.replace(/['’]?s$/i, ''))
    return { start: index, end: index + all.length, kind: 'name', value: person ?? fold(all) }
  }
}

/** Any of the names, the longest that fits, with a genitive's s. */
function patternOf(names: readonly string[], flags: string): RegExp {
  const escaped = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+'))
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${escaped.join('|')})(?:['’]?s)?(?![\\p{L}\\p{N}_])`, flags)
}

const fold = (name: string) => name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ')
