import { describe, expect, it } from 'vitest'
import { Analyzer, analyze } from '../../src/evolution/analyze.js'
import { Counts } from '../../src/evolution/counts.js'
import { Random } from '../../src/evolution/random.js'
import { isMissing, RESULT_CLASSES, type Result } from '../../src/record/loop.js'
import { result, results } from './results.js'

/** Jobs of five generations with all sorts of ends. */
function manyResults(n: number): Result[] {
  const random = new Random(11)
  return Array.from({ length: n }, (_, i) => {
    const style = random.below(4)
    const state = random.uniform() < 0.3 ? 'short' : 'ok'
    const made = result({
      id: `m_${i}`,
      text: `prompt ${i}`,
      generation: 1 + Math.floor((5 * i) / n),
      style: `s${style}`,
      topic: `t${random.below(6)}`,
      wrapper: `w${random.below(3)}`,
      format: 'human',
      class: random.uniform() < 0.2 ? RESULT_CLASSES[random.below(RESULT_CLASSES.length)]! : 'ok',
      total: random.uniform() < 0.2 + 0.15 * style ? 90 + 10 * random.uniform() : 80 * random.uniform(),
      usage: { prompt_tokens: 100, completion_tokens: random.below(500) },
      cost: random.uniform() / 100,
    })
    made.score!.fields = { drift: { state, words: 3, depth: 10 } }
    return made
  })
}

describe('Counts', () => {
  it('weighs a job by the age of its generation', () => {
    const counts = new Counts(90, 0.5)
    for (const generation of [1, 2, 3]) for (const job of results(2, 1, { generation })) counts.add(job)
    expect(counts.statistics().cells).toEqual([[0, 0, 0, 2 * 1.75, 1.75]])
    expect(counts.statistics().generations).toBe(3)
  })

  it('learns nothing from jobs that ended for a reason of the back end', () => {
    const scored = manyResults(200).filter((job) => !isMissing(job.class))
    const [alone, among] = [new Counts(90), new Counts(90)]
    for (const job of scored) {
      alone.add(job)
      among.add(job)
      for (const kind of ['timeout', 'rate_limited', 'auth'] as const)
        among.add({ ...job, class: kind, score: null })
    }
    expect(JSON.stringify(among.statistics())).toBe(JSON.stringify(alone.statistics()))
    expect(among.styles.get('s1')?.missing).toBe(
      3 * (alone.styles.get('s1')!.pass + alone.styles.get('s1')!.fail),
    )
  })

  it('forgets generations that would move nothing', () => {
    const counts = new Counts(90, 0.5)
    for (let generation = 1; generation <= 500; generation++) counts.add(result({ generation }))
    const [[, , , weight] = []] = counts.statistics().cells
    expect(weight).toBeCloseTo(2, 2)
  })

  it('puts rare levels together, so that a factor of free texts does not grow the model', () => {
    const counts = new Counts(90)
    for (let i = 0; i < 500; i++) counts.add(result({ topic: `free text ${i}` }))
    for (const job of results(5, 5, { topic: 'often' })) counts.add(job)
    const { topics, cells } = counts.statistics()
    expect(topics).toHaveLength(201)
    expect(topics.map(({ level }) => level)).toContain('often')
    expect(topics.at(-1)).toMatchObject({ level: '(other)', n: 301 })
    expect(cells.reduce((sum, [, , , n]) => sum + n, 0)).toBe(505)
  })

  it('counts the champions of the newest generation only, the best fifty', () => {
    const counts = new Counts(90)
    for (const job of results(80, 80, { style: 'old', generation: 1 })) counts.add(job)
    for (let i = 0; i < 120; i++)
      counts.add(result({ style: i < 60 ? 'good' : 'fair', generation: 2, total: i < 60 ? 99 : 91 }))
    expect(counts.statistics().champions.styles).toEqual({ good: 50 })
    counts.add(result({ style: 'good', generation: 3, total: 10 }))
    expect(counts.statistics().champions.styles).toEqual({})
  })
})

describe('Analyzer', () => {
  it('finds the same in any order', () => {
    const jobs = manyResults(400)
    const order = new Random(5).permutation(jobs.length).map((i) => jobs[i]!)
    expect(JSON.stringify(analyze(order, { minScore: 90 }))).toBe(
      JSON.stringify(analyze(jobs, { minScore: 90 })),
    )
  })

  it('finds the same whether results stream by or are at hand', () => {
    const jobs = manyResults(300)
    const analyzer = new Analyzer({ minScore: 90 })
    for (const job of jobs) {
      analyzer.add(job)
      if (analyzer.jobs % 100 === 0) analyzer.analysis()
    }
    expect(JSON.stringify(analyzer.analysis())).toBe(JSON.stringify(analyze(jobs, { minScore: 90 })))
  })
})
