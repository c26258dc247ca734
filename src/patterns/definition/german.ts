import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import type { Sentence } from '../document.js'
import { bodyEnd, endsInNoun, genus } from './german-genus.js'
import { termRange } from './german-term.js'
import { JUDGES, OPENS, PARTICULAR } from './german-words.js'
import { type Definition, define, type Range, type Rule } from './rule.js'

/** "X ist ein Y, der ..."; "In der Informatik ist X ein Y ..." */
const copula: Rule = (sentence) => {
  const { tokens } = sentence
  const is = tokens.findIndex(({ lower }, i) => i > 0 && i < 25 && (lower === 'ist' || lower === 'sind'))
  if (is < 1) return undefined
  const first = tokens[0] as Token
  const opens = OPENS.test(first.lower) && (is === 1 || (is === 2 && lowerAt(tokens, 1) === ','))
  let term = opens ? undefined : termRange(tokens, 0, is)
  let at = is + 1
  if (!term && (opens || first.tag === 'prep' || first.tag === 'adv')) {
    const end = nounPhraseEnd(tokens, is + 1)
    term = termRange(tokens, is + 1, end)
    at = end
  }
  while (tokens[at]?.tag === 'adv' && lowerAt(tokens, at) !== 'nicht') at++
  const certainty = genus(tokens, at)
  if (!term || certainty === 0 || !endsInNoun(tokens, at, bodyEnd(tokens, at))) return undefined
  const judged = tokens.slice(at, at + 4).some(({ lower }) => JUDGES.test(lower))
  if (judged) return undefined
  return define(
    sentence,
    term,
    [at, bodyEnd(tokens, at)],
    certainty - (/^(?:der|die|das)$/.test(first.lower) ? 0.05 : 0),
  )
}

/** "Unter X versteht man Y", "Als X bezeichnet man Y", "Bei X handelt es sich um Y" */
const framed: Rule = (sentence) => {
  const { tokens } = sentence
  const frame = lowerAt(tokens, 0)
  if (!/^(?:unter|als|bei|mit)$/.test(frame)) return undefined
  for (let i = 2; i < Math.min(tokens.length - 2, 14); i++) {
    const lower = lowerAt(tokens, i)
    const term = () => termRange(tokens, 1, i)
    const rest = (from: number, cut = 0) => {
      let start = from
      while (
        /^(?:man|wir|sich|es|allgemein|meist|in|der|regel)$/.test(lowerAt(tokens, start)) &&
        !/^in$/.test(lowerAt(tokens, start))
      ) {
        if (tokens[start]?.tag === 'det') break
        start++
      }
      return [start, tokens.length - cut] as const
    }
    if (frame === 'unter' && /^verst(?:eht|ehen)$/.test(lower))
      return define(sentence, term(), rest(i + 1), 0.9)
    if (/^(?:als|mit)$/.test(frame) && /^bezeichne[nt]+$/.test(lower))
      return define(sentence, term(), rest(i + 1), 0.9)
    if (frame === 'bei' && lower === 'handelt') {
      const um = tokens.findIndex((token, k) => k > i && k < i + 6 && token.lower === 'um')
      return um < 0 ? undefined : define(sentence, term(), [um + 1, tokens.length], 0.85)
    }
    if (/^(?:unter|als)$/.test(frame) && /^(?:wird|werden)$/.test(lower)) {
      const verb = tokens.length - (tokens.at(-1)?.tag === 'punct' ? 2 : 1)
      if (/^(?:verstanden|bezeichnet)$/.test(lowerAt(tokens, verb)))
        return define(sentence, term(), [i + 1, verb], 0.85)
    }
  }
  return undefined
}

