import { causal } from './english/causal.js'
import { compare } from './english/comparison.js'
import { definition } from './english/definition.js'
import { codeRequest, stepsRequest } from './english/request.js'
import { inside, POINTS_BACK, withArticle } from './english/wording.js'
import type { MadeKind, Template } from './index.js'
import { statement } from './parts.js'
import { phrased } from './phrased.js'

/** English templates. */
export const en: Record<MadeKind, Template> = {
  definition,
  causal,
  ...phrased({
    pointsBack: POINTS_BACK,
    and: 'and',
    whatToDo: 'What should be done?',
    whatFollows: 'What follows from this, step by step?',
    opensRequest: /^(?:how|what|which|who|where|when|why|can|could|would|will|do|does|did|is|are|should)\b/i,
    inside: (phrase, pattern) => withArticle(inside(phrase, pattern), statement(pattern, '')),
    steps: stepsRequest,
    compare,
    analogy: (target) => `Explain ${target} with an analogy.`,
    code: codeRequest,
    isRight: (claim) => `Is this right? ${claim}`,
  }),
}
