import { NOISE } from '../../record/lexicon.js'

export const GREETING = NOISE.indexOf('greeting')
export const THANKS = NOISE.indexOf('thanks')
export const FAREWELL = NOISE.indexOf('farewell')
export const ACKNOWLEDGEMENT = NOISE.indexOf('acknowledgement')

/** What was counted in one text. A unit is a word or a phrase of noise. */
export class Counts {
  tokens = 0
  units = 0
  mentions = 0
  /** Units of each category of NOISE; one unit may be of several. */
  readonly noise = new Float64Array(NOISE.length)
  /** Words with content of their own; how many of them are different, and how many of these were said before. */
  content = 0
  distinct = 0
  echoed = 0
  /** All that is said, in words of six letters; words without content of their own weigh little. */
  mass = 0
  /** Single letters and words said twice in a row. */
  fragments = 0
  numbers = 0
  names = 0
  code = 0
  explanation = 0
  plan = 0
  decision = 0
  request = 0
  domain = 0
  error = 0
  questionMarks = 0
  questionWords = 0

  clear(): void {
    this.noise.fill(0)
    this.tokens = this.units = this.mentions = 0
    this.content = this.distinct = this.echoed = this.mass = this.fragments = 0
    this.numbers = this.names = this.code = 0
    this.explanation = this.plan = this.decision = this.request = this.domain = this.error = 0
    this.questionMarks = this.questionWords = 0
  }

  /** How much of what the text says is of one category of NOISE, by its index: 0..1. */
  share(category: number): number {
    const units = this.noise[category]!
    return units === 0 ? 0 : units / this.total
  }

  /** All that the text says: noise, mentions and mass. */
  get total(): number {
    return this.units + this.mentions + this.mass
  }
}
