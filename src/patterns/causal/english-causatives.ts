import {
  anEffect,
  changed,
  fromDoing,
  isThe,
  notTheUser,
  type ObjectTest,
  othersToDo,
  someone,
  someoneElse,
  toDo,
} from './english-objects.js'
import type { Relation } from './rule.js'

/** A verb whose subject is a cause and whose object, or what follows it, is the effect. */
export interface Causative {
  certainty: number
  /** The word that must follow; it belongs to the verb ("to" of "leads to"). */
  particle?: string
  /** What must follow, by the index of the token after the verb. */
  object?: ObjectTest
  /** What it brings about may be a product as well; an effect is told by its noun. */
  product?: true
  /** How the subject acts, where it does not just cause: then the verb is part of the effect ("reduces the risk"). */
  relation?: Relation
  /** "E is caused by C" is said of most; what is made or kept by someone has no cause there. */
  passive?: false
}
/** The forms of a regular verb. */
const regular = (verb: string) => {
  const stem = verb.endsWith('e') ? verb.slice(0, -1) : verb
  return [verb, `${verb}s`, `${stem}ed`, `${stem}ing`]
}
const forms = (verbs: string) => verbs.split(' ').flatMap(regular)

const TABLE: [forms: readonly string[], verb: Causative][] = [
  [forms('cause'), { certainty: 0.85 }],
  [forms('trigger'), { certainty: 0.8 }],
  [['lead', 'leads', 'led', 'leading'], { particle: 'to', certainty: 0.8 }],
  [forms('result'), { particle: 'in', certainty: 0.8 }],
  [['give', 'gives', 'gave', 'giving'], { particle: 'rise', certainty: 0.8 }],
  [['bring', 'brings', 'brought', 'bringing'], { particle: 'about', certainty: 0.75 }],
  [forms('contribute'), { particle: 'to', certainty: 0.6 }],
  [forms('provoke induce precipitate'), { certainty: 0.7 }],
  [[...forms('spark fuel stimulate'), 'spur', 'spurs', 'spurred'], { certainty: 0.65 }],
  [['set', 'sets', 'setting'], { particle: 'off', certainty: 0.6 }],
  [forms('generate produce create'), { object: anEffect, product: true, certainty: 0.6 }],
  [forms('prevent inhibit hinder'), { relation: 'prevent', certainty: 0.6 }],
  [
    [
      'stop',
      'stops',
      'stopped',
      'keep',
      'keeps',
      'kept',
      ...forms('protect save deter discourage dissuade block prohibit'),
      'deterred',
      'ban',
      'bans',
      'banned',
      'bar',
      'bars',
      'barred',
    ],
    { object: fromDoing, relation: 'prevent', certainty: 0.6 },
  ],
  [forms('ensure'), { relation: 'enable', certainty: 0.55 }],
  [forms('enable facilitate encourage'), { object: notTheUser, relation: 'enable', certainty: 0.55 }],
  [['let', 'lets', 'letting'], { object: someoneElse, passive: false, relation: 'enable', certainty: 0.5 }],
  [
    [...forms('empower entitle'), 'permit', 'permits', 'permitted', 'permitting'],
    { object: othersToDo, relation: 'enable', certainty: 0.55 },
  ],
  [forms('help'), { object: notTheUser, passive: false, relation: 'enable', certainty: 0.5 }],
  [forms('allow'), { object: othersToDo, passive: false, relation: 'enable', certainty: 0.5 }],
  [
    [...forms('force'), 'compel', 'compels', 'compelled', 'compelling'],
    { object: toDo, relation: 'change', certainty: 0.55 },
  ],
  [
    [
      ...forms('prompt motivate inspire persuade convince tempt drive push'),
      'drove',
      'driven',
      'lead',
      'leads',
      'led',
    ],
    { object: toDo, relation: 'change', certainty: 0.55 },
  ],
  [
    ['make', 'makes', 'made', 'making'],
    { object: changed, passive: false, relation: 'change', certainty: 0.55 },
  ],
  [['keep', 'keeps', 'kept'], { object: someone, passive: false, relation: 'change', certainty: 0.5 }],
  [forms('increase reduce improve'), { object: isThe, passive: false, relation: 'change', certainty: 0.5 }],
]

/** Causative verbs by their forms; a form may have several readings ("keep it warm", "keep it from falling"). */
export const CAUSATIVES: ReadonlyMap<string, readonly Causative[]> = (() => {
  const readings = new Map<string, Causative[]>()
  for (const [verbs, causative] of TABLE)
    for (const verb of verbs) readings.set(verb, [...(readings.get(verb) ?? []), causative])
  return readings
})()

/** Forms that are nouns as often: they are verbs where the tagger says so. */
export const OFTEN_NOUNS = new Set(
  'cause causes trigger triggers lead leads fuel fuels stop stops protect save drive drives push let permit permits ban bans bar bars block blocks result results spark sparks set sets produce force forces help prompt prompts make makes keep increase increases'.split(
    ' ',
  ),
)
