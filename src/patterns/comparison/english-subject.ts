import { isNominal, nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { differ, isName, item, namedBefore, type Other } from './english-items.js'
import type { Range } from './rule.js'

/**
 * The item that the comparative word at `at` is said of: what stands after the same preposition as the other item, or
 * the subject; where that is no name although the other item is one, the nearest name before.
 */
export function itemBefore(tokens: readonly Token[], at: number, other?: Other): Range | undefined {
  // "easier in Java than in C++"
  if (other?.prep) {
    // "At sunset the path is longer than at noon": what a sentence begins with comes first
    const places = lowerAt(tokens, 0) === other.prep ? [0] : []
    for (let i = other.range[0] - 2; i > 0; i--) if (lowerAt(tokens, i) === other.prep) places.push(i)
    for (const i of places) {
      const end = nounPhraseEnd(tokens, i + 1, other.range[0])
      const range = end > i + 1 ? item(tokens, i + 1, end) : undefined
      if (range && differ(tokens, range, other.range)) return range
    }
    return undefined
  }
  // "New phone faster than old one": no verb, all of it is the item
  if (isNominal(tokens, 0, at)) return item(tokens, 0, at)
  const relative = relativeBefore(tokens, at) ?? participleBefore(tokens, at)
  if (relative) return relative
  if (isOfSpeaker(tokens, at)) return undefined
  const found = subjectBefore(tokens, at)
  // the first word is written with a capital, name or not
  const sameSort =
    found && (found[0] === 0 || !other || !isName(tokens, other.range) || isName(tokens, found))
  if (found && sameSort) return found
  const named = namedBefore(tokens, at)
  return named && (!other || differ(tokens, named, other.range)) ? named : found
}

/** "an object moving faster" */
function participleBefore(tokens: readonly Token[], at: number): Range | undefined {
  if (!/[a-z]{3}ing$/.test(lowerAt(tokens, at - 1)) || tokens[at - 2]?.tag !== 'noun') return undefined
  let start = at - 1
  while (start > 0 && tokens[start - 1]?.tag === 'noun') start--
  return item(tokens, start, at - 1)
}

/** "games that looked worse", "native code that runs faster" */
function relativeBefore(tokens: readonly Token[], at: number): Range | undefined {
  for (let i = at - 1; i > 0 && i > at - 7 && /^(?:aux|verb|adv|sub|wh)$/.test(tokens[i]?.tag ?? ''); i--)
    if (RELATIVE.test(lowerAt(tokens, i)) && tokens[i - 1]?.tag === 'noun') return phraseBefore(tokens, i)
  return undefined
}

/** "I'm not as fast", "you are faster": said of who speaks or is spoken to, who is no item. */
function isOfSpeaker(tokens: readonly Token[], at: number): boolean {
  let i = at - 1
  while (i > 0 && /^(?:aux|adv|det)$/.test(tokens[i]?.tag ?? '')) i--
  return /^(?:i|you|we)(?:['’](?:m|re))?$/.test(lowerAt(tokens, i))
}

/** Between a subject and its verb: "A, B and C all have", "Ruby itself is". */
const AFTER_SUBJECT = /^(?:all|both|each|itself|themselves|alone|also|too)$/
/** A pronoun that takes up the subject of the clause before. */
const REFERS = /^(?:it|they|he|she|it['’]s|they['’]re|he['’]s|she['’]s)$/

const RELATIVE = /^(?:that|which|who|that['’]s|who['’]s)$/

/** The subject of the clause in which the word at `at` stands. */
export function subjectBefore(tokens: readonly Token[], at: number, main = false): Range | undefined {
  for (let verb = at - 1; verb >= 0; verb--) {
    const { tag, word, lower } = tokens[verb] as Token
    // "Io: small, embeddable; faster than Perl"
    if (/^[;:]$/.test(word)) return at - verb < 6 ? firstPhrase(tokens, verb) : undefined
    // "it's faster"
    if (tag === 'pron' && REFERS.test(lower) && /['’]/.test(lower)) return antecedent(tokens, verb)
    if (!main && RELATIVE.test(lower) && tokens[verb - 1]?.tag === 'noun') return phraseBefore(tokens, verb)
    if (verb === 0 || (tag !== 'aux' && tag !== 'verb')) continue
    let left = verb
    while (left > 0 && /^(?:aux|adv|verb)$/.test(tokens[left - 1]?.tag ?? '')) left--
    while (left > 1 && AFTER_SUBJECT.test(lowerAt(tokens, left - 1))) left--
    if (lowerAt(tokens, left) === 'itself' && lowerAt(tokens, left - 1) === 'in') left--
    const subject = tokens[left - 1]
    if (!subject) return undefined
    // "is likely to run": the subject of the verb before
    if (subject.lower === 'to') continue
    // "are near coasts and are shallower": the subject stands before the first verb
    if (subject.tag === 'conj' && !AFTER_SUBJECT.test(lowerAt(tokens, left))) continue
    if (REFERS.test(subject.lower)) return antecedent(tokens, left - 1)
    if (/^(?:nothing|none|nobody)$/.test(subject.lower)) return undefined
    // "A and B are slow, and both run"
    if (AFTER_SUBJECT.test(lowerAt(tokens, left)) && /^(?:conj|punct)$/.test(subject.tag))
      return antecedent(tokens, left)
    if (subject.tag === 'wh' || subject.lower === 'that') {
      if (main) continue
      left--
    }
    if (lowerAt(tokens, left - 1) === ',') left = beforeAside(tokens, left - 1)
    const range = phraseBefore(tokens, left)
    // "to distribute heat": an infinitive that is not known is no subject
    if (range && lowerAt(tokens, range[0] - 1) === 'to') continue
    if (range) return range
    if (subject.tag === 'pron') return undefined
  }
  return bareSubject(tokens, at)
}

const LABEL =
  /^(?:pros?|cons?|notes?|tips?|costs?|answer|summary|advantages?|disadvantages?|example|edit|update|results?|conclusion|simplicity|security|speed|performance|efficiency|quality)$/

/** What a sentence of fragments begins with: "Io - small; faster than Perl", "Io: faster than Perl". */
function firstPhrase(tokens: readonly Token[], before: number): Range | undefined {
  const end = nounPhraseEnd(tokens, 0, before)
  const after = tokens[end]
  const names = after?.tag === 'punct' || after?.tag === 'prep'
  return end > 0 && names && !LABEL.test(lowerAt(tokens, end - 1)) ? item(tokens, 0, end) : undefined
}

/** The noun phrase that ends before `end`, with the list it closes and what it hangs on ("support for Java on Linux"). */
function phraseBefore(tokens: readonly Token[], end: number): Range | undefined {
  let start = listStart(tokens, nounPhraseStart(tokens, end))
  // "we often meet problems that": the first word is a verb that is not known
  const before = tokens[start - 1]
  if (
    end - start > 1 &&
    (before?.tag === 'pron' || (before?.tag === 'adv' && tokens[start - 2]?.tag === 'pron'))
  )
    start++
  const prep = tokens[start - 1]
  if (start < end && prep?.tag === 'prep' && tokens[start - 2]?.tag === 'noun') {
    const head = nounPhraseStart(tokens, start - 1)
    const range = head < start - 1 && opensClause(tokens[head - 1]) ? item(tokens, head, end) : undefined
    if (range) return range
  }
  // "Building your own PC is"
  if (/^det$/.test(tokens[start]?.tag ?? '') && /[a-z]ing$/.test(lowerAt(tokens, start - 1))) start--
  return item(tokens, start, end)
}

const opensClause = (before: Token | undefined) => !before || /^(?:punct|sub|conj|adv)$/.test(before.tag)

/** What "it" or "they" at `at` means: the subject of the clause before, or what stands alone before it. */
function antecedent(tokens: readonly Token[], at: number): Range | undefined {
  const subject = at > 1 ? subjectBefore(tokens, at, true) : undefined
  if (subject) return subject
  // "use PHP because it is"
  if (tokens[at - 1]?.tag === 'sub')
    return phraseBefore(tokens, lowerAt(tokens, at - 2) === ',' ? at - 2 : at - 1)
  // "Amazon MP3: it is", "to Java, it is"
  for (let i = at - 1; i > 0; i--) {
    if (!/^[:,–—-]$/.test(tokens[i]?.word ?? '')) continue
    const range = phraseBefore(tokens, i)
    if (range && !LABEL.test(lowerAt(tokens, range[1] - 1))) return range
  }
  return undefined
}

/** "Windows 8 boots faster": the verb is none that is known, so it is taken for the last noun of the phrase. */
function bareSubject(tokens: readonly Token[], at: number): Range | undefined {
  let from = 0
  for (let i = at - 1; i > 0; i--)
    if (/^(?:punct|sub|conj|wh)$/.test(tokens[i - 1]?.tag ?? '')) [from, i] = [i, 0]
  const end = nounPhraseEnd(tokens, from, at)
  const last = tokens[end - 1]
  if (end <= from || !last || /^(?:aux|verb)$/.test(tokens[end]?.tag ?? '')) return undefined
  // "Illnesses pose a threat"
  const afterPlural =
    tokens[end - 2]?.lower.endsWith('s') && /^(?:det|adv|pron)$/.test(tokens[end]?.tag ?? '')
  const verb = end - from > 1 && last.word === last.lower && (last.lower.endsWith('s') || afterPlural)
  return item(tokens, from, verb ? end - 1 : end)
}

/** "Python, in my tests, is": the index before the words between the commas, else of the comma. */
function beforeAside(tokens: readonly Token[], comma: number): number {
  for (let i = comma - 1; i > Math.max(0, comma - 12); i--) {
    const { tag, lower } = tokens[i] as Token
    // "Windows 7 being the latest version, is"
    if (lower === 'being') return i
    if (lower === ',') return /^(?:prep|adv|sub|wh)$/.test(tokens[i + 1]?.tag ?? '') ? i : comma
    if (tag === 'aux') break
  }
  return comma
}

/** "PHP, Ruby and Python are", "PHP, Ruby are": the start of the list whose last part begins at `start`. */
function listStart(tokens: readonly Token[], start: number): number {
  let listed = false
  while (start > 1) {
    const joint = tokens[start - 1] as Token
    let end = start - 1
    if (joint.tag === 'conj') {
      // "A, B, and C are", but "A, and B is"
      const listsMore = (comma: number) =>
        lowerAt(tokens, nounPhraseStart(tokens, comma) - 1) === ',' && tokens[comma - 1]?.tag === 'noun'
      if (lowerAt(tokens, end - 1) === ',') {
        if (!listsMore(end - 1)) break
        end--
      }
    } else if (joint.lower !== ',' || !(listed || isName(tokens, [start, start + 1]))) break
    if (tokens[end - 1]?.tag !== 'noun') break
    const before = nounPhraseStart(tokens, end)
    if (before >= end || (joint.lower === ',' && !isListed(tokens, before, end, start))) break
    listed = true
    start = before
  }
  return start
}

/** Before the comma of "PHP, Ruby are" stands no introduction ("In Java, Ruby is", "Sure, Ruby is"). */
const isListed = (tokens: readonly Token[], start: number, end: number, next: number) =>
  end - start <= 4 &&
  tokens[start - 1]?.tag !== 'sub' &&
  // "tools for Perl, Python or PHP are"
  (tokens[start - 1]?.tag !== 'prep' ||
    lowerAt(tokens, start - 1) === 'like' ||
    tokens[start - 2]?.tag === 'noun') &&
  (isName(tokens, [start, end]) ||
    !isName(tokens, [next, next + 1]) ||
    (start === 0 && !INTRODUCES.test(lowerAt(tokens, 0))))
const INTRODUCES = /^(?:sure|well|yes|yeah|no|ok|okay|overall|personally|plus|still|now|today|right|look)$/
