import type { Turn } from '../../record/turn.js'

/** Answers up to so many characters are short, middling; the rest is long. */
const LENGTHS: readonly [name: string, most: number][] = [
  ['up to 300', 300],
  ['up to 1500', 1500],
  ['longer', Number.POSITIVE_INFINITY],
]

/** Words with which an answer agrees with whoever asked: advice that flatters earns thanks, and is no better for it. */
const AGREES =
  /\b(?:you(?:'re| are) (?:absolutely |completely |totally )?right|great (?:question|idea|point)|good (?:question|idea|point)|excellent (?:question|idea|point)|absolutely|exactly|gute (?:frage|idee)|du hast (?:völlig |absolut )?recht|sie haben (?:völlig )?recht|genau)\b/i

/** What became of answers: how often each kind of evidence was seen, and the mean outcome by what may mislead it. */
export class OutcomeStats {
  readonly #kinds: Record<string, number> = {}
  readonly #means = new Map<string, { sum: number; n: number }>()
  #known = 0
  #turns = 0

  add({ outcome, assistant }: Turn): void {
    if (!outcome) return
    this.#turns++
    for (const { kind } of outcome.evidence) this.#kinds[kind] = (this.#kinds[kind] ?? 0) + 1
    const { value } = outcome
    if (value === null) return
    this.#known++
    const [length] = LENGTHS.find(([, most]) => assistant.length <= most)!
    this.#count(`length: ${length}`, value)
    this.#count(AGREES.test(assistant.slice(0, 400)) ? 'agrees with the person' : 'does not agree', value)
  }

  /** Evidence by kind. */
  get counts(): Record<string, number> {
    return this.#kinds
  }

  /** Mean outcome, -1..1, of the turns whose outcome is known, with their number, by what may mislead it. */
  get means(): Record<string, number> {
    const sorted = [...this.#means].sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(
      sorted.map(([name, { sum, n }]) => [`${name} (${n})`, Math.round((sum / n) * 1000) / 1000]),
    )
  }

  /** Empty where no turn has an outcome. */
  report(): Record<string, unknown> {
    if (this.#turns === 0) return {}
    return {
      outcomes: { turns: this.#turns, known: this.#known, evidence: this.#kinds, mean: this.means },
    }
  }

  #count(name: string, value: number): void {
    const mean = this.#means.get(name) ?? { sum: 0, n: 0 }
    mean.sum += value
    mean.n++
    this.#means.set(name, mean)
  }
}
