import { jaccard, wordShingles, words } from '../text/words.js'

/** From this similarity on, one prompt is a copy of another. */
const COPY = 0.7
/** Words of a prompt that are compared. */
const COMPARED = 1000

export interface NearCopy {
  /** Id of the kept prompt. */
  of: string
  measure: '5-gram Jaccard' | 'ROUGE-L'
  similarity: number
}

interface Kept {
  id: string
  words: string[]
  counts: Map<string, number>
  shingles: Set<string>
}

/** The prompts kept so far, by topic, and whether another one is nearly the same. */
export class NearCopies {
  readonly #topics = new Map<string, Kept[]>()

  add(topic: string, id: string, text: string): void {
    const kept = this.#topics.get(topic)
    if (kept) kept.push(prepare(id, text))
    else this.#topics.set(topic, [prepare(id, text)])
  }

  /** The first kept prompt on the topic whose 5-gram Jaccard or ROUGE-L (F1) is above 0.7. */
  find(topic: string, text: string): NearCopy | undefined {
    const mine = prepare('', text)
    for (const kept of this.#topics.get(topic) ?? []) {
      const runs = jaccard(mine.shingles, kept.shingles)
      if (runs > COPY) return { of: kept.id, measure: '5-gram Jaccard', similarity: runs }
      // The words two texts share, in any order, bound those they share in order: no need to align the rest.
      if (2 * shared(mine, kept) <= COPY * (mine.words.length + kept.words.length)) continue
      const rouge = rougeL(mine.words, kept.words)
      if (rouge > COPY) return { of: kept.id, measure: 'ROUGE-L', similarity: rouge }
    }
    return undefined
  }
}

function prepare(id: string, text: string): Kept {
  const list = words(text.slice(0, 20 * COMPARED)).slice(0, COMPARED)
  const counts = new Map<string, number>()
  for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1)
  return { id, words: list, counts, shingles: wordShingles(list.join(' '), 5) }
}

function shared(a: Kept, b: Kept): number {
  let sum = 0
  for (const [word, count] of a.counts) sum += Math.min(count, b.counts.get(word) ?? 0)
  return sum
}

/**
 * ROUGE-L, F1 (Lin 2004): twice the longest common subsequence of words over the words of both; 0 where a text
 * is empty. Time is the product of the lengths.
 */
export function rougeL(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0
  let row = new Uint16Array(b.length + 1)
  for (const word of a) {
    const next = new Uint16Array(b.length + 1)
    for (let j = 1; j <= b.length; j++)
      next[j] = word === b[j - 1] ? row[j - 1]! + 1 : Math.max(row[j]!, next[j - 1]!)
    row = next
  }
  return (2 * row[b.length]!) / (a.length + b.length)
}
