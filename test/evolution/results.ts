import type { Result } from '../../src/record/loop.js'

let made = 0

/** A result with what matters to a test; a total of 95 passes at 90. */
export function result(given: Partial<Result> & { total?: number } = {}): Result {
  const { total = 95, ...fields } = given
  made++
  return {
    id: `r_${made}`,
    prompt: `j_${made}`,
    text: `prompt ${made}`,
    generation: 1,
    topic: 't0',
    category: 'k0',
    style: 's0',
    wrapper: 'w0',
    class: 'ok',
    response: 'answer',
    fields: {},
    score: { total, completeness: total, depth: total, structure: total, coherence: total },
    ...fields,
  }
}

/** n results with these fields, of which the first `passes` pass. */
export function results(n: number, passes: number, given: Partial<Result> = {}): Result[] {
  return Array.from({ length: n }, (_, i) => result({ ...given, total: i < passes ? 95 : 40 }))
}
