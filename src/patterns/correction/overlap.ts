import { words } from '../../text/words.js'
import { type Field, MAX_SENTENCE, type Sentence } from '../document.js'

const COMMON = new Set(
  `the a an of to in on at is are was were be been it its that this these those and or but not no for with as by from i you
  your my we they he she do does did have has had can could will would should may might so if then than there here what which
  who how when where why about into over more most very also just only really actually some any all one
  der die das den dem des ein eine einen einem einer und oder aber nicht kein keine ist sind war waren sein es ich du sie wir
  er in im an am auf zu von mit für bei als auch nur noch so wie wenn dass was wer hat haben wird werden man sich`.split(
    /\s+/,
  ),
)

/** The words of a text that carry meaning. */
export const contentWords = (text: string): Set<string> =>
  new Set(words(text).filter((word) => word.length > 1 && !COMMON.has(word)))

const DENIES =
  /n['’]t\b|\b(?:not|no|never|cannot|impossible|difficult|nicht|kein|keine|keinen|nie|niemals|unmöglich|schwierig)\b/i
/** Longer texts are searched from their start only. */
const MAX_SENTENCES = 60

/**
 * The statement of a field that shares most content words with a text: at least two, or one of few. Questions state
 * nothing; a sentence that says the same is not looked for.
 */
export function closestStatement(field: Field, text: string): Sentence | undefined {
  const wanted = contentWords(text)
  const denies = DENIES.test(text)
  let best: Sentence | undefined
  let most = 0
  for (const sentence of field.sentences.slice(0, MAX_SENTENCES)) {
    const raw = field.text.slice(sentence.start, sentence.end)
    if (/[?:]$/.test(raw) || raw.length > MAX_SENTENCE || sentence.block.kind === 'heading') continue
    const own = contentWords(raw)
    let shared = 0
    for (const word of own) if (wanted.has(word)) shared++
    if (own.size < 2 || shared < Math.min(2, wanted.size) || shared === 0) continue
    if (shared === own.size && own.size === wanted.size) continue
    // "you can't" sets "you can" right rather than "it is difficult"
    const score = (shared / Math.sqrt(own.size)) * (DENIES.test(raw) === denies ? 1 : 1.3)
    if (score > most) [best, most] = [sentence, score]
  }
  return best
}
