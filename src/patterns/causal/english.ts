import { CAUSATIVES } from './english-causatives.js'
import { conditions } from './english-conditions.js'
import { CONNECTIVE, connectives } from './english-connectives.js'
import { consequences } from './english-consequences.js'
import { degrees, extents } from './english-degrees.js'
import { JUDGING_WORDS, judgements, REQUIREMENT_WORDS, requirements } from './english-motives.js'
import { nouns } from './english-nouns.js'
import { PURPOSE_WORDS, purposes } from './english-purposes.js'
import { SOURCE_WORDS, sources } from './english-sources.js'
import { verbs } from './english-verbs.js'
import type { Rule } from './rule.js'

const words = (list: string) => new Set(list.trim().split(/\s+/))

export const ENGLISH_RULES: readonly Rule[] = [
  { words: CONNECTIVE, links: connectives },
  {
    words: words('therefore thereby thus hence consequently so why result consequence reason'),
    links: consequences,
  },
  { words: words('cause causes source result consequence reason reasons'), links: nouns },
  { words: SOURCE_WORDS, links: sources },
  { words: new Set(CAUSATIVES.keys()), links: verbs },
  { words: JUDGING_WORDS, links: judgements },
  { words: REQUIREMENT_WORDS, links: requirements },
  { words: PURPOSE_WORDS, links: purposes },
  { words: words('so'), links: extents },
  { words: words('too enough'), links: degrees },
  { words: words('if unless whenever once'), links: conditions },
]
