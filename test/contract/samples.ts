import { analyze } from '../../src/evolution/analyze.js'
import type { Result } from '../../src/record/loop.js'

/**
 * Records that every stream command can be run on, by the kind it reads. Numbered, so that a long stream of them has
 * no repeats. Add a kind here and its commands are held to the contract.
 */
export const SAMPLES: Record<string, (n: number) => Record<string, unknown>> = {
  turn: (n) => ({
    schema: 'strom.turn/1',
    id: `t_${n}`,
    conversation: 'c_1',
    index: n,
    user: `What is queue number ${n}?`,
    assistant: `Queue number ${n} is a durable list of jobs that survives a crash, because every job is a file. It was made for long model calls.`,
    mark: { kept: [n, 'ü'] },
  }),
  pattern: (n) => ({
    schema: 'strom.pattern/1',
    id: `p_${n.toString(16).padStart(16, '0')}`,
    kind: 'qa_pair',
    content: {
      question: `What is queue number ${n}?`,
      answer: `Queue number ${n} is a durable list of jobs.`,
    },
    confidence: 0.9,
    sources: [`t_${n}`],
    evidence: [],
    language: 'en',
  }),
  example: (n) => ({
    schema: 'strom.example/1',
    id: `e_${n}`,
    instruction: `What is queue number ${n}?`,
    input: '',
    output: `Queue number ${n} is a durable list of jobs.`,
    meta: { pattern: 'qa_pair', confidence: 0.9, sources: [`t_${n}`], conversation: `c_${n % 7}` },
  }),
  brief: (n) => ({ schema: 'strom.brief/1', id: `b_${n}`, ...plan(n), meta_prompt: '' }),
  prompt: (n) => ({
    schema: 'strom.prompt/1',
    id: `j_${n.toString(16).padStart(16, '0')}`,
    ...plan(n),
    text: `Erkläre, wie eine Warteschlange mit ${n} Aufträgen einen Absturz übersteht, und nenne ein Beispiel.`,
  }),
  result: (n) => ({
    schema: 'strom.result/1',
    id: `r_${n.toString(16).padStart(16, '0')}`,
    prompt: `j_${n}`,
    ...plan(n),
    text: `Erkläre, wie eine Warteschlange mit ${n} Aufträgen einen Absturz übersteht.`,
    class: 'ok',
    response: 'Drift\nEin Text.',
    fields: { drift: 'Ein Text.' },
    score: { total: n % 2 ? 95 : 60, completeness: 90, depth: 80, structure: 100, coherence: 90 },
  }),
  analysis: (n) => ({
    ...analyze(
      Array.from({ length: 8 }, (_, i) => SAMPLES.result?.(i) as Result),
      { minScore: 90 },
    ),
    generation: n + 1,
  }),
  any: (n) => SAMPLES.turn?.(n) ?? {},
}

function plan(n: number) {
  return {
    generation: 1,
    slot: n,
    topic: 'lieferketten',
    category: 'wirtschaft',
    style: ['technisch', 'kreativ', 'akademisch', 'casual'][n % 4],
    wrapper: 'human',
    language: 'de',
    kind: 'cold',
    propensity: { style: 0.25, wrapper: 1 },
    seed: n,
  }
}

/** What is different about a command, and why the general rule does not hold for it. */
export interface Traits {
  /** Flags it needs, or that make it write records where it would write a table. */
  args?: string[]
  /** Writes one report when all is read, so nothing before the end, and something for nothing. */
  sumsUp?: true
  /** Has work of its own where there is no input. */
  startsItself?: true
  /** Reads other things than records of one kind, one a line. */
  readsExports?: true
  /** Reads records of several kinds, but not of any. */
  readsSome?: true
  /** Each record is much work, such as a call to a model: fewer of them in the long tests. */
  slow?: true
}

export const TRAITS: Record<string, Traits> = {
  import: { readsExports: true },
  export: { readsSome: true },
  stats: { args: ['--format', 'json'], sumsUp: true },
  analyze: { sumsUp: true },
  learn: { args: ['-n', '2'], startsItself: true, slow: true },
  augment: { args: ['--provider', 'simulated'], slow: true },
  judge: { args: ['--provider', 'simulated'], readsSome: true, slow: true },
  produce: { args: ['--provider', 'simulated'], startsItself: true, slow: true },
  consume: { args: ['--provider', 'simulated'], slow: true },
}

export function sampleLines(kind: string, count: number): string {
  const make = SAMPLES[kind]
  if (!make) throw new Error(`no sample of kind ${kind}: add one to test/contract/samples.ts`)
  return Array.from({ length: count }, (_, n) => `${JSON.stringify(make(n))}\n`).join('')
}
