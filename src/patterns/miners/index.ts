import type { PatternKind } from '../../record/pattern.js'
import type { Miner } from '../miner.js'
import { analogy } from './analogy.js'
import { causal } from './causal.js'
import { code } from './code.js'
import { comparison } from './comparison.js'
import { correction } from './correction.js'
import { decision } from './decision.js'
import { definition } from './definition.js'
import { procedure } from './procedure.js'
import { qaPair } from './qa-pair.js'
import { reasoningChain } from './reasoning-chain.js'

/** The miner of each pattern kind, in the order in which patterns of a turn are reported. */
export const MINERS: Partial<Record<PatternKind, Miner>> = {
  qa_pair: qaPair,
  reasoning_chain: reasoningChain,
  causal,
  decision,
  comparison,
  procedure,
  definition,
  analogy,
  code,
  correction,
}
