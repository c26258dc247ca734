import type { Cue, OutcomeRules } from '../../record/outcome-rules.js'

/** A phrase that was found: which cue it is, and which words of the message it takes. */
export interface Found {
  cue: Cue
  start: number
  end: number
}

interface Entry {
  words: string[]
  cue: Cue
}

/** The words of a message as they are compared: lower case, straight apostrophes, marks of a sentence's end by themselves. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*|[.!?;:]+/gu) ?? []
  )
}

/** Finds the phrases of all languages: the longest at each word, each word in one phrase. Linear in the words. */
export class CueFinder {
  readonly #byFirst = new Map<string, Entry[]>()

  constructor(cues: OutcomeRules['cues']) {
    for (const language of Object.values(cues))
      for (const [cue, phrases] of Object.entries(language) as [Cue, string[]][])
        for (const phrase of phrases) this.#add(wordsOf(phrase), cue)
    for (const entries of this.#byFirst.values()) entries.sort((a, b) => b.words.length - a.words.length)
  }

  find(words: readonly string[]): Found[] {
    const found: Found[] = []
    for (let at = 0; at < words.length; at++) {
      const entry = this.#byFirst
        .get(words[at]!)
        ?.find((each) => each.words.every((word, i) => word === words[at + i]))
      if (!entry) continue
      found.push({ cue: entry.cue, start: at, end: at + entry.words.length })
      at += entry.words.length - 1
    }
    return found
  }

  #add(words: string[], cue: Cue): void {
    const first = words[0]
    if (first === undefined) return
    const entries = this.#byFirst.get(first) ?? []
    entries.push({ words, cue })
    this.#byFirst.set(first, entries)
  }
}
