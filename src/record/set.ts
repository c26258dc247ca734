import { z } from 'zod'

const count = z.number().int().nonnegative()
const FileHash = z.looseObject({ file: z.string(), sha256: z.string() })

/** `manifest.json` of a set of training rows: what it was made of, and what each step dropped and why. */
export const SetManifest = z.looseObject({
  schema: z.literal('strom.set/1').optional(),
  command: z.string().describe('the command line'),
  date: z.string().describe('ISO 8601'),
  version: z.string().describe('of strom'),
  inputs: z.array(FileHash),
  outputs: z.array(FileHash),
  steps: z.array(
    z.looseObject({
      command: z.string(),
      in: count,
      out: count,
      rejected: z.record(z.string(), count).describe('by reason'),
    }),
  ),
  redacted: z.boolean(),
  split_key: z.string().describe('what rows must share to be in the same split'),
  max_length: count.nullable().describe('tokens of a row; null: not cut'),
})
export type SetManifest = z.infer<typeof SetManifest>

/** A line of `lineage.jsonl`: where a row of the set comes from. */
export const Lineage = z.looseObject({
  schema: z.literal('strom.lineage/1').optional(),
  row: z.string().describe("SHA-256 of the row's line"),
  example: z.string().optional(),
  turns: z.array(z.string()),
  source: z.looseObject({ file: z.string(), at: z.union([z.string(), z.number()]) }).optional(),
})
export type Lineage = z.infer<typeof Lineage>
