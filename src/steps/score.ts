import { loadLexicons } from '../config/lexicon.js'
import { loadOutcomeRules } from '../config/outcome.js'
import { loadQuality } from '../config/quality.js'
import { outcomeReader } from '../conversation/outcome/outcome.js'
import { scoredJson, scorer } from '../conversation/score.js'
import type { Lexicon } from '../record/lexicon.js'
import type { QualityWeights } from '../record/quality.js'
import type { Step } from '../stream/batch.js'

export interface ScoreOptions {
  threshold: number
  minQuality: number
  keep: 'all' | 'signal' | 'noise'
  /** The shipped ones by default. */
  lexicons?: Lexicon[] | undefined
  quality?: QualityWeights
}

/** Adds importance, quality, signal, why and outcome to each turn; drops those that are not to be kept. */
export function step({
  threshold,
  minQuality,
  keep,
  lexicons = loadLexicons(),
  quality = loadQuality(),
}: ScoreOptions): Step<'turn'> {
  const rules = loadOutcomeRules()
  const outcomes = { read: outcomeReader(rules), weight: rules.quality }
  const score = scorer({ threshold, minQuality, lexicons, quality, outcomes })
  return (turn, sink) => {
    const scored = score(turn)
    if (keep === 'all' || (keep === 'signal') === scored.signal) sink.extend(scored, scoredJson(scored))
    else sink.reject(scored.signal ? 'signal' : 'noise')
  }
}
