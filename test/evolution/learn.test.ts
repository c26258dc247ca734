import { describe, expect, it } from 'vitest'
import { analyze } from '../../src/evolution/analyze.js'
import { explain } from '../../src/evolution/explain.js'
import { generationLine } from '../../src/evolution/generation-line.js'
import { type LearnOptions, learn } from '../../src/evolution/learn.js'
import { type Analysis, Generation } from '../../src/record/analysis.js'
import { Brief } from '../../src/record/loop.js'
import { result, results } from './results.js'

const OPTIONS: LearnOptions = {
  styles: ['casual', 'kreativ'],
  topics: { alltag: ['brot', 'rad'], kultur: ['jazz', 'film'] },
  wrappers: ['human', 'sigma'],
  batchSize: 10,
  feedbackStrength: 0.8,
  seed: 3,
  language: 'de',
  maxSamples: 50,
}

function analysis(): Analysis {
  const of = { topic: 'jazz', category: 'kultur', wrapper: 'human', generation: 4 }
  const refused = result({
    ...of,
    style: 'kreativ',
    class: 'refused',
    score: null,
    text: 'Ein verweigerter Prompt',
  })
  return analyze(
    [
      ...results(20, 16, { ...of, style: 'casual' }).map((job, i) => ({
        ...job,
        text: `Frag nach Jazz,\n Nummer ${i}`,
      })),
      ...results(20, 2, { ...of, style: 'kreativ', topic: 'rad', category: 'alltag' }),
      refused,
    ],
    { minScore: 90 },
  )
}

describe('learn', () => {
  it('plans the generation after the newest, and the first where there is none', () => {
    expect(learn(analysis(), OPTIONS).generation).toBe(5)
    expect(learn(null, OPTIONS).briefs[0]?.generation).toBe(1)
    expect(learn(null, { ...OPTIONS, generation: 9 }).generation).toBe(9)
  })

  it('gives the same briefs from the analysis as it went over the wire, byte for byte', () => {
    const found = analysis()
    const wired = JSON.parse(JSON.stringify(found)) as Analysis
    expect(JSON.stringify(learn(wired, OPTIONS).briefs)).toBe(JSON.stringify(learn(found, OPTIONS).briefs))
    const { briefs } = learn(found, OPTIONS)
    for (const brief of briefs) expect(Brief.parse(brief)).toEqual(brief)
    expect(new Set(briefs.map(({ id }) => id)).size).toBe(10)
    expect(new Set(briefs.map(({ seed }) => seed)).size).toBe(10)
  })
})

describe('a meta-prompt', () => {
  const [brief] = learn(analysis(), OPTIONS).briefs.filter(({ style }) => style === 'casual')
  const text = brief?.meta_prompt ?? ''

  it('is empty where nothing is known', () => {
    expect(learn(null, OPTIONS).briefs.every(({ meta_prompt }) => meta_prompt === '')).toBe(true)
  })

  it('shows prompts from weak to strong with their scores, on one line each', () => {
    const scores = [...text.matchAll(/^\[([\d.]+) Punkte/gm)].map(([, score]) => Number(score))
    expect(scores.length).toBeGreaterThan(1)
    expect(scores).toEqual([...scores].sort((a, b) => a - b))
    expect(text).toContain('"Frag nach Jazz, Nummer')
  })

  it('says what went wrong, beside what did not', () => {
    expect(text).toContain(
      '- Die Antwort wurde verweigert (1-mal), zum Beispiel nach: "Ein verweigerter Prompt"',
    )
    expect(text).toContain('Dagegen gelang (95 Punkte): "Frag nach Jazz')
  })

  it('speaks English to all languages but German', () => {
    for (const language of ['en', 'fr'])
      expect(learn(analysis(), { ...OPTIONS, language }).briefs[0]?.meta_prompt).toContain(
        'from weak to strong',
      )
  })

  it.each([0, 1, 2, 5, 50])('shows at most %i jobs', (maxSamples) => {
    for (const { meta_prompt } of learn(analysis(), { ...OPTIONS, maxSamples }).briefs) {
      const shown = meta_prompt.match(/(^\[|nach: "|gelang \()/gm)?.length ?? 0
      expect(shown).toBeLessThanOrEqual(maxSamples)
      if (maxSamples) expect(shown).toBeGreaterThan(0)
      else expect(meta_prompt).toBe('')
    }
  })

  it('fills in texts as they are, whatever they hold', () => {
    const tricky = analyze([result({ text: 'a {score} $& {topic} b', topic: 'jazz' })], { minScore: 90 })
    expect(learn(tricky, OPTIONS).briefs[0]?.meta_prompt).toContain('"a {score} $& {topic} b"')
  })
})

describe('explain', () => {
  it('gives the reason for every level', () => {
    const found = analysis()
    const lesson = learn(found, { ...OPTIONS, styles: ['casual', 'kreativ', 'neu'] })
    const text = explain(found, lesson, { ...OPTIONS, styles: ['casual', 'kreativ', 'neu'] })
    expect(text).toContain('Plan of generation 5: 10 slots, seed 3.')
    expect(text).toContain('Learned from 41 scored jobs of 1 generation: 18 passed with 90 or more.')
    expect(text).toMatch(/casual +\d+ slots +16 of 20 passed, \+\d+ points against the average/)
    expect(text).toMatch(
      /neu +\d+ slots? +nothing is known of it yet; best in \d+ % of the draws; \d+ of its slots only to learn/,
    )
    expect(text).toMatch(/sigma +\d+ slots? +nothing is known of it yet/)
    expect(text).toContain('every category and topic in its turn: alltag')
  })

  it.each([
    [null, {}, 'Cold start: nothing is known yet'],
    [analysis(), { policy: 'count' as const }, 'Shares are those among the best passes'],
    [analysis(), { policy: 'greedy' as const }, 'Every slot takes the levels with the best estimate'],
    [analysis(), { policy: 'uniform' as const }, 'Levels are spread evenly'],
    [analysis(), { feedbackStrength: 0 }, 'Feedback strength is 0'],
    [analysis(), { objective: 'yield' as const }, 'chosen like styles, by what passes'],
  ])('says which rule was followed (%#)', (found, more, expected) => {
    const options = { ...OPTIONS, ...more }
    expect(explain(found, learn(found, options), options)).toContain(expected)
  })
})

describe('generationLine', () => {
  const line = (found: Analysis | null) => {
    const { briefs, generation } = learn(found, OPTIONS)
    return generationLine(found, briefs, generation, {
      timestamp: '2026-01-01T00:00:00Z',
      seed: 3,
      policy: 'strom',
    })
  }

  it('says what was learned from, and how the slots are spread', () => {
    const made = line(analysis())
    expect(Generation.parse(made)).toEqual(made)
    expect(made).toMatchObject({
      generation: 5,
      learned_from: {
        sample_count: 41,
        top_categories: ['kultur', 'alltag'],
        top_styles: ['casual', 'kreativ'],
      },
      prompts_generated: 10,
      yield: 0.439,
      policy: 'strom',
      seed: 3,
    })
    expect(Object.values(made.styles as Record<string, number>).reduce((sum, n) => sum + n, 0)).toBe(10)
  })

  it('of a cold start has learned from nothing', () => {
    expect(line(null)).toMatchObject({
      generation: 1,
      learned_from: { sample_count: 0, avg_score: null, top_categories: [], top_styles: [] },
      yield: null,
      effective_styles: 2,
    })
  })

  it('has a hash that changes with the input', () => {
    expect(line(analysis()).input_hash).not.toBe(line(null).input_hash)
  })
})
