import { breakTokensIn, templateTokenIn } from '../text/template-tokens.js'

/** Breaks up the tokens of chat templates in records that become rows, and counts the texts that held some. */
export class Harmless {
  texts = 0

  /** @param keep leave them as they are */
  constructor(private readonly keep: boolean) {}

  /** @param line the record's own text, in which most records show at once that they hold none */
  of<T>(record: T, line: string): T {
    if (this.keep || !(line.includes('\\u') || templateTokenIn(line))) return record
    return breakTokensIn(record, () => this.texts++)
  }

  /** What to tell a person; undefined where nothing was changed. */
  get note(): string | undefined {
    if (this.texts === 0) return undefined
    const texts = this.texts === 1 ? '1 text' : `${this.texts} texts`
    return `tokens of chat templates, such as <|im_end|>, were broken up in ${texts}; --keep-template-tokens leaves them`
  }
}
