import { stringify } from 'csv-stringify/sync'
import { COLUMNS } from './csv-columns.js'
import type { Format } from './index.js'

/**
 * A table with a header (RFC 4180). Cells that a spreadsheet would run as a formula (= + - @ and control characters
 * first) get an apostrophe in front.
 */
export const csv: Format = {
  twoTexts: true,
  header: COLUMNS.join(','),
  row: ({ instruction, input, output, system = '', meta }) =>
    stringify(
      [
        [
          instruction,
          input,
          output,
          system,
          meta.pattern ?? '',
          meta.confidence ?? '',
          (meta.sources ?? []).join(' '),
        ],
      ],
      { escape_formulas: true },
    ).slice(0, -1),
}
