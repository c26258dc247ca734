import * as Flags from '@oclif/core/flags'
import { FilterCommand } from '../cli/filter.js'
import { threadFlags } from '../cli/filter-flags.js'
import { fraction } from '../cli/flags.js'
import { readRecords } from '../cli/records.js'
import { Dedup } from '../dataset/dedup/dedup.js'
import { endOf } from '../steps/dedup.js'

export default class DedupCommand extends FilterCommand {
  static override summary = 'Drop exact and near duplicates of records of any kind'
  static override description =
    `Keeps the first of each. Near duplicates share 5-word shingles (shorter ones in shorter texts, where one other word
makes another text) to a Jaccard similarity of at least --near. --rejects names the twin of each record that goes.
Turns are compared in their place: the same words after other ones are another turn. A turn that repeats stays, with
signal false, where a new one of its conversation follows it, so that no conversation has a hole.`
  static override examples = [
    '<%= config.bin %> dedup < examples.jsonl > unique.jsonl',
    {
      description: 'what is new since the last set, with the twins of what is not',
      command: '<%= config.bin %> dedup -i examples.jsonl --against old.jsonl --rejects twins.jsonl',
    },
    {
      description: 'leave out what shares 12 words in a row with a benchmark',
      command: '<%= config.bin %> dedup -i examples.jsonl --decontaminate bench.jsonl',
    },
  ]
  static override reads = 'any' as const
  static override flags = {
    near: fraction({ default: 0.72, description: 'least similarity of a near duplicate' }),
    exact: Flags.boolean({ description: 'drop exact duplicates only (white space aside)' }),
    against: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      description: 'also drop what this file has; may be repeated',
      helpValue: 'FILE',
    }),
    decontaminate: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      description: 'drop what shares 12 words in a row with a record of this file; may be repeated',
      helpValue: 'FILE',
    }),
    ...threadFlags,
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(DedupCommand)
    const { exact, decontaminate = [] } = flags
    this.refuseTerminal(flags)
    const { end, finish } = endOf(await openDedup(flags))
    const options = { near: !exact, texts: decontaminate.length > 0 }
    await this.filterEach('any', flags, 'dedup', () => import('../steps/dedup.js'), options, end, finish)
  }
}

/** With what is in the files that flags name. @throws DataError, MissingInputError */
export async function openDedup({
  near,
  exact,
  against = [],
  decontaminate = [],
}: DedupFlags): Promise<Dedup> {
  const dedup = new Dedup({ near: exact ? undefined : near })
  for await (const { record, ...place } of readRecords('any', against)) dedup.against(record, place)
  for await (const { record, ...place } of readRecords('any', decontaminate))
    dedup.decontaminate(record, place)
  return dedup
}

interface DedupFlags {
  near: number
  exact: boolean
  against?: string[] | undefined
  decontaminate?: string[] | undefined
}
