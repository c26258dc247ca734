import type { Span } from '../../text/span.js'
import { Is } from './lexicon.js'
import type { Token } from './tokens.js'

/** A name as it stands in the text; `from` and `to` are token indices, `to` exclusive. */
export interface Name extends Span {
  text: string
  from: number
  to: number
}

/** What the whole turn tells about its words: which are also written small, which are capital inside a sentence. */
export interface Casing {
  small: ReadonlySet<string>
  capital: ReadonlySet<string>
  /** Most words are in capitals, which then mark no names. */
  shouted: boolean
}

export function casing(...texts: readonly (readonly Token[])[]): Casing {
  const capitals = new Set<string>()
  const capital = new Set<string>()
  const small = new Set<string>()
  let upper = 0
  let all = 0
  for (const tokens of texts) {
    all += tokens.length
    for (const token of tokens) {
      if (token.shape === 'lower' || token.shape === 'number') continue
      if (token.shape === 'upper') upper++
      if (!token.opens) capital.add(token.lower)
      if (token.shape === 'capital') capitals.add(token.lower)
    }
  }
  // only words that are capitalised somewhere are ever asked about
  if (capitals.size > 0)
    for (const tokens of texts)
      for (const token of tokens)
        if (token.shape === 'lower' && capitals.has(token.lower)) small.add(token.lower)
  return { small, capital, shouted: upper * 3 > all }
}

const MAX_WORDS = 7

/**
 * The names in one text, in order: runs of capitalised words with what joins them ("Thompson Sampling", "University of
 * California", "Node.js", "Dr. Smith"). A sentence opener counts only where the turn shows that it is a name.
 */
export function names(text: string, tokens: readonly Token[], german: boolean, turn: Casing): Name[] {
  const out: Name[] = []
  for (let i = 0; i < tokens.length; ) {
    const to = starts(i) ? runEnd(i) : i
    if (to > i && whole(i, to)) {
      const start = tokens[i]!.start
      const end = tokens[to - 1]!.end
      out.push({ text: text.slice(start, end), start, end, from: i, to })
    }
    i = Math.max(to, i + 1)
  }
  return out

  /** May this word be part of a name, leaving the start of sentences aside? */
  function named(i: number): boolean {
    const token = tokens[i]
    if (!token || token.shape === 'lower' || token.shape === 'number') return false
    if (token.shape === 'upper' && turn.shouted) return false
    if (token.shape === 'mixed') return /\p{L}/u.test(token.text) && token.length > 1
    if (token.is & Is.Function)
      return token.shape === 'upper' && !german && /^(us|who)$/.test(token.lower) && article(i)
    return token.length > 1
  }

  function article(i: number): boolean {
    return tokens[i]?.gap === 1 || tokens[i - 1]?.lower === 'the'
  }

  /** Is this word joined to the one before: nothing between, or the dot of an initial or title? */
  function joined(i: number): boolean {
    const token = tokens[i]
    const before = tokens[i - 1]
    if (!token || !before) return false
    if (token.gap === 0) return true
    const dotted = (before.is & Is.Title) !== 0 || (before.length === 1 && before.shape === 'capital')
    return dotted && token.start - before.end === 2 && text.startsWith('. ', before.end)
  }

  /** "J." in "J. R. R. Tolkien". */
  function isInitial(i: number): boolean {
    for (let k = i; k < i + 4; k++) {
      const token = tokens[k]
      if (token?.length !== 1 || token.shape !== 'capital') return k > i && named(k)
      if (text[token.end] !== '.' || !joined(k + 1)) return false
    }
    return false
  }

  function starts(i: number): boolean {
    const token = tokens[i]!
    if (isInitial(i)) return true
    if (!named(i)) return false
    if (!token.opens || token.shape === 'mixed' || token.shape === 'upper') return true
    if (token.is & (german ? Is.Opener | Is.Generic : Is.Opener) || turn.small.has(token.lower)) return false
    if (turn.capital.has(token.lower)) return true
    if (token.is & Is.Title && joined(i + 1)) return true
    const next = tokens[i + 1]
    if (!next || !joined(i + 1)) return false
    if (isInitial(i + 1)) return true // "William R. Thompson"
    if (named(i + 1) && !next.opens)
      return german ? !common(token) || next.shape !== 'capital' : !/ing$|ly$/.test(token.lower)
    if (german || token.is & Is.Generic) return false
    return (next.is & Is.Finite) !== 0 && !/(?:ing|ly|s)$/.test(token.lower)
  }

  function runEnd(from: number): number {
    let i = from + 1
    while (i - from < MAX_WORDS && i < tokens.length && joined(i)) {
      const token = tokens[i]!
      const before = tokens[i - 1]!
      if (text.startsWith("'s", before.end) || text.startsWith('’s', before.end)) {
        if (!(token.is & Is.Eponym) || token.shape !== 'capital') break
      }
      if ((named(i) && (!token.opens || token.gap === 2)) || isInitial(i)) i++
      else if (token.shape === 'capital' && !token.opens && named(i + 1) && joined(i + 1))
        i++ // "Obi One Kenobi"
      else if (token.shape === 'number' && token.length <= 3 && before.shape !== 'lower' && !unit(i + 1))
        return i + 1
      else if (token.is & Is.Link && !german && linked(i)) i += tokens[i + 1]!.lower === 'the' ? 2 : 1
      else if (
        token.is & Is.Link &&
        german &&
        /^(de|la|van|von|of)$/.test(token.lower) &&
        linked(i) &&
        !common(before)
      )
        i++
      else break
    }
    return i
  }

  function linked(i: number): boolean {
    if (tokens[i]!.lower === 'the' || tokens[i]!.lower === 'for') return false
    const next = tokens[i + 1]?.lower === 'the' && joined(i + 1) ? i + 2 : i + 1
    return joined(next) && named(next) && !tokens[next]!.opens
  }

  /** "Windows 10 is", but not "Boulder 4 miles". */
  function unit(i: number): boolean {
    const next = tokens[i]
    return !!next && next.gap === 0 && next.shape === 'lower' && !(next.is & Is.Function)
  }

  function whole(from: number, to: number): boolean {
    const first = tokens[from]!
    const single = to - from === 1 || (to - from === 2 && tokens[to - 1]!.shape === 'number')
    if (!german) {
      if (!single) return true
      if (first.is & Is.NoName) return false
      return first.shape !== 'capital' || !(first.is & Is.Generic)
    }
    if (first.shape === 'mixed' || first.shape === 'upper') return !(first.is & Is.Generic)
    if (single) return (first.is & Is.Known) !== 0 || titled(from)
    if (first.is & Is.NoName || (common(first) && !(first.is & Is.Title))) return false
    // "braucht der Teig Wärme": two nouns, unless the first is made an adjective ("die Deutsche Bahn")
    const article = /^(?:d(?:er|ie|as|em|en|es)|ein(?:e[mnrs]?)?)$/.test(tokens[from - 1]?.lower ?? '')
    if (article && to - from === 2 && !/e[rsn]?$/.test(first.lower)) return false
    return !turn.small.has(first.lower)
  }

  function titled(i: number): boolean {
    const before = tokens[i - 1]
    return !!before && (before.is & Is.Title) !== 0 && joined(i)
  }
}

/** Does a German word look like a common noun? By its ending. */
export function common({ is, lower }: Token): boolean {
  return (
    (is & Is.Generic) !== 0 ||
    /.(ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|täten|ismus|nis|nisse|chen|lein)$/.test(
      lower,
    )
  )
}
