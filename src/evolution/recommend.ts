import type { Analysis } from '../record/analysis.js'

type Findings = Pick<
  Analysis,
  | 'generation'
  | 'statistics'
  | 'min_score'
  | 'window'
  | 'classes'
  | 'effects'
  | 'cells'
  | 'fields'
  | 'evidence'
  | 'exemplars'
>

/** Classes that say the back end has a problem, not the prompt. */
const BACK_END = ['rate_limited', 'server_error', 'network', 'timeout', 'cancelled', 'budget', 'auth']
/** Failures of the whole answer, and what to look at. */
const REMEDIES: Readonly<Record<string, string>> = {
  refused: 'look at the refused prompts, and soften the style or the topic they share',
  content_filter: 'look at the filtered prompts, and at the topics they share',
  malformed: 'the wrapper should name the headings it wants, one a line',
  truncated: 'raise max_tokens, or ask for shorter fields',
  duplicate: 'prompts repeat one another: more topics, or a higher temperature',
  weak: 'the model often writes no prompt: try another one, or a lower temperature',
  too_long: 'the wrapper and the prompt do not fit into the model together',
}

/** What a person should do about it, in plain language, the most telling first. Thin evidence is called thin. */
export function recommend(findings: Findings): string[] {
  const { window } = findings
  if (!window.scored) return ['No job was scored yet: nothing can be learned from these results.']
  return [
    ...standing(findings),
    ...falls(findings),
    ...pairs(findings),
    ...fields(findings),
    ...classes(findings),
    ...prices(findings),
  ]
}

function standing({ evidence, effects, window, min_score, exemplars }: Findings): string[] {
  const { scored, passed } = window
  if (!passed) {
    const nearest = exemplars.near_misses[0]?.score
    const miss = nearest == null ? '' : ` The nearest miss scored ${Math.round(nearest)}.`
    return [
      `None of ${scored} scored jobs reached ${min_score}.${miss} See which fields fail before more are sent.`,
    ]
  }
  const styles = effects.style ?? []
  const [best] = styles
  if (!best || styles.length < 2) return []
  const chance = `probability ${best.p_best.toFixed(2)}`
  if (evidence === 'thin')
    return [
      `Evidence is thin: ${scored} scored jobs do not tell the styles apart (${best.level} leads, best with ${chance}). Keep exploring.`,
    ]
  const lead = `${best.level} is the best style with ${chance}: ${best.pass} of ${best.n} jobs passed, ${points(best.mean)} against the average (90 %: ${signed(best.interval[0])} to ${signed(best.interval[1])}).`
  const worst = styles.at(-1)
  const trail =
    worst && worst.interval[1] < 0
      ? [`${worst.level} is behind: ${worst.pass} of ${worst.n} jobs passed, ${points(worst.mean)}.`]
      : []
  return [lead, ...trail]
}

/** Styles that changed lately: what is older than ten generations has been seen to. */
function falls({ statistics, generation: newest }: Findings): string[] {
  return statistics.changes
    .filter(({ generation }) => newest - generation < 10)
    .map(
      ({ style, generation }) =>
        `Since generation ${generation} ${style} passes far less than before; its older jobs hardly count any more. Look at what changed.`,
    )
}

function pairs({ cells, window }: Findings): string[] {
  const average = window.passed / window.scored
  const found: string[] = []
  const [best] = cells
  const worst = cells.at(-1)
  if (best && best.interval[0] > average)
    found.push(`${best.style} in ${best.wrapper} works best: ${best.pass} of ${best.n} passed.`)
  if (worst && worst !== best && worst.interval[1] < average)
    found.push(
      `${worst.style} in ${worst.wrapper} rarely works: ${worst.pass} of ${worst.n} passed. Change the wrapper for it, or leave the pair out.`,
    )
  return found
}

/** One line a format: its fields that fail in a fifth of the answers or more. */
function fields({ fields }: Findings): string[] {
  const failing = fields.filter(({ n, failed }) => n >= 5 && failed / n >= 0.2)
  const formats = [...new Set(failing.map(({ format }) => format))].slice(0, 3)
  return formats.flatMap((format) => {
    const mine = failing.filter((report) => report.format === format).slice(0, 3)
    const [worst] = mine
    if (!worst) return []
    const names = mine.map(({ field, failed, n }) => `${field} in ${percent(failed / n)}`).join(', ')
    const [kind = ''] = Object.entries(worst.kinds).sort(([, a], [, b]) => b - a)[0] ?? []
    const rate = worst.failed / worst.n
    const where = outlier(worst.by_wrapper, rate) ?? outlier(worst.by_style, rate)
    const most = where ? `, ${worst.field} in ${percent(where.rate)} with ${where.name}` : ''
    return [
      `Fields fail${format && ` in the format ${format}`}: ${names} of ${worst.n} answers, mostly ${kind}${most}. Say there what they must hold.`,
    ]
  })
}

/** The level whose failure rate stands out from the overall rate. */
function outlier(rates: Readonly<Record<string, number>>, overall: number) {
  const [worst] = Object.entries(rates).sort(([, a], [, b]) => b - a)
  return worst && worst[1] >= overall + 0.15 ? { name: worst[0], rate: worst[1] } : undefined
}

function classes({ classes, window }: Findings): string[] {
  const found: string[] = []
  const lost = BACK_END.map((name) => ({ name, n: classes[name] ?? 0 })).filter(({ n }) => n > 0)
  const missing = lost.reduce((sum, { n }) => sum + n, 0)
  if (missing / window.jobs >= 0.1) {
    const kinds = lost.map(({ name, n }) => `${name} ${n}`).join(', ')
    found.push(
      `${missing} of ${window.jobs} jobs got no answer (${kinds}). They are not counted against their styles; look at the back end.`,
    )
  }
  for (const [name, remedy] of Object.entries(REMEDIES)) {
    const n = classes[name] ?? 0
    if (n >= 2 && n / window.scored >= 0.1)
      found.push(`${n} of ${window.scored} jobs ended as ${name}: ${remedy}.`)
  }
  return found
}

/** A style that takes at least twice the tokens of another for a pass. */
function prices({ effects }: Findings): string[] {
  const priced = (effects.style ?? [])
    .flatMap(({ level, pass, tokens_per_pass }) =>
      pass >= 3 && tokens_per_pass ? [{ level, tokens: tokens_per_pass }] : [],
    )
    .sort((a, b) => a.tokens - b.tokens)
  const [cheap, dear] = [priced[0], priced.at(-1)]
  if (!cheap || !dear || dear.tokens < 2 * cheap.tokens) return []
  return [
    `A pass costs ${dear.tokens} tokens with ${dear.level} and ${cheap.tokens} with ${cheap.level}, failures included.`,
  ]
}

function points(x: number): string {
  return `${signed(x)} points`
}

function signed(x: number): string {
  return `${x < 0 ? '' : '+'}${Math.round(100 * x)}`
}

function percent(x: number): string {
  return `${Math.round(100 * x)} %`
}
