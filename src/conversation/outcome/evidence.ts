import type { Outcome } from '../../record/turn.js'

export type Evidence = Outcome['evidence'][number]
