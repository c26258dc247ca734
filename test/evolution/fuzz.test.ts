import { expect, it } from 'vitest'
import { analyze } from '../../src/evolution/analyze.js'
import { explain } from '../../src/evolution/explain.js'
import { generationLine } from '../../src/evolution/generation-line.js'
import { learn } from '../../src/evolution/learn.js'
import { POLICIES } from '../../src/evolution/plan.js'
import { Analysis, Generation } from '../../src/record/analysis.js'
import { Brief, RESULT_CLASSES, Result } from '../../src/record/loop.js'
import fc from '../support/property.js'

const name = fc.oneof(
  fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', '', '\0', '\uD800', '{text}'),
  fc.string({ maxLength: 5, unit: 'binary' }),
)
const score = fc.record({
  total: fc.double({ min: 0, max: 100, noNaN: true }),
  completeness: fc.constant(50),
  depth: fc.constant(50),
  structure: fc.constant(50),
  coherence: fc.constant(50),
  fields: fc.dictionary(
    name,
    fc.record({
      state: fc.constantFrom('ok' as const, 'short' as const, 'empty' as const, 'missing' as const),
      words: fc.nat(),
      depth: fc.constant(0),
    }),
    { maxKeys: 3 },
  ),
})
const anyResult: fc.Arbitrary<Result> = fc.record({
  id: name,
  prompt: name,
  text: fc.string({ unit: 'binary', maxLength: 2000 }),
  generation: fc.oneof(fc.nat(5), fc.nat(10 ** 12)),
  topic: name,
  category: name,
  style: name,
  wrapper: name,
  format: name,
  language: fc.constantFrom('de', 'en'),
  class: fc.constantFrom(...RESULT_CLASSES),
  response: fc.constant(''),
  fields: fc.constant({}),
  score: fc.option(score),
  usage: fc.record({ prompt_tokens: fc.nat(), completion_tokens: fc.nat() }),
  cost: fc.option(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })),
})

it('makes valid records of any valid results, the same over the wire', () => {
  fc.assert(
    fc.property(
      fc.array(anyResult, { maxLength: 40 }),
      fc.constantFrom(...POLICIES),
      fc.constantFrom('coverage' as const, 'yield' as const),
      fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
      fc.nat(30),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (results, policy, objective, names, batchSize, feedbackStrength) => {
        for (const result of results) Result.parse(result)
        const analysis = analyze(results, { minScore: 60 })
        const wired = Analysis.parse(JSON.parse(JSON.stringify(analysis)))
        const options = {
          styles: names,
          topics: Object.fromEntries(names.map((category) => [category, names])),
          wrappers: names,
          language: 'de',
          maxSamples: 10,
          seed: 1,
          batchSize,
          feedbackStrength,
          policy,
          objective,
          repeats: 4,
        }
        const lesson = learn(wired, options)
        expect(JSON.stringify(lesson.briefs)).toBe(JSON.stringify(learn(analysis, options).briefs))
        expect(lesson.briefs).toHaveLength(batchSize)
        for (const brief of lesson.briefs) {
          Brief.parse(brief)
          expect(names).toContain(brief.style)
          expect(names).toContain(brief.topic)
          for (const p of Object.values(brief.propensity)) expect(p).toBeLessThanOrEqual(1.000001)
        }
        expect(explain(wired, lesson, options)).not.toMatch(/NaN|undefined|Infinity/)
        const how = { timestamp: 'now', seed: 1, policy }
        Generation.parse(generationLine(wired, lesson.briefs, lesson.generation, how))
      },
    ),
    { numRuns: 60 },
  )
})
