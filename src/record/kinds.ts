import { z } from 'zod'
import { Analysis, Generation } from './analysis.js'
import { Calibration } from './calibration.js'
import { Example } from './example.js'
import { Brief, Prompt, Result } from './loop.js'
import { Pattern } from './pattern.js'
import { Lineage, SetManifest } from './set.js'
import { Turn } from './turn.js'

/**
 * A record that could not be processed, kept whole under `record`, so that it can be mended and fed back in. Without
 * `record` it is the last line of a command that failed: whoever reads it ends too, and publishes nothing.
 */
export const ErrorRecord = z.looseObject({
  schema: z.literal('strom.error/1').optional(),
  error: z.looseObject({
    message: z.string(),
    class: z.string().optional(),
    command: z.string().optional().describe('the command that failed'),
    exit: z.number().int().optional().describe('its exit code'),
  }),
  record: z.unknown().optional(),
})

export interface Kind {
  schema: z.ZodObject
  /** The command whose output this is; error messages name it. */
  madeBy: string
  /** Is a line without `schema` of this kind? Kinds are asked in order. */
  looksLike: (value: Record<string, unknown>) => boolean
}

/** Every record on the wire, by the name in `strom.<name>/1`. */
export const KINDS = {
  turn: {
    schema: Turn,
    madeBy: 'strom import',
    looksLike: (v) => 'user' in v && 'assistant' in v,
  },
  pattern: { schema: Pattern, madeBy: 'strom mine', looksLike: (v) => 'evidence' in v && 'content' in v },
  example: {
    schema: Example,
    madeBy: 'strom synthesize',
    looksLike: (v) => 'instruction' in v && 'output' in v && 'meta' in v,
  },
  result: { schema: Result, madeBy: 'strom consume', looksLike: (v) => 'class' in v && 'response' in v },
  prompt: { schema: Prompt, madeBy: 'strom produce', looksLike: (v) => 'text' in v && 'style' in v },
  brief: { schema: Brief, madeBy: 'strom learn', looksLike: (v) => 'meta_prompt' in v },
  analysis: { schema: Analysis, madeBy: 'strom analyze', looksLike: (v) => 'effects' in v },
  generation: { schema: Generation, madeBy: 'strom learn', looksLike: (v) => 'learned_from' in v },
  calibration: {
    schema: Calibration,
    madeBy: 'strom judge --calibrate',
    looksLike: (v) => 'kappa' in v && 'slope' in v,
  },
  set: {
    schema: SetManifest,
    madeBy: 'strom export --for',
    looksLike: (v) => 'split_key' in v && 'outputs' in v,
  },
  lineage: { schema: Lineage, madeBy: 'strom export --for', looksLike: (v) => 'row' in v && 'turns' in v },
  error: { schema: ErrorRecord, madeBy: '--on-error emit', looksLike: (v) => 'error' in v && 'record' in v },
} as const satisfies Record<string, Kind>

export type KindName = keyof typeof KINDS
