import type { Example } from '../../record/example.js'
import { jaccard, words } from '../../text/words.js'
import { request } from './conversation.js'

/** Candidates kept for each example that is wanted: enough to choose different ones among. */
const CANDIDATES = 20
/** How much being unlike the others counts beside being sure. */
const DIVERSITY = 0.5
/** Longer examples crowd the others out of a prompt. */
const MAX_CHARACTERS = 4_000

interface Candidate {
  example: Example
  confidence: number
  words: Set<string>
}

/** Chooses examples for a prompt: the surest that are unlike one another (maximal marginal relevance). */
export class FewShot {
  #candidates: Candidate[] = []

  constructor(private readonly options: { max: number; minConfidence: number }) {}

  /** @returns why the example is none to show */
  add(example: Example): string | undefined {
    const confidence = example.meta.confidence ?? 0
    if (confidence < this.options.minConfidence) return 'low confidence'
    if (request(example).length + example.output.length > MAX_CHARACTERS) return 'too long'
    this.#candidates.push({
      example,
      confidence,
      words: new Set(words(`${request(example)} ${example.output}`)),
    })
    if (this.#candidates.length >= 2 * CANDIDATES * this.options.max) this.#keepBest()
    return undefined
  }

  /** The prompt: the shared system text, then the examples, and an open question at the end. Empty where there are none. */
  prompt(): string {
    const examples = this.#choose()
    if (examples.length === 0) return ''
    const systems = new Set(examples.map(({ system }) => system ?? ''))
    const [system] = systems
    const shared = systems.size === 1 && system ? `${system}\n\n` : ''
    const shots = examples.map((example) => `Question:\n${request(example)}\n\nAnswer:\n${example.output}`)
    return `${shared}${[...shots, 'Question:\n'].join('\n\n---\n\n')}`
  }

  #keepBest(): void {
    this.#candidates.sort((a, b) => b.confidence - a.confidence)
    this.#candidates = this.#candidates.slice(0, CANDIDATES * this.options.max)
  }

  #choose(): Example[] {
    this.#keepBest()
    const left = [...this.#candidates]
    const chosen: Candidate[] = []
    const nearest = left.map(() => 0)
    while (chosen.length < this.options.max && left.length) {
      let best = 0
      const worth = (i: number) => (left[i]?.confidence ?? 0) - DIVERSITY * (nearest[i] ?? 0)
      for (let i = 1; i < left.length; i++) if (worth(i) > worth(best)) best = i
      const [next] = left.splice(best, 1)
      nearest.splice(best, 1)
      if (!next) break
      chosen.push(next)
      for (const [i, other] of left.entries())
        nearest[i] = Math.max(nearest[i] ?? 0, jaccard(next.words, other.words))
    }
    return chosen.map(({ example }) => example)
  }
}
