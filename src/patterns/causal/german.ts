import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd, clauseStart, hasVerb, sentenceStart } from '../clause.js'
import type { Sentence } from '../document.js'
import { type Link, type Links, type Part, type Rule, whole } from './rule.js'

const words = (list: string) => new Set(list.trim().split(/\s+/))

const part = (sentence: Sentence, start: number, end: number): Part => ({ sentence, start, end })

/** The comma that ends the subordinate clause opened before `from`: the last word before it is its verb. */
function subordinateEnd(tokens: readonly Token[], from: number): number {
  for (let i = from + 2; i < tokens.length - 2; i++) {
    const before = tokens[i - 1]?.tag
    if (lowerAt(tokens, i) === ',' && (before === 'verb' || before === 'aux')) return i
  }
  return -1
}

/** "E, weil C", "Weil C, E", ", da C", ", denn C" */
const connectives: Links = (sentence, before) => {
  const { tokens } = sentence
  const out: Link[] = []
  for (let i = 0; i < tokens.length - 2; i++) {
    const lower = lowerAt(tokens, i)
    const previous = lowerAt(tokens, i - 1)
    if (!/^(?:weil|da|denn)$/.test(lower)) continue
    const initial = i <= sentenceStart(tokens, i)
    if (lower === 'denn' && (initial || previous !== ',')) continue
    if (lower === 'da' && !(initial || previous === ',')) continue
    // "da" as "there": a verb follows at once
    if (lower === 'da' && /^(?:verb|aux|adv)$/.test(tokens[i + 1]?.tag ?? '')) continue
    const certainty = lower === 'weil' ? 0.85 : 0.75
    if (initial) {
      const comma = subordinateEnd(tokens, i + 1)
      if (comma > 0)
        out.push({
          cause: part(sentence, i + 1, comma),
          effect: part(sentence, comma + 1, clauseEnd(tokens, comma + 1)),
          certainty,
        })
      else if (before && lower === 'weil')
        out.push({ cause: part(sentence, i + 1, tokens.length), effect: whole(before), certainty: 0.5 })
      continue
    }
    let left = i
    while (
      left > 0 &&
      /^(?:,|und|nur|vor|allem|auch|nicht|zuletzt|schon|deshalb)$/.test(lowerAt(tokens, left - 1))
    )
      left--
    if (previous === 'nicht') continue
    const start = clauseStart(tokens, left)
    if (left - start < 3 || !hasVerb(tokens, start, left)) continue
    const comma = lower === 'denn' ? -1 : subordinateEnd(tokens, i + 1)
    const end =
      comma > 0 && !/^(?:und|oder|der|die|das|was|wie|wenn|als|um)$/.test(lowerAt(tokens, comma + 1))
        ? comma
        : clauseEnd(tokens, i + 1)
    out.push({ cause: part(sentence, i + 1, end), effect: part(sentence, start, left), certainty })
  }
  return out
}

/** "C, deshalb E", "Deshalb E", "C, sodass E" */
const consequences: Links = (sentence, before) => {
  const { tokens } = sentence
  for (let i = 0; i < tokens.length - 2; i++) {
    const lower = lowerAt(tokens, i)
    const previous = lowerAt(tokens, i - 1)
    const soThat = lower === 'sodass' || (lower === 'so' && /^da(?:ss|ß)$/.test(lowerAt(tokens, i + 1)))
    const reason =
      lower === 'aus' && lowerAt(tokens, i + 1) === 'diesem' && lowerAt(tokens, i + 2) === 'grund'
    if (
      !soThat &&
      !reason &&
      !/^(?:deshalb|daher|deswegen|folglich|somit|demzufolge|infolgedessen|darum)$/.test(lower)
    )
      continue
    if (!soThat && i > 0 && !/^(?:,|;|und|—|–)$/.test(previous)) continue
    // "daher, dass"
    if (lowerAt(tokens, i + 1) === ',' || (i === 0 && soThat)) continue
    const from = i + (reason ? 3 : lower === 'so' ? 2 : 1)
    const end = clauseEnd(tokens, from)
    if (end - from < 3 || !hasVerb(tokens, from, end)) continue
    if (i === 0) {
      if (!before || before.tokens.length < 5 || /\?$/.test(before.text.slice(before.start, before.end)))
        return []
      return [
        {
          cause: whole(before, sentenceStart(before.tokens)),
          effect: part(sentence, from, end),
          certainty: 0.65,
        },
      ]
    }
    let left = i
    while (left > 0 && /^(?:,|;|und|—|–)$/.test(lowerAt(tokens, left - 1))) left--
    const start = clauseStart(tokens, left)
    if (left - start < 3 || !hasVerb(tokens, start, left)) continue
    return [{ cause: part(sentence, start, left), effect: part(sentence, from, end), certainty: 0.75 }]
  }
  return []
}

const PASSIVE = /^(?:verursacht|ausgelöst|hervorgerufen|bedingt|bewirkt|herbeigeführt)$/

