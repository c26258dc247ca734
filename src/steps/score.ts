import { loadLexicons } from '../config/lexicon.js'
import { loadQuality } from '../config/quality.js'
import { scoredJson, scorer } from '../conversation/score.js'
import type { Lexicon } from '../record/lexicon.js'
import type { Step } from '../stream/batch.js'

export interface ScoreOptions {
  threshold: number
  minQuality: number
  keep: 'all' | 'signal' | 'noise'
  /** The shipped ones by default. */
  lexicons?: Lexicon[] | undefined
}

/** Adds importance, quality, signal and why to each turn; drops those that are not to be kept. */
export function step({ threshold, minQuality, keep, lexicons = loadLexicons() }: ScoreOptions): Step<'turn'> {
  const score = scorer({ threshold, minQuality, lexicons, quality: loadQuality() })
  return (turn, sink) => {
    const scored = score(turn)
    if (keep === 'all' || (keep === 'signal') === scored.signal) sink.extend(scored, scoredJson(scored))
    else sink.reject(scored.signal ? 'signal' : 'noise')
  }
}
