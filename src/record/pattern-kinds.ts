/** The kinds of pattern that `mine` finds. */
export const PATTERN_KINDS = [
  'qa_pair',
  'reasoning_chain',
  'causal',
  'decision',
  'comparison',
  'procedure',
  'definition',
  'analogy',
  'code',
  'correction',
] as const
export type PatternKind = (typeof PATTERN_KINDS)[number]