/** "C führt zu E", "C verursacht E", "E wird durch C ausgelöst" */
const verbs: Links = (sentence, before) => {
  const { tokens } = sentence
  for (let i = 1; i < tokens.length; i++) {
    const lower = lowerAt(tokens, i)
    if (PASSIVE.test(lower)) {
      const by = tokens.findIndex((token, k) => k < i && /^(?:durch|von|vom)$/.test(token.lower))
      if (by > 0 && by < i - 1) {
        let left = by
        while (left > 0 && /^(?:aux|adv)$/.test(tokens[left - 1]?.tag ?? '')) left--
        const full = left < by
        const start = full ? subjectStart(tokens, left) : nounPhraseStart(tokens, by)
        return start < left
          ? [{ cause: part(sentence, by + 1, i), effect: part(sentence, start, left), certainty: 0.8 }]
          : []
      }
    }
    let from = i + 1
    if (/^(?:führt|führen|führte|führten)$/.test(lower)) {
      // "führt häufig zu"
      while (
        from < i + 5 &&
        /^(?:adv|det|noun|adj|prep|pron)$/.test(tokens[from]?.tag ?? '') &&
        !/^(?:zu|zum|zur|dazu)$/.test(lowerAt(tokens, from))
      )
        from++
      if (!/^(?:zu|zum|zur|dazu)$/.test(lowerAt(tokens, from))) continue
      from += /^(?:zum|zur)$/.test(lowerAt(tokens, from)) ? 1 : 1
      if (lowerAt(tokens, from) === ',') from++
      if (/^da(?:ss|ß)$/.test(lowerAt(tokens, from))) from++
    } else if (
      !/^(?:verursacht|verursachen|verursachte|bewirkt|bewirken|ermöglicht|ermöglichen|verhindert|verhindern)$/.test(
        lower,
      )
    )
      continue
    const end = clauseEnd(tokens, from)
    if (end - from < 1 || !tokens.slice(from, end).some(({ tag }) => tag === 'noun')) continue
    let left = i
    while (left > 0 && /^(?:aux|adv)$/.test(tokens[left - 1]?.tag ?? '')) left--
    const start = subjectStart(tokens, left)
    if (left - start === 1 && /^(?:das|dies)$/.test(lowerAt(tokens, start))) {
      if (!before || before.tokens.length < 5) return []
      return [
        {
          cause: whole(before, sentenceStart(before.tokens)),
          effect: part(sentence, from, end),
          certainty: 0.65,
        },
      ]
    }
    if (start >= left || !tokens.slice(start, left).some(({ tag }) => tag === 'noun')) continue
    const certainty = /^(?:ermöglich|verhinder)/.test(lower) ? 0.55 : 0.8
    return [{ cause: part(sentence, start, left), effect: part(sentence, from, end), certainty }]
  }
  return []
}

/** The start of the subject before the verb at `end`: all that a verb, a comma before a clause or a break leaves. */
function subjectStart(tokens: readonly Token[], end: number): number {
  const opening = sentenceStart(tokens, end)
  for (let i = end - 1; i >= opening; i--) {
    const { tag, word } = tokens[i] as Token
    if (tag === 'verb' || tag === 'aux' || tag === 'sub' || tag === 'wh' || /^[;:—–(]$/.test(word))
      return i + 1 < end && tag !== 'verb' && tag !== 'aux' ? i + 1 : end
  }
  return tokens[opening]?.tag === 'prep' || tokens[opening]?.tag === 'adv' ? end : opening
}

/** "Wegen C + verb + E", "E wegen C", "Grund für E ist C" */
const nouns: Links = (sentence) => {
  const { tokens } = sentence
  for (let i = 0; i < tokens.length - 2; i++) {
    const lower = lowerAt(tokens, i)
    if (/^(?:wegen|aufgrund|infolge)$/.test(lower)) {
      const from = lowerAt(tokens, i + 1) === 'von' ? i + 2 : i + 1
      const end = nounPhraseEnd(tokens, from, tokens.length, { list: true, chain: true })
      if (end <= from) continue
      if (i <= sentenceStart(tokens, i) && hasVerb(tokens, end, tokens.length))
        return [
          {
            cause: part(sentence, from, end),
            effect: part(sentence, end, clauseEnd(tokens, end)),
            certainty: 0.75,
          },
        ]
      const start = clauseStart(tokens, i)
      // only where nothing but punctuation follows is the effect in one piece
      if (end >= tokens.length - 1 && i - start >= 3 && hasVerb(tokens, start, i))
        return [{ cause: part(sentence, from, end), effect: part(sentence, start, i), certainty: 0.75 }]
    }
    if (/^(?:grund|ursache)$/.test(lower) && /^(?:für|von)$/.test(lowerAt(tokens, i + 1))) {
      const is = tokens.findIndex((token, k) => k > i + 2 && /^(?:ist|sind|war|waren)$/.test(token.lower))
      if (is > 0 && tokens.slice(i + 2, is).every(({ tag }) => tag !== 'verb'))
        return [
          {
            cause: part(sentence, is + 1, clauseEnd(tokens, is + 1)),
            effect: part(sentence, i + 2, is),
            certainty: 0.75,
          },
        ]
    }
  }
  return []
}

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
]
