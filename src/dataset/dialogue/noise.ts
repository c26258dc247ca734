import type { Turn } from '../../record/turn.js'

/** What to do with answers that are not worth learning: keep them as context, or leave their turns out. */
export type Noise = 'mask' | 'drop'

/** Why an answer is not worth learning; undefined where it is. */
export function noiseOf({ signal, feedback }: Pick<Turn, 'signal' | 'feedback'>): string | undefined {
  if (feedback === 'down') return 'rated down'
  return signal === false ? 'noise' : undefined
}
