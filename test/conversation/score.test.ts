import { describe, expect, it } from 'vitest'
import { loadLexicons } from '../../src/config/lexicon.js'
import { scorer } from '../../src/conversation/score.js'

const score = scorer({ lexicons: loadLexicons() })

const thompson =
  'Thompson Sampling is a Bayesian algorithm for the multi-armed bandit problem: it draws a value from the posterior of each arm and plays the best.'

describe('importance of an exchange', () => {
  it.each([
    ['hi', 'Hello! How can I help?', 0, 0.1],
    ['thanks', "You're welcome!", 0, 0.25],
    ['What is Thompson Sampling?', thompson, 0.8, 1],
    [
      'How does the policy engine work?',
      'It evaluates every rule against the request and returns the first match.',
      0.7,
      1,
    ],
  ])('%s / %s', (user, assistant, least, most) => {
    const { importance } = score({ user, assistant })
    expect(importance).toBeGreaterThanOrEqual(least)
    expect(importance).toBeLessThanOrEqual(most)
  })
})
