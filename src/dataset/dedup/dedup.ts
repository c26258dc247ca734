import { textsOf } from '../../record/texts.js'
import { Contamination } from './contamination.js'
import { Duplicates } from './duplicates.js'
import { type Look, Looker } from './look.js'

export interface DedupOptions {
  /** Least similarity of near duplicates, 0..1; undefined leaves near duplicates in. */
  near?: number | undefined
}

export interface Place {
  file: string
  line: number
}

export interface Repeat {
  reason: 'duplicate' | 'near duplicate' | 'in the other set' | 'near the other set' | 'contaminated'
  /** What it repeats: the id, where it has one, or file and line. */
  twin: string
  similarity?: number
}

/** What a decision about a record needs of it: plain data, for any thread to make. */
export interface Sight {
  id?: string
  look: Look
  /** Of a turn that is part of one. */
  conversation?: string
  /** Only where a benchmark is to be looked up. */
  texts?: string[]
}

/** Makes the function that looks at a record; undefined for one without text, which is always new. */
export function sightOf({
  near,
  texts: keepsTexts,
}: {
  near: boolean
  texts: boolean
}): (record: Record<string, unknown>) => Sight | undefined {
  const looker = new Looker(near)
  return (record) => {
    const texts = textsOf(record)
    if (texts.length === 0) return undefined
    return {
      ...(typeof record.id === 'string' && record.id && { id: record.id }),
      ...(isTurn(record) && typeof record.conversation === 'string' && { conversation: record.conversation }),
      look: looker.look(texts, placeOf(record)),
      ...(keepsTexts && { texts }),
    }
  }
}

const isTurn = (record: Record<string, unknown>) => typeof record.assistant === 'string'

/** What was said before a turn: the same words elsewhere are another turn. */
function placeOf(record: Record<string, unknown>): string[] {
  const { context } = record
  return isTurn(record) && Array.isArray(context) ? context.filter((text) => typeof text === 'string') : []
}

/** Decides, record by record, which are new. Records without text are always new. */
export class Dedup {
  readonly #sightOf: ReturnType<typeof sightOf>
  readonly #own: Duplicates
  readonly #other: Duplicates
  readonly #benchmark = new Contamination()
  readonly #names = { own: new Names(), other: new Names(), benchmark: new Names() }

  constructor({ near }: DedupOptions = {}) {
    this.#sightOf = sightOf({ near: near !== undefined, texts: true })
    this.#own = new Duplicates(near)
    this.#other = new Duplicates(near)
  }

  /** Takes in a record of another set, whose twins are to go. */
  against(record: Record<string, unknown>, place: Place): void {
    const texts = textsOf(record)
    if (texts.length === 0) return
    if (!this.#other.see(texts, placeOf(record))) this.#names.other.add(record, place)
  }

  /** Takes in an item of a benchmark. */
  decontaminate(record: Record<string, unknown>, place: Place): void {
    this.#benchmark.add(textsOf(record), this.#names.benchmark.add(record, place))
  }

  /** What the record repeats; undefined, and remembered, where it is new. */
  see(record: Record<string, unknown>, place: Place): Repeat | undefined {
    const sight = this.#sightOf(record)
    return sight && this.decide(sight, place)
  }

  /** As `see`, by what was seen of the record. */
  decide({ id, look, texts = [] }: Sight, place: Place): Repeat | undefined {
    const item = this.#names.benchmark.size ? this.#benchmark.find(texts) : -1
    if (item >= 0) return { reason: 'contaminated', twin: this.#names.benchmark.of(item) }
    const other = this.#names.other.size ? this.#other.find(look) : undefined
    if (other) {
      const reason = other.kind === 'exact' ? 'in the other set' : 'near the other set'
      return { reason, twin: this.#names.other.of(other.document), similarity: round(other.similarity) }
    }
    const twin = this.#own.compare(look)
    if (!twin) {
      this.#names.own.add({ id }, place)
      return undefined
    }
    const reason = twin.kind === 'exact' ? 'duplicate' : 'near duplicate'
    return { reason, twin: this.#names.own.of(twin.document), similarity: round(twin.similarity) }
  }
}

/** What to call a record by its number: 12 bytes for those that have no id. */
class Names {
  readonly #files: string[] = []
  readonly #fileOf: number[] = []
  readonly #lines: number[] = []
  readonly #ids: string[] = []

  get size(): number {
    return this.#lines.length
  }

  add(record: Record<string, unknown>, { file, line }: Place): number {
    const number = this.#lines.length
    if (this.#files.at(-1) !== file) this.#files.push(file)
    this.#fileOf.push(this.#files.length - 1)
    this.#lines.push(line)
    if (typeof record.id === 'string' && record.id) this.#ids[number] = record.id
    return number
  }

  of(number: number): string {
    return this.#ids[number] ?? `${this.#files[this.#fileOf[number] ?? 0]}:${this.#lines[number]}`
  }
}

const round = (value: number) => Math.round(value * 100) / 100
