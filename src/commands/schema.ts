import * as Args from '@oclif/core/args'
import { z } from 'zod'
import { BaseCommand } from '../cli/base.js'
import { KINDS, type KindName } from '../record/kinds.js'

export default class Schema extends BaseCommand {
  static override summary = 'Print the JSON Schema of a kind of record, or list the kinds'
  static override examples = ['<%= config.bin %> schema', '<%= config.bin %> schema turn']
  static override args = {
    kind: Args.string({
      ignoreStdin: true,
      options: Object.keys(KINDS),
      description: 'the kind of record',
    }),
  }

  async run(): Promise<void> {
    const { args } = await this.parse(Schema)
    if (args.kind) {
      const schema = z.toJSONSchema(KINDS[args.kind as KindName].schema)
      await this.print(JSON.stringify({ $id: `strom.${args.kind}/1`, ...schema }, null, 2))
    } else {
      await this.print(
        Object.entries(KINDS)
          .map(([name, { madeBy }]) => `${name.padEnd(12)}made by ${madeBy}`)
          .join('\n'),
      )
    }
  }
}
