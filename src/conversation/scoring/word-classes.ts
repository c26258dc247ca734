import { LEXICON as ENGLISH } from '../../text/english-lexicon.js'
import { LEXICON as GERMAN } from '../../text/german.js'
import type { Tag } from '../../text/tokens.js'
import { hashOf } from './tokens.js'

/** What a word is in the flow of a sentence. Between words stand marks: a comma or line's end, the end of a sentence. */
export const CLASSES = [
  'none',
  'det',
  'pron',
  'wh',
  'prep',
  'conj',
  'sub',
  'aux',
  'adv',
  'verb',
  'number',
  'name',
  'ly',
  'ing',
  'ed',
  's',
  'word',
  'pause',
  'end',
] as const
export type WordClass = (typeof CLASSES)[number]
export const CLASS = Object.fromEntries(CLASSES.map((name, i) => [name, i])) as Record<WordClass, number>

const OF_TAG: Partial<Record<Tag, WordClass>> = {
  det: 'det',
  pron: 'pron',
  wh: 'wh',
  prep: 'prep',
  conj: 'conj',
  sub: 'sub',
  aux: 'aux',
  adv: 'adv',
  verb: 'verb',
  num: 'number',
}

/** By hash: the class in English in the low byte, that in German in the high one; 0 where it is none of its function words. */
export const CLASSES_OF = new Map<number, number>()

function enter(lexicon: ReadonlyMap<string, Tag>, shift: number): void {
  for (const [word, tag] of lexicon) {
    const name = OF_TAG[tag]
    if (!name) continue
    const hash = hashOf(word)
    CLASSES_OF.set(hash, (CLASSES_OF.get(hash) ?? 0) | (CLASS[name] << shift))
  }
}
enter(ENGLISH, 0)
enter(GERMAN, 8)

/** Verbs are open words: any text may have them. These are the ones that hold a sentence together. */
export const isFunction = (name: number): boolean => name > CLASS.none && name < CLASS.verb
