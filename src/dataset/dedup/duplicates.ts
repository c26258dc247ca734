import { type Look, Looker } from './look.js'
import { NearIndex } from './near-index.js'
import { TextTable } from './text-table.js'

export interface Twin {
  /** The number the earlier text was given. */
  document: number
  kind: 'exact' | 'near'
  /** Jaccard similarity of the shingles; estimated where the kind is `near`. */
  similarity: number
}

/**
 * Finds exact and near duplicates in a stream of texts. About 370 bytes a text are kept, whatever its length.
 * @param near least Jaccard similarity, 0..1, of a near duplicate; undefined finds exact ones only
 */
export class Duplicates {
  readonly #exact = new TextTable()
  readonly #index: NearIndex | undefined
  readonly #looker: Looker
  #documents = 0

  constructor(near: number | undefined) {
    this.#index = near === undefined ? undefined : new NearIndex(near)
    this.#looker = new Looker(near !== undefined)
  }

  /** The earlier text this one repeats. Where there is none the text is kept, under the next number from 0. */
  see(texts: readonly string[], place?: readonly string[]): Twin | undefined {
    return this.compare(this.#looker.look(texts, place))
  }

  /** As `see`, by a look at the texts. */
  compare(look: Look): Twin | undefined {
    const twin = this.find(look)
    if (!twin) this.#keep(look)
    return twin
  }

  /** As `compare`, but keeps nothing. */
  find({ hash, sketches }: Look): Twin | undefined {
    const same = this.#exact.get(...hash)
    if (same >= 0) return { document: same, kind: 'exact', similarity: 1 }
    for (const sketch of sketches) {
      const found = this.#index?.find(sketch)
      if (found) return { ...found, kind: 'near' }
    }
    return undefined
  }

  #keep({ hash, sketches }: Look): void {
    this.#exact.add(...hash, this.#documents)
    for (const sketch of sketches) this.#index?.add(sketch, this.#documents)
    this.#documents++
  }
}
