import { stringify } from 'yaml'
import type { Facts } from './facts.js'

export interface CardOptions {
  name: string
  trainer: string
  task: string
  version: string
  noise: string
  split: number
  seed: number
  files: readonly string[]
  maxLength?: number | undefined
}

const SIZES: [number, string][] = [
  [1e3, 'n<1K'],
  [1e4, '1K<n<10K'],
  [1e5, '10K<n<100K'],
  [1e6, '100K<n<1M'],
  [1e7, '1M<n<10M'],
]

const TERMS =
  '\nSome providers forbid training other models on their answers: read the terms of each model above.\n'

/** A dataset card as the Hugging Face hub reads it: YAML, then Markdown. The licence is left to the owner. */
export function card(facts: Facts, options: CardOptions): string {
  const { name, trainer, task, version, noise, split, seed, files, maxLength } = options
  const rows = facts.rows.train + facts.rows.validation
  const languages = Object.keys(facts.languages).filter((code) => /^[a-z]{2}$/.test(code))
  const data = files.filter((file) => file === 'train.jsonl' || file === 'validation.jsonl')
  const header = {
    pretty_name: name,
    license: 'other',
    license_name: 'TO-BE-CHOSEN',
    ...(languages.length && { language: languages.sort() }),
    task_categories: ['text-generation'],
    size_categories: [SIZES.find(([end]) => rows < end)?.[1] ?? 'n>10M'],
    tags: ['strom', trainer, task],
    configs: [
      {
        config_name: 'default',
        data_files: data.map((path) => ({ split: path.replace('.jsonl', ''), path })),
      },
    ],
  }
  const thresholds = [
    ...Object.entries(facts.least).map(([of, value]) => `- least ${of} of a record: ${value}`),
    `- answers that are noise or rated down: ${noise === 'mask' ? 'kept as context, not trained on' : 'left out'}`,
    ...(maxLength ? [`- most tokens of a row: ${maxLength}`] : []),
    `- share of conversations in train: ${split} (seed ${seed}), exact duplicates removed before`,
  ]
  return `---
${stringify(header)}---

# ${name}

Made by strom ${version} for ${trainer} (${task}). **Choose a licence before you share it**, and check that nobody's data is in it
(\`strom redact --check\`).

## Rows

${tableOf('split', facts.rows)}

${facts.masked ? `${facts.masked} answers are masked. ` : ''}${facts.repeated} rows were left out because an equal one was there.

## Records

${tableOf('records read', facts.records)}
${section('Left out', 'reason', facts.rejected)}${section('Kinds', 'kind', facts.kinds)}${section('Sources', 'origin', facts.origins)}${section('Agents', 'what', facts.steps)}${section('Models', 'answers written by', facts.models)}${TERMS}${outcomes(facts)}${section('Made by a model', 'model', facts.generated)}${section('Languages', 'language', facts.languages)}${section('Tokens (o200k_base, long texts estimated)', 'tokens of a row', facts.histogram())}
## Thresholds

${thresholds.join('\n')}

## Files

${files.map((file) => `- \`${file}\``).join('\n')}
`
}

/** Whoever is agreed with says thanks: the means show whether that is what is seen here. */
function outcomes({ outcomes }: Facts): string {
  const { counts, means } = outcomes
  if (Object.keys(counts).length === 0) return ''
  return `${section('What became of the answers', 'evidence', counts)}\n${tableOf('mean outcome, -1..1', means)}\n`
}

function section(title: string, head: string, counts: Record<string, number>): string {
  return Object.keys(counts).length ? `\n## ${title}\n\n${tableOf(head, counts)}\n` : ''
}

function tableOf(head: string, counts: Record<string, number>): string {
  const rows = Object.entries(counts).map(([name, count]) => `| ${cell(name)} | ${count} |`)
  return [`| ${head} | count |`, '| --- | ---: |', ...rows].join('\n')
}

/** Names come from records: they may not break the table. */
const cell = (text: string) => text.replace(/[|\\<>\p{C}]/gu, '?').slice(0, 80)
