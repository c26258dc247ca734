import { describe, expect, it } from 'vitest'
import { loadLexicons } from '../../../src/config/lexicon.js'
import { loadOutcomeRules } from '../../../src/config/outcome.js'
import { loadQuality } from '../../../src/config/quality.js'
import { outcomeReader } from '../../../src/conversation/outcome/outcome.js'
import { type Exchange, scoredJson, scorer } from '../../../src/conversation/score.js'

const rules = loadOutcomeRules()
const score = scorer({
  lexicons: loadLexicons(),
  quality: loadQuality(),
  outcomes: { read: outcomeReader(rules), weight: rules.quality },
})
const turn: Exchange = {
  user: 'How does a bloom filter answer that an element is not in the set?',
  assistant:
    'A bloom filter hashes the element several times and looks at the bits of these places. If one of the bits is 0 the element was never added, so the filter can say for sure that it is not in the set.',
}
const said = (user: string): Exchange => ({ ...turn, next: { user } })

describe('what became of an answer', () => {
  const { quality = 0, signal } = score(turn)

  it('says nothing where nothing tells', () => {
    expect(signal).toBe(true)
    expect(score(turn).outcome).toBeUndefined()
    expect(score(said('Name three rivers in Spain.'))).toMatchObject({ quality, outcome: { value: null } })
  })

  it('moves quality, and says so in why', () => {
    const good = score(said('Perfect, thanks!'))
    const bad = score(said("That's wrong."))
    expect(good.quality).toBeGreaterThan(quality)
    expect(bad.quality).toBeLessThan(quality)
    expect(good.why.map(({ indicator }) => indicator)).toContain('quality: outcome (accept)')
    expect(bad.why.map(({ indicator }) => indicator)).toContain('quality: outcome (reject)')
  })

  it('never makes up for an answer that is bad, cut or not there', () => {
    const praised = { next: { user: 'Perfect, thank you so much!' } }
    const refused = { ...turn, assistant: "I'm sorry, but I can't help with that." }
    expect(score({ ...refused, ...praised }).quality).toBe(score(refused).quality)
    const cut = { ...turn, steps: [{ text: turn.assistant, stop: 'length' as const }] }
    expect(score({ ...cut, ...praised }).signal).toBe(false)
    const stopped = { ...turn, assistant: '', steps: [{ calls: [], stop: 'interrupted' as const }] }
    expect(score({ ...stopped, ...praised }).signal).toBe(false)
  })

  it('is written as JSON.stringify would', () => {
    for (const each of [turn, said('thanks'), said("no, that's wrong")]) {
      const scored = score(each)
      expect(JSON.parse(`{${scoredJson(scored)}`)).toEqual(JSON.parse(JSON.stringify(scored)))
    }
  })
})

it.each(['artifact', 'canvas', 'image', 'file', 'answer'])(
  'an answer whose %s is missing is no signal',
  (what) => {
    expect(score({ ...turn, missing: [what] }).signal).toBe(false)
    expect(score({ ...turn, missing: ['reasoning'] }).signal).toBe(true)
  },
)
