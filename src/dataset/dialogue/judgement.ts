import type { Turn } from '../../record/turn.js'

/** Evidence that speaks of the answer itself. What only suggests it (asked again, edited, stopped) makes no label. */
const OF_THE_ANSWER = new Set(['rating', 'accept', 'correct', 'reject', 'test', 'revert'])
/** Evidence that a person went on with an answer. */
const WENT_ON = new Set(['accept', 'continue', 'new topic'])

/** Whether an answer was good or bad, as a person's rating or the outcome says; undefined where nothing sure enough does. */
export function verdictOf(
  { feedback, outcome }: Pick<Turn, 'feedback' | 'outcome'>,
  minEvidence: number,
): boolean | undefined {
  if (feedback) return feedback === 'up'
  const { value = null, evidence = [] } = outcome ?? {}
  if (value === null || Math.abs(value) < minEvidence) return undefined
  const sure = evidence.some(
    ({ kind, value: each }) => OF_THE_ANSWER.has(kind) && each !== null && each * value > 0,
  )
  return sure ? value > 0 : undefined
}

/** Did the person say what was wrong with the answer, or what they wanted instead? */
export function isCorrected({ outcome }: Pick<Turn, 'outcome'>, minEvidence: number): boolean {
  return (
    outcome?.evidence.some(({ kind, value }) => kind === 'correct' && (value ?? 0) <= -minEvidence) ?? false
  )
}

/** Did the person accept the answer, or go on with it? */
export function isTakenUp({ outcome, feedback }: Pick<Turn, 'outcome' | 'feedback'>): boolean {
  if (feedback) return feedback === 'up'
  return (outcome?.value ?? 0) >= 0 && (outcome?.evidence.some(({ kind }) => WENT_ON.has(kind)) ?? false)
}

/** Nothing to prefer: small talk, or an answer that nobody judged and that is not worth learning. */
export function isIdle(turn: Pick<Turn, 'signal' | 'feedback' | 'outcome'>, minEvidence: number): boolean {
  return turn.signal === false && verdictOf(turn, minEvidence) === undefined
}

const APOLOGY =
  /^(?:(?:oh|ah|oops|ach),? )?(?:(?:i(?:'m| am) )?(?:(?:so|very|really|truly) )?sorry(?=[,.!:]| (?:for|about|if|that|again|i|my)\b)|(?:my |i )?apolog(?:y|ies|i[sz]e)|you(?:'re| are) (?:absolutely |completely |quite |totally )?(?:right|correct)|good (?:catch|point)|thanks? (?:you )?for (?:the correction|pointing|clarifying|catching)|my (?:mistake|bad)|entschuldigung|verzeihung|tut mir leid|(?:du hast|sie haben) (?:völlig |vollkommen |absolut )?recht|danke für (?:den hinweis|die korrektur|die klarstellung))[^.!?:\n]{0,160}[.!?:\n]\s*/i

/** A repaired answer without the words that only answer the complaint: "You are right, I forgot the tax." */
export function withoutApology(text: string): string {
  let rest = text.trimStart()
  for (let i = 0; i < 3; i++) {
    const shorter = rest.replace(APOLOGY, '').trimStart()
    if (shorter === rest || shorter === '') break
    rest = shorter
  }
  return rest
}
