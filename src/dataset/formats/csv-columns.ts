/** The columns of `strom export --format csv`. */
export const COLUMNS: readonly string[] = [
  'instruction',
  'input',
  'output',
  'system',
  'pattern',
  'confidence',
  'source',
]
