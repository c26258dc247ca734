import { describe, expect, it } from 'vitest'
import { Counts } from '../../src/evolution/counts.js'
import { type PlanOptions, POLICIES, plan } from '../../src/evolution/plan.js'
import { floorShare } from '../../src/evolution/tuning.js'
import type { Statistics } from '../../src/record/analysis.js'
import { result, results } from './results.js'

const STYLES = ['technisch', 'kreativ', 'akademisch', 'casual']
const TOPICS = Object.fromEntries(
  Array.from({ length: 7 }, (_, k) => [`k${k}`, Array.from({ length: 5 }, (_, t) => `k${k}t${t}`)]),
)
const OPTIONS: PlanOptions = {
  styles: STYLES,
  topics: TOPICS,
  wrappers: ['human', 'sigma', 'true_raw'],
  batchSize: 20,
  feedbackStrength: 0.8,
  seed: 1,
  generation: 1,
}

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed)
const share = (names: readonly string[], name: string) =>
  names.filter((each) => each === name).length / names.length

/** One style passes nearly always, in one wrapper best; the others nearly never. */
function clearStatistics(): Statistics {
  const counts = new Counts(90)
  for (let generation = 1; generation <= 6; generation++)
    for (const style of STYLES)
      for (const wrapper of OPTIONS.wrappers)
        for (const job of results(4, style === 'casual' ? (wrapper === 'sigma' ? 4 : 2) : 0, {
          style,
          wrapper,
          generation,
          topic: 'k0t0',
          category: 'k0',
        }))
          counts.add(job)
  return counts.statistics()
}

describe('a cold start', () => {
  it.each([1, 2, 3, 4, 5])('spreads over all styles, categories and wrappers (seed %i)', (seed) => {
    const { slots } = plan(null, { ...OPTIONS, seed })
    expect(slots.every(({ kind }) => kind === 'cold')).toBe(true)
    for (const style of STYLES)
      expect(
        share(
          slots.map((slot) => slot.style),
          style,
        ),
      ).toBe(0.25)
    for (const category of Object.keys(TOPICS)) {
      const n = slots.filter((slot) => slot.category === category).length
      expect([2, 3]).toContain(n)
    }
    for (const wrapper of OPTIONS.wrappers)
      expect(
        share(
          slots.map((slot) => slot.wrapper),
          wrapper,
        ),
      ).toBeGreaterThanOrEqual(0.3)
    expect(new Set(slots.map(({ topic }) => topic)).size).toBe(20)
    const pairs = new Set(slots.map(({ style, wrapper }) => `${style} ${wrapper}`))
    expect(pairs.size).toBe(12)
  })

  it('counts the jobs that are on their way', () => {
    const queued = STYLES.slice(1).flatMap((style) =>
      Array.from({ length: 10 }, (_, i) => ({ style, topic: `k0t${i % 5}`, wrapper: 'human' })),
    )
    const { slots } = plan(null, { ...OPTIONS, batchSize: 10, queued })
    expect(slots.map(({ style }) => style)).toEqual(new Array(10).fill('technisch'))
    expect(slots.some(({ category }) => category === 'k0')).toBe(false)
  })

  it('takes up where nothing was scored', () => {
    const counts = new Counts(90)
    for (let i = 0; i < 30; i++) counts.add({ ...result(), class: 'timeout', score: null })
    expect(plan(counts.statistics(), OPTIONS).slots.every(({ kind }) => kind === 'cold')).toBe(true)
  })
})

