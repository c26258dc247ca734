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
  any: (n) => SAMPLES.turn?.(n) ?? {},
}

/** Flags a command needs before it does anything, or to write records where it would write a table. */
export const FLAGS: Record<string, string[]> = {
  stats: ['--format', 'json'],
}

export function sampleLines(kind: string, count: number): string {
  const make = SAMPLES[kind]
  if (!make) throw new Error(`no sample of kind ${kind}: add one to test/contract/samples.ts`)
  return Array.from({ length: count }, (_, n) => `${JSON.stringify(make(n))}\n`).join('')
}
