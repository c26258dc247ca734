import type { Config } from '../config/settings.js'
import { loadWrappers } from '../config/wrappers.js'
import type { LearnOptions } from '../evolution/learn.js'
import { ConfigError } from '../record/errors.js'

/**
 * What a plan chooses from and how, as the configuration says it: wrappers are those of the language.
 * @throws ConfigError where there is none
 */
export function planOptions(
  config: Config,
  given: Pick<LearnOptions, 'seed' | 'policy' | 'objective' | 'queued'> & { batchSize?: number | undefined },
): LearnOptions {
  const { language, styles, topics, feedbackStrength, maxSamples } = config
  const wrappers = loadWrappers(config.wrappers)
    .filter((wrapper) => (wrapper.language ?? language) === language)
    .map(({ name }) => name)
  if (!wrappers.length)
    throw new ConfigError(
      `no wrapper for the language ${language} in ${config.wrappers}`,
      "'strom wrappers' lists them; a wrapper without a language serves all",
    )
  return {
    ...given,
    styles: Object.keys(styles),
    topics: Object.fromEntries(
      Object.entries(topics).map(([category, named]) => [category, Object.keys(named)]),
    ),
    wrappers,
    language,
    feedbackStrength,
    maxSamples,
    batchSize: given.batchSize ?? config.batchSize,
  }
}