describe('a learned plan', () => {
  const statistics = clearStatistics()

  it.each(POLICIES)('is the same for the same statistics and seed, byte for byte (%s)', (policy) => {
    const options = { ...OPTIONS, policy, generation: 7 }
    const again = JSON.parse(JSON.stringify(statistics)) as Statistics
    expect(JSON.stringify(plan(again, options).slots)).toBe(JSON.stringify(plan(statistics, options).slots))
    const other = plan(statistics, { ...options, seed: 2 })
    if (policy !== 'greedy') expect(other.slots).not.toEqual(plan(statistics, options).slots)
  })

  it('favours what passes', () => {
    const { slots } = plan(statistics, { ...OPTIONS, generation: 7 })
    expect(
      share(
        slots.map(({ style }) => style),
        'casual',
      ),
    ).toBeGreaterThan(0.6)
    const wrappers = slots.filter(({ style }) => style === 'casual').map(({ wrapper }) => wrapper)
    expect(share(wrappers, 'sigma')).toBeGreaterThan(0.6)
  })

  it('drops no style: with five slots a style each has one, in every plan', () => {
    for (const seed of SEEDS) {
      const { slots } = plan(statistics, { ...OPTIONS, seed, repeats: 0 })
      expect(new Set(slots.map(({ style }) => style)).size).toBe(4)
    }
  })

  it('gives the floor to what is known least, and never less than one slot in twenty', () => {
    for (const generations of [1, 5, 50, 5000]) {
      const many = { ...statistics, generations }
      const { slots, floor } = plan(many, { ...OPTIONS, repeats: 0 })
      expect(floor).toBe(floorShare(0.8, generations))
      expect(floor).toBeGreaterThanOrEqual(0.05)
      const set = slots.filter(({ kind }) => kind === 'floor')
      expect(set.length).toBeGreaterThanOrEqual(Math.round(floor * 20))
      for (const { explores } of set) expect(['style', 'wrapper']).toContain(explores)
    }
  })

  it('spreads evenly for ever where the feedback strength is 0', () => {
    const { slots } = plan(statistics, { ...OPTIONS, feedbackStrength: 0 })
    for (const style of STYLES)
      expect(
        share(
          slots.map((slot) => slot.style),
          style,
        ),
      ).toBe(0.25)
  })

  it('gives a style of which nothing is known its fair share', () => {
    const { slots } = plan(statistics, { ...OPTIONS, styles: [...STYLES, 'new'] })
    const fresh = slots.filter(({ style }) => style === 'new')
    expect(fresh.filter(({ kind }) => kind === 'cold').length).toBe(4)
    const queued = [{ style: 'new', topic: 'k0t0', wrapper: 'human' }]
    const later = plan(statistics, { ...OPTIONS, styles: [...STYLES, 'new'], queued })
    expect(later.slots.some(({ kind }) => kind === 'cold')).toBe(false)
  })

  it('leaves out levels that the configuration no longer has', () => {
    const { slots } = plan(statistics, { ...OPTIONS, styles: ['technisch', 'kreativ'], wrappers: ['human'] })
    expect(new Set(slots.map(({ style }) => style))).toEqual(new Set(['technisch', 'kreativ']))
    expect(new Set(slots.map(({ wrapper }) => wrapper))).toEqual(new Set(['human']))
  })

  it('covers all categories, or follows the topics that pass, as the objective says', () => {
    const counts = new Counts(90)
    for (const [category, topics] of Object.entries(TOPICS))
      for (const topic of topics)
        for (const job of results(6, topic === 'k3t2' ? 6 : 0, {
          topic,
          category,
          style: 'casual',
          wrapper: 'human',
        }))
          counts.add(job)
    const known = counts.statistics()
    const coverage = plan(known, OPTIONS).slots
    expect(new Set(coverage.map(({ category }) => category)).size).toBe(7)
    const { slots } = plan(known, { ...OPTIONS, objective: 'yield' })
    expect(
      share(
        slots.map(({ topic }) => topic),
        'k3t2',
      ),
    ).toBeGreaterThan(0.6)
    for (const { topic, category } of slots) expect(TOPICS[category]).toContain(topic)
    expect(slots[0]?.propensity).toHaveProperty('topic')
  })

  it('needs at least one level of each factor', () => {
    const lacks: Partial<PlanOptions>[] = [
      { styles: [] },
      { wrappers: [] },
      { topics: {} },
      { topics: { empty: [] } },
    ]
    for (const lacking of lacks) expect(() => plan(null, { ...OPTIONS, ...lacking })).toThrow(RangeError)
  })
})

describe('propensities', () => {
  const statistics = { ...clearStatistics(), generations: 1 }

  it.each(['strom', 'count', 'uniform'] as const)('sum to 1 over the levels of a factor (%s)', (policy) => {
    const { slots, drawn } = plan(statistics, { ...OPTIONS, policy })
    for (const factor of ['style', 'wrapper'] as const) {
      const levels = new Map(slots.map((slot) => [slot[factor], slot.propensity[factor]!]))
      const set = slots.filter(({ explores }) => !drawn[factor] || explores === factor).length / slots.length
      for (const [level, p] of drawn[factor] ?? []) if (!levels.has(level)) levels.set(level, p * (1 - set))
      expect([...levels.values()].reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4)
      for (const p of levels.values()) expect(p).toBeGreaterThan(0)
    }
  })

  it('are how often a level comes: the mean over many plans is its share of their slots', () => {
    const slots = SEEDS.flatMap((seed) => plan(statistics, { ...OPTIONS, seed, repeats: 64 }).slots)
    for (const factor of ['style', 'wrapper'] as const) {
      const levels = new Set(slots.map((slot) => slot[factor]))
      // a level's slots weighed by 1/p estimate the number of all slots: 1 on average where p is right
      for (const level of levels) {
        const mine = slots.filter((slot) => slot[factor] === level)
        const mean = mine.reduce((sum, slot) => sum + 1 / slot.propensity[factor]!, 0) / slots.length
        expect(mean, `${factor} ${level}`).toBeGreaterThan(0.8)
        expect(mean, `${factor} ${level}`).toBeLessThan(1.2)
      }
    }
  })
})

describe('the count policy', () => {
  it('gives a whole generation to the style of a single pass, as the original did', () => {
    const counts = new Counts(90)
    for (const style of STYLES)
      for (const job of results(5, style === 'casual' ? 1 : 0, { style })) counts.add(job)
    const { slots } = plan(counts.statistics(), { ...OPTIONS, policy: 'count', wrappers: ['w0'] })
    expect(new Set(slots.map(({ style }) => style))).toEqual(new Set(['casual']))
    const learned = plan(counts.statistics(), { ...OPTIONS, wrappers: ['w0'] })
    expect(
      share(
        learned.slots.map(({ style }) => style),
        'casual',
      ),
    ).toBeLessThan(0.9)
  })

  it('starts again from nothing where nothing passed', () => {
    const counts = new Counts(90)
    for (const style of STYLES) for (const job of results(5, 0, { style })) counts.add(job)
    const { slots } = plan(counts.statistics(), { ...OPTIONS, policy: 'count' })
    expect(new Set(slots.map(({ style }) => style)).size).toBe(4)
  })
})
