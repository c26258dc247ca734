import { z } from 'zod'

/**
 * What a word or phrase says about the turn it stands in; a word may be in several categories. Noise: it greets,
 * thanks, agrees, fills. Neutral: it carries no content of its own. Signal: it asks, explains, decides, counts. Beside
 * the point: it deals with answering instead of answering, declines, defers, fills a page, or reports a failure of the program.
 */
export const NOISE = [
  'greeting',
  'thanks',
  'farewell',
  'acknowledgement',
  'backchannel',
  'praise',
  'exclamation',
  'hesitation',
  'filler',
  'courtesy',
] as const
export const NEUTRAL = ['function', 'vague', 'hanging', 'linking', 'formal'] as const
export const SIGNAL = [
  'question',
  'explanation',
  'plan',
  'decision',
  'request',
  'quantity',
  'error',
  'domain',
] as const
export const BESIDE = ['dealing', 'declining', 'deferring', 'placeholder', 'failure'] as const
export const CATEGORIES = [...NOISE, ...NEUTRAL, ...SIGNAL, ...BESIDE] as const
export type Category = (typeof CATEGORIES)[number]

/** Words and phrases with commas between them, or a list. `<praise>` in a phrase is any single word of praise. */
const terms = z
  .union([z.string(), z.array(z.string())], {
    error: 'expected words and phrases with commas between them, or a list of them',
  })
  .transform((value) => (typeof value === 'string' ? value.split(/[,\n]/) : value).map((term) => term.trim()))
  .transform((list) => list.filter((term) => term !== ''))

/** One lexicon file: words and phrases by category. Several lexicons are read as one. */
export const Lexicon = z.strictObject({
  language: z.string().optional().describe('for people; every lexicon is applied to every text'),
  greeting: terms.optional(),
  thanks: terms.optional(),
  farewell: terms.optional(),
  acknowledgement: terms.optional(),
  backchannel: terms.optional(),
  praise: terms.optional(),
  exclamation: terms.optional(),
  hesitation: terms.optional(),
  filler: terms.optional(),
  courtesy: terms.optional(),
  function: terms.optional(),
  vague: terms.optional(),
  hanging: terms.optional(),
  linking: terms.optional(),
  formal: terms.optional(),
  question: terms.optional(),
  explanation: terms.optional(),
  plan: terms.optional(),
  decision: terms.optional(),
  request: terms.optional(),
  quantity: terms.optional(),
  error: terms.optional(),
  domain: terms.optional(),
  dealing: terms.optional(),
  declining: terms.optional(),
  deferring: terms.optional(),
  placeholder: terms.optional(),
  failure: terms.optional(),
} satisfies Record<Category | 'language', z.ZodType>)
export type Lexicon = z.infer<typeof Lexicon>
