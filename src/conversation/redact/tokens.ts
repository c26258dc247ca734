import { createHmac } from 'node:crypto'
import type { Match, PrivateKind } from './match.js'
import type { Names } from './names.js'

const LABELS: Record<PrivateKind, string> = {
  secret: 'SECRET',
  url: 'CREDENTIALS',
  email: 'EMAIL',
  iban: 'IBAN',
  card: 'CARD',
  phone: 'PHONE',
  ip: 'IP',
  name: 'PERSON',
}

/**
 * What stands for a private text: the same for the same text. With a salt it is the same in every run that has the salt,
 * and nobody without it can try out what it stands for; without one, tokens are numbered as they come.
 */
export class Tokens {
  readonly #numbers = new Map<string, number>()
  readonly #counts = new Map<PrivateKind, number>()

  constructor(
    private readonly salt: string | undefined,
    private readonly names: Names,
  ) {}

  of({ kind, value }: Match): string {
    // An address that is listed with a person's names is that person.
    const person = kind === 'name' ? value : this.names.personOf(value)
    const of: PrivateKind = person === undefined ? kind : 'name'
    const key = `${of}\0${person ?? value}`
    const mark = this.salt === undefined ? this.#number(of, key) : this.#hash(key, this.salt)
    return `[${LABELS[of]}_${mark}]`
  }

  #number(kind: PrivateKind, key: string): number {
    const known = this.#numbers.get(key)
    if (known) return known
    const next = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, next)
    this.#numbers.set(key, next)
    return next
  }

  #hash(key: string, salt: string): string {
    return createHmac('sha256', salt).update(key).digest('hex').slice(0, 10)
  }
}
