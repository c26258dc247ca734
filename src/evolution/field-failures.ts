import type { FieldReport } from '../record/analysis.js'
import type { Result } from '../record/loop.js'
import { compare } from './levels.js'

/** Names that the counts of one format may hold; formats are files, so there are few. */
const MOST = 2000

/** Counts, by format, which fields of the answers are not as they should be. */
export class FieldFailures {
  readonly #formats = new Map<string, { jobs: Split; fields: Map<string, { failed: Split; kinds: Tally }> }>()

  /** Counts an answer that has field scores; others (no answer, refused) say nothing about fields. */
  add(result: Pick<Result, 'format' | 'score' | 'style' | 'wrapper'>): void {
    const scores = result.score?.fields
    if (!scores) return
    const name = result.format ?? ''
    let format = this.#formats.get(name)
    if (!format) {
      format = { jobs: new Split(), fields: new Map() }
      if (this.#formats.size < MOST) this.#formats.set(name, format)
    }
    format.jobs.add(result)
    for (const [field, { state }] of Object.entries(scores)) {
      if (state === 'ok') continue
      let counts = format.fields.get(field)
      if (!counts) {
        counts = { failed: new Split(), kinds: new Tally() }
        if (format.fields.size < MOST) format.fields.set(field, counts)
      }
      counts.failed.add(result)
      counts.kinds.add(state)
    }
  }

  /** The most frequent failures first. */
  report(limit: number): FieldReport[] {
    const reports = [...this.#formats].flatMap(([format, { jobs, fields }]) =>
      [...fields].map(([field, { failed, kinds }]) => ({
        format,
        field,
        n: jobs.n,
        failed: failed.n,
        kinds: kinds.sorted(),
        by_style: rates(failed.styles, jobs.styles),
        by_wrapper: rates(failed.wrappers, jobs.wrappers),
      })),
    )
    return reports
      .sort(
        (a, b) => b.failed / b.n - a.failed / a.n || compare(a.format, b.format) || compare(a.field, b.field),
      )
      .slice(0, limit)
  }
}

class Tally extends Map<string, number> {
  add(name: string): void {
    this.set(name, (this.get(name) ?? 0) + 1)
  }

  sorted(): Record<string, number> {
    return Object.fromEntries([...this].sort(([a], [b]) => compare(a, b)))
  }
}

class Split {
  n = 0
  readonly styles = new Tally()
  readonly wrappers = new Tally()

  add({ style, wrapper }: { style: string; wrapper: string }): void {
    this.n++
    this.styles.add(style)
    this.wrappers.add(wrapper)
  }
}

function rates(failed: Tally, jobs: Tally): Record<string, number> {
  const names = [...jobs.keys()].sort(compare)
  return Object.fromEntries(
    names.map((name) => [name, Math.round((1000 * (failed.get(name) ?? 0)) / jobs.get(name)!) / 1000]),
  )
}
