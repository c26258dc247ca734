import { conditions, degrees } from './english-conditions.js'
import { CONNECTIVE, connectives } from './english-connectives.js'
import { consequences } from './english-consequences.js'
import { nouns, sources } from './english-nouns.js'
import { verbs } from './english-verbs.js'
import type { Rule } from './rule.js'

const words = (list: string) => new Set(list.trim().split(/\s+/))

export const ENGLISH_RULES: readonly Rule[] = [
  { words: CONNECTIVE, links: connectives },
  { words: words('therefore thus hence consequently so why result consequence reason'), links: consequences },
  { words: words('cause causes reason'), links: nouns },
  {
    words: words(
      'arise arises arose arisen arising stem stems stemmed stemming result results resulted resulting',
    ),
    links: sources,
  },
  {
    words: words(`
      cause causes caused causing trigger triggers triggered triggering lead leads led leading result results resulted
      resulting give gives gave giving bring brings brought bringing contribute contributes contributed contributing provoke
      provokes provoked provoking induce induces induced inducing set sets setting prevent prevents prevented preventing
      ensure ensures ensured ensuring enable enables enabled enabling force forces forced forcing compel compels compelled
      encourage encourages encouraged encouraging help helps helped helping allow allows allowed allowing make makes made
      making keep keeps kept increase increases increased increasing reduce reduces reduced reducing improve improves
      improved improving`),
    links: verbs,
  },
  { words: words('so'), links: degrees },
  { words: words('if unless'), links: conditions },
]
