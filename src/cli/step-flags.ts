import * as Flags from '@oclif/core/flags'
import { count } from './flags.js'

/** What of an agent's work goes into a row. */
export const stepFlags = {
  calls: Flags.option({ options: ['keep', 'drop'] as const })({
    default: 'keep',
    description: 'calls of tools with their results, or only what was said beside them',
    helpGroup: 'AGENT',
  }),
  parallel: Flags.option({ options: ['keep', 'split'] as const })({
    default: 'keep',
    description:
      'calls made at once: in one message, or one each, for chat templates that take one (Llama 3.1)',
    helpGroup: 'AGENT',
  }),
  reasoning: Flags.option({ options: ['keep', 'drop', 'last'] as const })({
    default: 'keep',
    description: 'thoughts; last: only behind the last question. Summaries of thoughts are left out',
    helpGroup: 'AGENT',
  }),
  failed: Flags.option({ options: ['keep', 'mask', 'drop'] as const })({
    description: 'steps all of whose calls failed [default: mask where it can be, else keep]',
    helpGroup: 'AGENT',
  }),
  tools: Flags.string({
    description: 'JSON list of tools with their parameters, for those that are only named',
    helpValue: 'FILE',
    helpGroup: 'AGENT',
  }),
  'max-result': count({
    default: 16_000,
    description: 'characters of a result; of a longer one head and tail are kept',
    helpGroup: 'AGENT',
  }),
  'max-length': count({
    description: 'tokens of a row, about; cut between turns [default: not cut; with --rows step 32768]',
    dependsOn: ['for'],
    helpGroup: 'AGENT',
  }),
  rows: Flags.option({ options: ['turn', 'step'] as const })({
    description: 'trl: a row a turn, or a row a step, for chat templates that TRL cannot patch',
    dependsOn: ['for'],
    helpGroup: 'AGENT',
  }),
  subagents: Flags.option({ options: ['keep', 'drop'] as const })({
    default: 'keep',
    description: 'conversations that a call of another one began',
    helpGroup: 'AGENT',
  }),
}
