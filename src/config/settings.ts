import { z } from 'zod'

const Name = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} _.-]*$/u, 'expected letters, digits, space, _ . or -')
const Language = z.string().regex(/^[a-z]{2,3}$/, 'expected a language code such as de or en')

/** A text, or one text per language. */
export const Text = z.union([z.string().min(1), z.record(Language, z.string().min(1))], {
  error: 'expected a text, or one text per language: { de: ..., en: ... }',
})
export type Text = z.infer<typeof Text>

/** A map by names, with at least one entry. */
const named = <T extends z.ZodType>(value: T, what: string) =>
  z.record(Name, value).refine((map) => Object.keys(map).length > 0, `expected at least one ${what}`)

const Endpoint = z.url({
  protocol: /^https?$/,
  error: 'expected a URL that begins with http:// or https://, such as http://127.0.0.1:8000/v1',
})

const count = z.number().int().nonnegative()
const Thresholds = z
  .strictObject({ starving: count, low: count, balanced: count, high: count })
  .refine((t) => t.starving <= t.low && t.low <= t.balanced && t.balanced <= t.high, {
    error: 'thresholds must not fall: starving <= low <= balanced <= high',
  })
const BatchSizes = z.strictObject({ starving: count, low: count, balanced: count, high: count })

interface Traits {
  /** The value is a path, seen from the folder of the file it stands in, or from where strom was started. */
  path?: 'file' | 'cwd'
  /** A file of this name in a folder of configuration is the value where none is set there. */
  file?: string
  /** Decides who receives texts and key: a project file may set it only if the user named its folder. */
  guarded?: true
}
interface Setting<T extends z.ZodType> extends Traits {
  at: string
  type: T
}
const setting = <T extends z.ZodType>(at: string, type: T, traits: Traits = {}): Setting<T> => ({
  at,
  type,
  ...traits,
})

/**
 * Every setting strom has. The name gives its environment variable (minScore: STROM_MIN_SCORE) and its flag
 * (--min-score); `at` says where it stands in the files (evolution.learning.min_score: evolution.yaml, under
 * learning). A nullable setting may be left out everywhere.
 */
export const SETTINGS = {
  model: setting('generator.model', z.string().min(1)),
  temperature: setting('generator.temperature', z.number().min(0).max(2)),
  maxTokens: setting('generator.max_tokens', z.number().int().positive().nullable()),
  language: setting('generator.language', Language),
  styles: setting('generator.styles', named(Text, 'style')),
  topics: setting('generator.topics', named(named(Text, 'topic'), 'category')),
  queue: setting('queue.path', z.string().min(1), { path: 'cwd' }),
  thresholds: setting('queue.thresholds', Thresholds),
  batchSizes: setting('queue.batch_sizes', BatchSizes),
  onUnknown: setting('queue.on_unknown', z.enum(['hold', 'retry'])),
  holdAbove: setting('queue.hold_above', z.number().nonnegative()),
  maxAttempts: setting('queue.max_attempts', z.number().int().positive()),
  maxSamples: setting('evolution.learning.max_samples', z.number().int().positive()),
  minScore: setting('evolution.learning.min_score', z.number().min(0).max(100)),
  archiveAfterRead: setting('evolution.learning.archive_after_read', z.boolean()),
  batchSize: setting('evolution.generation.batch_size', z.number().int().positive()),
  feedbackStrength: setting('evolution.generation.feedback_strength', z.number().min(0).max(1)),
  provider: setting('system.provider', z.enum(['auto', 'openai', 'simulated'])),
  baseUrl: setting('system.base_url', Endpoint.nullable(), { guarded: true }),
  keyFile: setting('system.key_file', z.string().min(1).nullable(), { path: 'file', guarded: true }),
  timeout: setting('system.timeout', z.number().positive()),
  wrappers: setting('system.wrappers', z.string().min(1), { path: 'file' }),
  formats: setting('system.formats', z.string().min(1), { path: 'file' }),
  prices: setting('system.prices', z.string().min(1), { path: 'file' }),
  quality: setting('system.quality', z.string().min(1), { path: 'file', file: 'quality.yaml' }),
  logs: setting('system.logs', z.string().min(1), { path: 'cwd' }),
}

export type SettingName = keyof typeof SETTINGS

/** All settings, resolved: flag > STROM_* > project file > user file > shipped file. Paths are absolute. */
export type Config = { readonly [K in SettingName]: z.output<(typeof SETTINGS)[K]['type']> }

export const FILES = ['generator', 'queue', 'evolution', 'system'] as const
export type FileName = (typeof FILES)[number]

/** The schema of one file: its settings under their keys, each of which may be left out. */
export const fileSchemas = Object.fromEntries(FILES.map((file) => [file, fileSchema(file)])) as Record<
  FileName,
  z.ZodObject
>

function fileSchema(file: FileName): z.ZodObject {
  const groups: Record<string, Record<string, z.ZodType>> = { '': {} }
  for (const { at, type } of Object.values(SETTINGS)) {
    const [name, ...keys] = at.split('.')
    if (name !== file) continue
    const [group, key] = keys.length > 1 ? keys : ['', keys[0]]
    groups[group!] = { ...groups[group!], [key!]: type.optional() }
  }
  const { '': top, ...nested } = groups
  const inner = Object.entries(nested).map(([name, shape]) => [name, z.strictObject(shape).optional()])
  return z.strictObject({ ...top, ...Object.fromEntries(inner) })
}
