import { causal } from './german/causal.js'
import { definition } from './german/definition.js'
import { inside, POINTS_BACK } from './german/wording.js'
import type { MadeKind, Template } from './index.js'
import { bare } from './parts.js'
import { phrased } from './phrased.js'

/** German templates. */
export const de: Record<MadeKind, Template> = {
  definition,
  causal,
  ...phrased({
    pointsBack: POINTS_BACK,
    and: 'und',
    whatToDo: 'Was soll getan werden?',
    whatFollows: 'Was folgt daraus, Schritt für Schritt?',
    opensRequest:
      /^(?:wie|was|welche\w*|wer|wo|wann|warum|wieso|weshalb|kannst|könntest|kann|könnte|ist|sind|soll|sollte)(?!\p{L})/iu,
    inside,
    steps: (sentence) => {
      const task = bare(sentence)
      return POINTS_BACK.test(task) ? undefined : `Welche Schritte sind dafür nötig: ${task}?`
    },
    compare: (_, joined, aspects) => {
      const nouns = aspects.filter((aspect) => /^\p{Lu}/u.test(aspect)) // not "besser", "schneller"
      return `Vergleiche ${joined}${nouns.length > 0 ? ` im Hinblick auf ${nouns.join(' und ')}` : ''}.`
    },
    analogy: (target) => `Womit lässt sich ${target} vergleichen?`,
    code: (sentence, language) => {
      const purpose = bare(sentence)
      if (POINTS_BACK.test(purpose) || /\b(?:folgt|folgend\w*|dies\w*|obige\w*)\b/i.test(purpose))
        return undefined
      return `Schreibe ${language ? `${language}-` : ''}Code dafür: ${purpose}.`
    },
    isRight: (claim) => `Stimmt das? ${claim}`,
  }),
}
