import { FilterCommand } from '../cli/filter.js'
import { threadFlags } from '../cli/filter-flags.js'

export default class Enrich extends FilterCommand {
  static override summary = 'Add entities, relations, reasoning type, topics and keywords to turns'
  static override examples = [
    '<%= config.bin %> score --keep signal < turns.jsonl | <%= config.bin %> enrich',
    '<%= config.bin %> enrich -i turns.jsonl -o enriched.jsonl',
  ]
  static override reads = 'turn' as const
  static override flags = { ...threadFlags }

  async run(): Promise<void> {
    const { flags } = await this.parse(Enrich)
    await this.filterEach('turn', flags, 'enrich', () => import('../steps/enrich.js'), undefined)
  }
}
