import type { Format } from './index.js'

/** Everything strom knows of an example, under the names of the original system. */
export const raw: Format = {
  twoTexts: true,
  row: ({ instruction, input, output, system = '', meta }) =>
    JSON.stringify({
      instruction,
      input,
      output,
      system,
      metadata: {
        pattern_type: meta.pattern ?? '',
        confidence: meta.confidence ?? null,
        source: (meta.sources ?? []).join(','),
      },
    }),
}
