import * as Flags from '@oclif/core/flags'
import type { InferredFlags } from '@oclif/core/interfaces'
import { configFlag } from '../cli/config-flag.js'
import { FilterCommand } from '../cli/filter.js'
import { filterFlags, threadFlags } from '../cli/filter-flags.js'
import { fraction } from '../cli/flags.js'
import type { Config } from '../config/settings.js'
import { MIN_QUALITY, THRESHOLD } from '../conversation/threshold.js'
import type { ScoreOptions } from '../steps/score.js'

export default class Score extends FilterCommand {
  static override summary = 'Score every turn as signal or noise'
  static override description =
    `Adds importance (0..1: does the exchange say something?), quality (0..1: is the answer one to learn from, about what was
asked, whole, and an answer at all?), signal and why. Signal is importance at or above --threshold and, where there is an
answer, quality at or above --min-quality and an answer that was not cut off, refused or broken by an error. Texts in a
turn's context count: a short answer to a question is signal.

The weights of quality are those of quality.yaml in the configuration; 'strom judge --learn' fits them to verdicts.`
  static override examples = [
    '<%= config.bin %> score < turns.jsonl > scored.jsonl',
    {
      description: 'only what is worth keeping',
      command: '<%= config.bin %> score --keep signal -i turns.jsonl',
    },
    {
      description: 'with terms of your own field',
      command: '<%= config.bin %> score --lexicon terms.yaml -i turns.jsonl',
    },
  ]
  static override reads = 'turn' as const
  static override baseFlags = { ...filterFlags, ...configFlag }
  static override flags = {
    threshold: fraction({
      default: THRESHOLD,
      env: 'STROM_THRESHOLD',
      description: 'least importance of signal',
    }),
    'min-quality': fraction({
      default: MIN_QUALITY,
      description: 'least quality of an answer that is signal',
    }),
    keep: Flags.option({ options: ['all', 'signal', 'noise'] as const })({
      default: 'all',
      description: 'which turns are written',
    }),
    lexicon: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      description: 'YAML file with your own terms; may be repeated',
      helpValue: 'FILE',
    }),
    ...threadFlags,
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Score)
    const options = await scoreOptions(flags, await this.configOf(flags))
    await this.filterEach('turn', flags, 'score', () => import('../steps/score.js'), options)
  }
}

/** What the step is told; a lexicon or weights that are wrong are said at once. */
export async function scoreOptions(
  flags: ScoreFlags,
  config: Pick<Config, 'quality'>,
): Promise<ScoreOptions> {
  const { threshold, 'min-quality': minQuality, keep, lexicon = [] } = flags
  const { loadQuality } = await import('../config/quality.js')
  const quality = loadQuality(config.quality)
  return {
    threshold,
    minQuality,
    keep,
    quality,
    lexicons: lexicon.length ? await loadAll(lexicon) : undefined,
  }
}

type ScoreFlags = Omit<InferredFlags<typeof Score.flags>, 'jobs'>

/** The shipped lexicons and those of the user. */
async function loadAll(files: string[]) {
  const { loadLexicons } = await import('../config/lexicon.js')
  return loadLexicons(files)
}
