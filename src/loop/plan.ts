import type { Config } from '../config/settings.js'
import { loadWrappers } from '../config/wrappers.js'
import type { LearnOptions } from '../evolution/learn.js'

/** What a plan chooses from and how, as the configuration says it: wrappers are those of the language. */
export function planOptions(
  config: Config,
  given: { seed: number; batchSize?: number | undefined; policy?: LearnOptions['policy'] },
): LearnOptions {
  const { language, styles, topics, feedbackStrength, maxSamples } = config
  return {
    styles: Object.keys(styles),
    topics: Object.fromEntries(
      Object.entries(topics).map(([category, named]) => [category, Object.keys(named)]),
    ),
    wrappers: loadWrappers(config.wrappers)
      .filter((wrapper) => (wrapper.language ?? language) === language)
      .map(({ name }) => name),
    language,
    feedbackStrength,
    maxSamples,
    batchSize: given.batchSize ?? config.batchSize,
    seed: given.seed,
    policy: given.policy,
  }
}
