import { dirname, join } from 'node:path'
import * as Flags from '@oclif/core/flags'
import { BaseCommand } from '../cli/base.js'
import { EXIT } from '../cli/exit-codes.js'
import { fileArgs } from '../cli/filter-flags.js'
import { type Finding, findingLine } from '../cli/findings.js'
import { count } from '../cli/flags.js'
import { checkCompanion } from '../dataset/validate/companion.js'
import { CsvChecker } from '../dataset/validate/csv.js'
import { FileChecker, type Found } from '../dataset/validate/file.js'
import { rulesOf, TARGETS } from '../dataset/validate/targets.js'
import { UsageError } from '../record/errors.js'
import { fileDocuments } from '../stream/documents.js'
import { sources } from '../stream/input.js'
import { textIfThere } from '../stream/small-files.js'

export default class Validate extends BaseCommand {
  static override summary = 'Check a file as a trainer would read it'
  static override description =
    `Prints file, line, field, reason and what to do, for rows that the trainer would refuse, drop or read otherwise. The file
need not be made by strom. A plain format is checked to be exactly that, as 'strom export --format' writes it. Exit code 1 if anything is wrong; warnings do not count.`
  static override examples = [
    '<%= config.bin %> export -i examples.jsonl --for trl --out set && <%= config.bin %> validate --for trl -i set/train.jsonl',
    '<%= config.bin %> export -i examples.jsonl --format chatml | <%= config.bin %> validate --for together --format json',
  ]
  static override args = fileArgs
  static override flags = {
    for: Flags.option({ options: TARGETS })({
      required: true,
      description: 'the trainer, or a plain format',
      helpValue: 'TRAINER',
    }),
    input: Flags.string({
      char: 'i',
      multiple: true,
      default: ['-'],
      description: 'file to check, - for stdin; may be repeated',
      helpValue: 'FILE',
    }),
    format: Flags.option({ options: ['text', 'json'] as const })({
      default: 'text',
      description: 'a line for a person, or one JSON object a finding',
    }),
    max: count({ default: 100, description: 'findings that are printed; all are counted' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Validate)
    const { stdin, stop, stderr } = this.world
    if (flags.input.includes('-') && stdin.isTTY)
      throw new UsageError('validate reads a file, and stdin is a terminal', 'name it with --input FILE')
    const rules = await rulesOf(flags.for)
    const counts = { error: 0, warning: 0, rows: 0 }
    const print = async (file: string, found: Found[]) => {
      const lines: string[] = []
      for (const { warning, ...rest } of found) {
        const finding: Finding = { file, ...rest, level: warning ? 'warning' : 'error' }
        counts[finding.level]++
        if (counts.error + counts.warning <= flags.max)
          lines.push(flags.format === 'json' ? JSON.stringify(finding) : findingLine(finding))
      }
      if (lines.length) await this.print(lines.join('\n'))
    }
    for await (const { file, chunks } of sources(flags.input, stdin, stop.signal)) {
      const checker = rules ? new FileChecker(rules, file) : new CsvChecker()
      const read = (chunks: AsyncIterable<Uint8Array>) =>
        fileDocuments({ file, chunks }, { stop: stop.signal })
      for await (const found of checker.check(chunks, read)) await print(file, found)
      counts.rows += checker.rows
      const companion = rules?.companion
      const columns = checker instanceof FileChecker ? checker.columns : undefined
      if (companion && file !== '<stdin>') {
        const path = join(dirname(file), companion.name)
        const text = await textIfThere(path)
        await print(path, checkCompanion(companion, text, file, columns))
      }
    }
    const { error, warning, rows } = counts
    if (error) this.world.exitCode ||= EXIT.someFailed[0]
    if (!flags.quiet)
      stderr.write(`strom validate: ${rows} rows for ${flags.for}, ${error} errors, ${warning} warnings\n`)
  }
}
