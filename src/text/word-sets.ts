import type { WordForm } from './word-forms.js'

/** Sets of words, and which of them the words of a sentence are in. What a word is in is kept with its form. */
export class WordSets {
  static #made = 0
  readonly #number = WordSets.#made++
  readonly #bits = new Map<string, number>()

  /** @param sets at most 31, of words in small letters */
  constructor(sets: readonly Iterable<string>[]) {
    sets.forEach((words, i) => {
      for (const word of words) this.#bits.set(word, (this.#bits.get(word) ?? 0) | (1 << i))
    })
  }

  /** Bit `i` is set where one of the words is in set `i`. */
  of(tokens: readonly { form: WordForm }[]): number {
    let bits = 0
    for (let i = 0; i < tokens.length; i++) bits |= this.at(tokens[i]!.form)
    return bits
  }

  /** Bit `i` is set where the word is in set `i`. */
  at(form: WordForm): number {
    const known = form.sets[this.#number]
    if (known !== undefined) return known
    if (form.isNumber) return 0
    const bits = this.#bits.get(form.lower) ?? 0
    form.sets[this.#number] = bits
    return bits
  }
}
