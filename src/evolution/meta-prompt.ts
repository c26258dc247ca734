import type { Analysis, FailureGroup, Sample } from '../record/analysis.js'
import { META_PROMPT_TEXTS } from './meta-prompt-texts.js'
import type { Choice } from './plan.js'

/** Most jobs of each sort that one meta-prompt shows. More would cost tokens with every prompt, and teach little. */
const MOST = { best: 4, nearMisses: 2, failures: 3 }

/** Characters of a prompt that are shown where only its manner matters. */
const BEGINNING = 200

export interface MetaPromptOptions {
  /** de, en, or another code: then the sentences are English. */
  language: string
  /** At most so many jobs are shown. */
  maxSamples: number
}

/**
 * What was learned, for the model that writes a slot's prompt: jobs like the slot, from weak to strong with their
 * scores, and frequent ways to fail, each beside a job that did not. Empty where there is nothing to show. Topic, style
 * and language of the slot are not in it: `produce` says them.
 */
export function metaPrompt(
  analysis: Analysis | null,
  slot: Choice & { category: string },
  { language, maxSamples }: MetaPromptOptions,
): string {
  if (!analysis) return ''
  const texts = META_PROMPT_TEXTS[language === 'de' ? 'de' : 'en']
  const { best, near_misses, failures } = analysis.exemplars
  const near = closest(slot, language)
  const shown = [
    ...near(best, (sample) => sample).slice(0, MOST.best),
    ...near(near_misses, (sample) => sample).slice(0, MOST.nearMisses),
  ].slice(0, maxSamples)
  const room = Math.floor((maxSamples - shown.length) / 2)
  const failed = near(failures, ({ sample }) => sample).slice(0, Math.min(MOST.failures, room))
  if (!shown.length && !failed.length) return ''

  const { scored, passed } = analysis.window
  const parts = [fill(texts.intro, { min: analysis.min_score, scored, passed })]
  if (shown.length) {
    const lines = shown
      .sort((a, b) => (a.score ?? 0) - (b.score ?? 0) || (a.id < b.id ? -1 : 1))
      .map((sample) => fill(texts.example, described(sample)))
    parts.push([texts.examples, ...lines].join('\n'))
  }
  if (failed.length) {
    const lines = failed.flatMap(({ field, kind, n, sample, contrast }) => [
      fill(field ? texts.field : texts.whole, {
        ...described(sample, BEGINNING),
        field: field ?? '',
        kind: texts.kinds[kind] ?? kind,
        n,
      }),
      ...(contrast ? [fill(texts.contrast, described(contrast, BEGINNING))] : []),
    ])
    parts.push([texts.failures, ...lines].join('\n'))
  }
  parts.push(texts.advice)
  return parts.join('\n\n')
}

/** Sorts things by how much their job is like the slot; the given order decides among equals. */
function closest(slot: Choice & { category: string }, language: string) {
  const likeness = (sample: Sample) =>
    (sample.language === undefined || sample.language === language ? 8 : 0) +
    (sample.style === slot.style ? 4 : 0) +
    (sample.topic === slot.topic ? 2 : sample.category === slot.category ? 1 : 0)
  return <T extends Sample | FailureGroup>(things: readonly T[], sampleOf: (thing: T) => Sample): T[] =>
    [...things].sort((a, b) => likeness(sampleOf(b)) - likeness(sampleOf(a)))
}

function described({ score, topic, style, text }: Sample, limit = Number.POSITIVE_INFINITY) {
  const line = text.replace(/\s+/g, ' ').trim()
  // the cut must not leave half of a surrogate pair
  const shown = line.length > limit ? `${line.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '')}...` : line
  return { score: score === null ? '-' : Math.round(10 * score) / 10, topic, style, text: `"${shown}"` }
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
