import { connectives } from './german-connectives.js'
import { consequences } from './german-consequences.js'
import { nouns } from './german-nouns.js'
import { purposes } from './german-purposes.js'
import { verbs } from './german-verbs.js'
import type { Rule } from './rule.js'

const words = (list: string) => new Set(list.trim().split(/\s+/))

export const GERMAN_RULES: readonly Rule[] = [
  { words: words('weil da denn'), links: connectives },
  {
    words: words(
      'deshalb daher deswegen folglich somit demzufolge infolgedessen darum sodass dass daß grund',
    ),
    links: consequences,
  },
  {
    words: words(`
      führt führen führte führten verursacht verursachen verursachte bewirkt bewirken ermöglicht ermöglichen verhindert
      verhindern ausgelöst hervorgerufen bedingt herbeigeführt`),
    links: verbs,
  },
  { words: words('wegen aufgrund infolge grund ursache'), links: nouns },
  { words: words('um damit'), links: purposes },
]
