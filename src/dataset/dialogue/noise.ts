import type { Turn } from '../../record/turn.js'

/** What to do with answers that are not worth learning: keep them as context, or leave their turns out. */
export type Noise = 'mask' | 'drop'

/** An outcome this bad is what a person rejected or took back. */
const REJECTED = -0.5

/** Why an answer is not worth learning; undefined where it is. */
export function noiseOf({
  signal,
  feedback,
  outcome,
}: Pick<Turn, 'signal' | 'feedback' | 'outcome'>): string | undefined {
  if (feedback === 'down') return 'rated down'
  if (typeof outcome?.value === 'number' && outcome.value <= REJECTED) return 'bad outcome'
  return signal === false ? 'noise' : undefined
}

/** Has the turn nothing to show: no question, or neither text nor calls for an answer? */
export function isEmpty({ user, assistant, steps }: Pick<Turn, 'user' | 'assistant' | 'steps'>): boolean {
  return (
    user.trim() === '' ||
    (assistant.trim() === '' && !steps?.some(({ from, calls }) => !from && calls?.length))
  )
}
