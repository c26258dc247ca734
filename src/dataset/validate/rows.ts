import { tokenPlace } from '../../text/template-tokens.js'
import type { Trainer } from '../trainers/trainer.js'
import { type Fault, isObject, liveToken, type Report, type Row, type Shape } from './shape.js'

/** Checks the rows of one file, as the trainer would read them. */
export class RowChecker {
  #first: Shape | undefined
  #rows = 0

  constructor(private readonly trainer: Pick<Trainer, 'shapes' | 'limits'>) {}

  row(value: unknown): Fault[] {
    this.#rows++
    const faults: Fault[] = []
    const report: Report = (field, reason, fix, warning) =>
      faults.push({ field, reason, fix, ...(warning && { warning }) })
    if (!isObject(value)) {
      report('', 'not an object', 'write one {...} a line')
      return faults
    }
    const shape = this.#shapeOf(value)
    if (!shape) {
      const keys = Object.keys(value).slice(0, 8).join(', ') || 'no fields'
      const shapes = this.trainer.shapes.map(({ fields }) => fields.join(' + ')).join('; ')
      report('', `no shape the trainer knows: ${keys}`, `one of: ${shapes}`)
      return faults
    }
    this.#first ??= shape
    if (shape !== this.#first)
      report(
        '',
        `${shape.name} row in a file that began with ${this.#first.name} rows`,
        'put them in files of their own',
      )
    shape.check(value, report)
    const live = tokenPlace(value, new Set(['text', ...(this.trainer.limits.templated ?? [])]))
    if (live) report(live.path, ...liveToken(live.token))
    return faults
  }

  /** What is wrong with the file as a whole. @param validation a validation set may be small */
  end({ bytes, validation = false }: { bytes: number; validation?: boolean }): Fault[] {
    const { minRows = 1, maxRows, maxBytes } = this.trainer.limits
    const faults: Fault[] = []
    const least = validation ? 1 : minRows
    if (this.#rows < least)
      faults.push({
        field: '',
        reason: `${this.#rows} rows; at least ${least} ${least === 1 ? 'is' : 'are'} needed`,
        fix: 'add rows',
      })
    if (maxRows && this.#rows > maxRows)
      faults.push({ field: '', reason: `more than ${maxRows} rows`, fix: 'split the file' })
    if (maxBytes && bytes > maxBytes)
      faults.push({
        field: '',
        reason: `${bytes} bytes; at most ${maxBytes} are taken`,
        fix: 'split the file',
      })
    return faults
  }

  #shapeOf(row: Row): Shape | undefined {
    return this.trainer.shapes.find(({ fields }) => fields.every((field) => Object.hasOwn(row, field)))
  }
}
