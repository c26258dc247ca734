import * as Flags from '@oclif/core/flags'
import { FilterCommand } from '../cli/filter.js'
import { threadFlags } from '../cli/filter-flags.js'
import { fraction } from '../cli/flags.js'
import { MIN_QUALITY, THRESHOLD } from '../conversation/threshold.js'

export default class Score extends FilterCommand {
  static override summary = 'Score every turn as signal or noise'
  static override description =
    "Adds importance (0..1), signal (importance at or above the threshold) and why. Texts in a turn's context count: a short\nanswer to a question is signal."
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
      description: 'YAML file with your own terms; may be repeated',
      helpValue: 'FILE',
    }),
    ...threadFlags,
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Score)
    const { threshold, 'min-quality': minQuality, keep } = flags
    const lexicons = flags.lexicon?.length ? await loadAll(flags.lexicon) : undefined // a wrong file is said at once
    const options = { threshold, minQuality, keep, lexicons }
    await this.filterEach('turn', flags, 'score', () => import('../steps/score.js'), options)
  }
}

/** The shipped lexicons and those of the user. */
async function loadAll(files: string[]) {
  const { loadLexicons } = await import('../config/lexicon.js')
  return loadLexicons(files)
}
