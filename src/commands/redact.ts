import * as Flags from '@oclif/core/flags'
import { EXIT } from '../cli/exit-codes.js'
import { FilterCommand } from '../cli/filter.js'
import { threadFlags } from '../cli/filter-flags.js'
import { names } from '../cli/flags.js'
import { linesOf } from '../cli/lines-of.js'
import { saltOf } from '../cli/salt.js'
import { PRIVATE_KINDS, type PrivateKind } from '../conversation/redact/match.js'
import { Names } from '../conversation/redact/names.js'
import { Tokens } from '../conversation/redact/tokens.js'
import { endOf } from '../steps/redact.js'
import type { Sink } from '../stream/sink.js'

export default class Redact extends FilterCommand {
  static override summary = 'Put tokens in the place of secrets and personal data'
  static override description =
    `Finds keys and passwords, e-mail addresses, phone numbers, IBANs, card numbers, IP addresses, credentials in URLs, and the
names you give, in all texts of records of any kind. The same text gets the same token.

Patterns cannot find: names you did not give, nicknames, postal addresses, dates of birth, account and case numbers, what
is spelled out or misspelt, numbers that are no texts, names of fields, and what a text tells of a person in other words. Read a sample before you share anything.
Redact before you mine: the places that patterns name are those of the text they were found in.`
  static override examples = [
    '<%= config.bin %> redact < turns.jsonl > clean.jsonl',
    {
      description: 'exit code 1 if anything is left',
      command: '<%= config.bin %> redact --check -i examples.jsonl --kinds secret,card',
    },
    {
      description: 'with the names of people, and the same tokens in every run',
      command:
        "echo 'Anna Schmidt, Anna, anna@example.org' > names.txt; <%= config.bin %> redact -i turns.jsonl --names names.txt --salt salt.key",
    },
  ]
  static override reads = 'any' as const
  static override flags = {
    kinds: names(PRIVATE_KINDS)({ description: 'what to look for [default: all]' }),
    names: Flags.string({
      description:
        'file with the names of people: one a line, other names and addresses of the same after commas',
      helpValue: 'FILE',
    }),
    salt: Flags.string({
      description: 'file with the secret that makes tokens the same in every run; made if it is not there',
      helpValue: 'FILE',
    }),
    check: Flags.boolean({ description: 'write nothing; exit code 1 if anything private is found' }),
    ...threadFlags,
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Redact)
    this.refuseTerminal(flags)
    const kinds = new Set<PrivateKind>(flags.kinds?.length ? flags.kinds : PRIVATE_KINDS)
    const { people, tokens } = await openTokens(flags)
    const counts: Partial<Record<PrivateKind, number>> = {}
    let shown = 0
    this.extra = () => [
      ...PRIVATE_KINDS.flatMap((kind) => (counts[kind] ? [`${kind} ${counts[kind]}`] : [])),
      'names not given, postal addresses and what is told in other words are not found',
    ]
    const onFound = (kind: PrivateKind, path: string, { file, line }: Sink) => {
      counts[kind] = (counts[kind] ?? 0) + 1
      if (flags.check && shown++ < SHOWN) this.note(`${file}:${line}: ${path}: ${kind}`)
    }
    const end = endOf(tokens, { check: flags.check, onFound })
    const load = () => import('../steps/redact.js')
    await this.filterEach('any', flags, 'redact', load, { kinds, people, check: flags.check }, end)
    if (flags.check && Object.keys(counts).length) this.world.exitCode ||= EXIT.someFailed[0]
  }
}

const SHOWN = 20

/** The names that are to go, and what takes their place. @throws MissingInputError */
export async function openTokens(flags: { names?: string | undefined; salt?: string | undefined }) {
  const people = flags.names ? await linesOf(flags.names, '--names') : []
  const tokens = new Tokens(flags.salt ? await saltOf(flags.salt) : undefined, new Names(people))
  return { people, tokens }
}