/** "X bezeichnet Y", "X bedeutet Y", "X steht für Y", "X ist definiert als Y" */
const verbal: Rule = (sentence) => {
  const { tokens } = sentence
  for (let i = 1; i < Math.min(tokens.length - 2, 16); i++) {
    const lower = lowerAt(tokens, i)
    const next = lowerAt(tokens, i + 1)
    let at = i + 1
    let end = i
    let certainty = 0
    if (/^(?:bezeichnet|bezeichnen)$/.test(lower) && next !== 'man' && next !== 'wir') certainty = 0.85
    else if (lower === 'bedeutet' && next !== 'das' && next !== ',') certainty = 0.7
    else if (lower === 'beschreibt') certainty = 0.65
    else if (lower === 'steht' && next === 'für') [at, certainty] = [i + 2, 0.8]
    else if (lower === 'definiert' && next === 'als') [at, certainty] = [i + 2, 0.85]
    else continue
    while (/^(?:ist|sind|wird|werden|auch|oft)$/.test(lowerAt(tokens, end - 1))) end--
    const term = termRange(tokens, 0, end)
    // "X wird ... bezeichnet" is another rule
    if (!term || tokens.length - at < 3) return undefined
    return define(sentence, term, [at, bodyEnd(tokens, at)], certainty)
  }
  return undefined
}

/** "Y nennt man X", "Y wird (auch) X genannt", "Y heißt X", "Y wird als X bezeichnet" */
const named: Rule = (sentence) => {
  const { tokens } = sentence
  for (let i = 3; i < tokens.length - 1; i++) {
    const lower = lowerAt(tokens, i)
    let term: Range | undefined
    let end = i
    // "aus heißen Ländern" are hot ones
    if (lower === 'heißen' && /^(?:det|prep|adj)$/.test(tokens[i - 1]?.tag ?? '')) continue
    if (/^(?:nennt|nennen|heißt|heißen)$/.test(lower)) {
      let at = i + 1
      while (/^(?:man|wir|auch|oft|meist|häufig|deshalb|daher|sich)$/.test(lowerAt(tokens, at))) at++
      term = termRange(tokens, at, nounPhraseEnd(tokens, at))
    } else if (/^(?:genannt|bezeichnet)$/.test(lower)) {
      const start = nounPhraseStart(tokens, i)
      term = start < i ? termRange(tokens, start, i) : undefined
      end = start
      while (end > 0 && /^(?:aux|adv|sub)$/.test(tokens[end - 1]?.tag ?? '')) end--
      if (tokens[end]?.tag !== 'aux') return undefined
    } else continue
    if (!term || end < 3) return undefined
    const first = tokens[0] as Token
    const points = first.tag === 'pron' || PARTICULAR.test(first.lower) || first.tag === 'adv'
    if (points || lowerAt(tokens, end - 1) === 'das') return undefined
    while (end > 0 && lowerAt(tokens, end - 1) === ',') end--
    return end >= 3 && tokens.slice(0, end).some(({ tag }) => tag === 'noun')
      ? define(sentence, term, [0, end], end >= 4 ? 0.8 : 0.45)
      : undefined
  }
  return undefined
}

/** "X, ein Y, das ...", "X (ein Y, der ...)" */
const apposition: Rule = (sentence: Sentence): Definition | undefined => {
  const { tokens } = sentence
  for (let i = 1; i < tokens.length - 4; i++) {
    const mark = tokens[i]?.word ?? ''
    if (!/^[,(—–]$/.test(mark) || !/^(?:ein|eine|einen|einem|einer)$/.test(lowerAt(tokens, i + 1))) continue
    if (genus(tokens, i + 1) < 0.8) continue
    const start = nounPhraseStart(tokens, i)
    const term = start < i ? termRange(tokens, start, i) : undefined
    if (!term) continue
    let end = i + 1
    let commas = 0
    for (; end < tokens.length - 1; end++) {
      const word = tokens[end]?.word
      if (mark === '(' ? word === ')' : /^[—–;]$/.test(word ?? '')) break
      if (
        word === ',' &&
        mark === ',' &&
        ++commas &&
        !/^(?:der|die|das|den|dem|in|mit|bei|für|zu)$/.test(lowerAt(tokens, end + 1))
      )
        break
    }
    if (end - i < 6 || lowerAt(tokens, end - 2) === 'zu') continue
    return define(sentence, term, [i + 1, end], 0.55)
  }
  return undefined
}

const RULES: readonly Rule[] = [framed, named, verbal, copula, apposition]

/** The definition that a German sentence gives: what the first rule finds that finds any. */
export const german: Rule = (sentence, before) => {
  for (const rule of RULES) {
    const found = rule(sentence, before)
    if (found) return found
  }
  return undefined
}
