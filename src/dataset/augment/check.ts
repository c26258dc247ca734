import { SIMULATED_MARK } from '../../record/simulated.js'
import { languageOf } from '../../text/language.js'
import { readsAsRefusal } from '../../text/refusal.js'
import { jaccard, words } from '../../text/words.js'
import { changed } from './kept.js'
import type { Exchange } from './request.js'

/** Longer than so many times its model, and a text is another text; preferences would learn the length. */
const LONGER = 3
/** A few words more or less do not count. */
const SOME = 60
/** A contrast asks nearly the same. */
const NEAR = 0.3
/** Of the words that are new in a paraphrase, so many are from the answer where it gives the answer. */
const FROM_ANSWER = 0.6

/** A text that asks: a question, a request, or that somebody wants to know. */
const ASKS =
  /[?？؟]|\b(?:explain|describe|tell|give|name|list|show|define|compare|summari[sz]e|write|outline|wonder|know|understand|learn|help|please|looking for|erklär\p{L}*|beschreib\p{L}*|nenn\p{L}*|sag\p{L}*|zeig\p{L}*|gib|vergleich\p{L}*|schreib\p{L}*|wissen|verstehen|erfahren|bitte|hilf)\b/iu
/** So few words are a search, not an answer. */
const SEARCH = 8
const TELLS =
  /\b(?:(?:wrong|worse|incorrect|flawed|bad|false) (?:answer|version|statement)|(?:falsche|schlechtere|fehlerhafte) (?:antwort|version|aussage))\b|\((?:this is )?(?:wrong|incorrect|false)\b|^(?:sure|certainly|of course|gern)\b[^\n]{0,80}:/iu

/** Why a text is no other way to ask the question; undefined where it is one. */
export function questionFault(source: Exchange, text: string, names: readonly string[]): string | undefined {
  const { question, answer } = source
  const fault = textFault(question, text)
  if (fault) return fault
  if (givesAnswer(question, answer, text)) return 'answered'
  const what = changed(question, bare(text), names)
  return what && `another ${what}`
}

/** Why a text is no worse answer. */
export function negativeFault({ answer }: Exchange, text: string): string | undefined {
  return textFault(answer, text) ?? (TELLS.test(text) ? 'gives itself away' : undefined)
}

/** Why a question and its answer are no contrast to the source. */
export function contrastFault(source: Exchange, asked: Exchange): string | undefined {
  const fault = textFault(source.question, asked.question) ?? textFault(source.answer, asked.answer)
  if (fault) return fault
  const near = jaccard(new Set(words(source.question)), new Set(words(bare(asked.question))))
  return near < NEAR ? 'another question' : undefined
}

/** What is wrong with a text whatever it is meant to be. */
function textFault(model: string, text: string): string | undefined {
  const own = bare(text)
  if (words(own).length === 0) return 'empty'
  if (readsAsRefusal(own)) return 'refused'
  if (sameText(model, own)) return 'unchanged'
  if (own.length > LONGER * model.length + SOME) return 'too long'
  if (model.length > LONGER * own.length + SOME) return 'too short'
  const [before, after] = [languageOf(model), languageOf(own)]
  return before && after && before !== after && own.length > SOME ? 'another language' : undefined
}

function givesAnswer(question: string, answer: string, text: string): boolean {
  const own = bare(text)
  const all = words(own)
  if (question.trimEnd().endsWith('?') && !ASKS.test(own) && all.length > SEARCH) return true
  const asked = new Set(words(question))
  const fresh = new Set(all.filter((word) => word.length > 3 && !asked.has(word)))
  const given = new Set(words(answer))
  const copied = [...fresh].filter((word) => given.has(word)).length
  return copied >= 4 && copied >= FROM_ANSWER * fresh.size
}

/** Are two texts the same but for case, spaces and punctuation? */
export function sameText(a: string, b: string): boolean {
  return wordsOf(a) === wordsOf(b)
}

const wordsOf = (text: string) => words(bare(text)).join(' ') || text.trim()

/** Without the mark of the simulated model. */
const bare = (text: string) => text.replaceAll(SIMULATED_MARK, '').trim()
