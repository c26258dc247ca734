import { type Span, trimSpan } from '../../text/span.js'
import type { Sentence } from '../document.js'

/** What was wrong and what is right, as spans into one field. */
export interface Correction {
  wrong: Span
  right: Span
  certainty: number
}

const PART = `([^,;:.!?()\\n"“”]{2,80}?|["“„][^"“”„\\n]{1,80}["“”])`
const END = `(?=[.!;,)\\n]|$| because | since | weil | da )`

interface Form {
  pattern: RegExp
  /** Group numbers. */
  wrong: number
  right: number
  /** How sure alone, and where the sentence answers what was said before. */
  alone: number
  replying: number
}

const FORMS: Form[] = [
  // "I meant A, not B", "It should have been A instead of B"
  {
    pattern: new RegExp(
      `\\b(?:should have (?:been|said|read)|i meant?(?: to say)?|it['’]s spelled|is spelled|ich meinte|gemeint (?:war|ist)|muss (?:es )?heißen) ${PART},? (?:instead of|not|rather than|nicht|statt|und nicht) ${PART}${END}`,
      'di',
    ),
    right: 1,
    wrong: 2,
    alone: 0.65,
    replying: 0.8,
  },
  // "It should be A instead of B", "I meant A, not B"
  {
    pattern: new RegExp(
      `\\b(?:should (?:be|read|say)|muss) ${PART},? (?:instead of|not|rather than|nicht|statt|und nicht) ${PART}${END}`,
      'di',
    ),
    right: 1,
    wrong: 2,
    alone: 0.3,
    replying: 0.8,
  },
  // "It is Canberra, not Sydney", "Es ist Canberra, nicht Sydney"
  {
    pattern: new RegExp(
      `\\b(?:is|are|was|were|it['’]s|that['’]s|in|on|by|called|named|ist|sind|war|waren|heißt|wurde|im|am|von) ${PART}, (?:not|and not|nicht|und nicht) ${PART}${END}`,
      'di',
    ),
    right: 1,
    wrong: 2,
    alone: 0.3,
    replying: 0.75,
  },
  // "It is not Sydney but Canberra", "Es ist nicht Sydney, sondern Canberra"
  {
    pattern: new RegExp(
      `\\b(?:(?:is|are|was|were|does|did) not|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|nicht|kein|keine) ${PART},? (?:but rather|but|sondern) ${PART}${END}`,
      'di',
    ),
    wrong: 1,
    right: 2,
    alone: 0.3,
    replying: 0.75,
  },
]

/** Corrections that a sentence makes by itself: "A, not B", "not B but A", "should be A instead of B". */
export function statedCorrection(sentence: Sentence, replying: boolean): Correction | undefined {
  const text = sentence.text.slice(sentence.start, Math.min(sentence.end, sentence.start + 500))
  for (const { pattern, wrong, right, alone, replying: answered } of FORMS) {
    const match = pattern.exec(text)
    if (!match) continue
    const spans = [wrong, right].map((group) => groupSpan(text, match, group, sentence.start))
    if (!spans[0] || !spans[1]) continue
    return { wrong: spans[0], right: spans[1], certainty: replying ? answered : alone }
  }
  return undefined
}

/** Where a group of a match stands, without white space at its ends. */
function groupSpan(text: string, match: RegExpExecArray, group: number, offset: number): Span | undefined {
  const [from, to] = match.indices?.[group] ?? [0, 0]
  const { start, end } = trimSpan(text, from, to)
  if (end <= start || text.slice(start, end).split(/\s+/).length > 12) return undefined
  return { start: offset + start, end: offset + end }
}

/** "It is a common misconception that", "ein verbreiteter Irrtum, dass" */
const MYTH =
  /\b(?:misconception|myth|mistake to (?:think|believe)|irrtum|mythos|irrglaube)(?: is| to believe|,)?,? (?:that|dass) /i
const IN_FACT =
  /^(?:in fact|actually|in reality|the truth is(?: that)?|however|tatsächlich|in wirklichkeit|vielmehr),? /i

/** "It is a common misconception that B. In fact, A." */
export function mythCorrection(sentence: Sentence, next: Sentence | undefined): Correction | undefined {
  const text = sentence.text.slice(sentence.start, sentence.end)
  const myth = MYTH.exec(text)
  if (!myth) return undefined
  const from = sentence.start + myth.index + myth[0].length
  const turn = /[,;] (?:but|aber|doch)(?: in fact| actually| in reality)?,? /i.exec(
    text.slice(from - sentence.start),
  )
  if (turn)
    return {
      wrong: { start: from, end: from + turn.index },
      right: { start: from + turn.index + turn[0].length, end: trimStop(sentence) },
      certainty: 0.75,
    }
  if (!next) return undefined
  const opener = IN_FACT.exec(next.text.slice(next.start, next.start + 40))
  if (!opener) return undefined
  return {
    wrong: { start: from, end: trimStop(sentence) },
    right: { start: next.start + opener[0].length, end: next.end },
    certainty: 0.7,
  }
}

const trimStop = ({ text, end }: Sentence) => (/[.!]/.test(text[end - 1] ?? '') ? end - 1 : end)

const WRONG_LABEL =
  /^[-*•\s]*(?:\*\*)?(?:incorrect|wrong|myth|❌|falsch|mythos)(?: (?:sentence|version|statement|usage|form))?(?:\*\*)?\s*:(?:\*\*)?\s*/i
const RIGHT_LABEL =
  /^[-*•\s]*(?:\*\*)?(?:correct(?:ed)?|right|fact|reality|✅|richtig|fakt)(?: (?:sentence|version|statement|usage|form))?(?:\*\*)?\s*:(?:\*\*)?\s*/i

/** "Incorrect: B" and then "Correct: A", "Myth: B" and then "Fact: A". */
export function labelledCorrection(sentence: Sentence, next: Sentence | undefined): Correction | undefined {
  const wrong = WRONG_LABEL.exec(
    sentence.text.slice(sentence.start, Math.min(sentence.end, sentence.start + 60)),
  )
  const right = next && RIGHT_LABEL.exec(next.text.slice(next.start, Math.min(next.end, next.start + 60)))
  if (!wrong || !right || !next) return undefined
  const wrongSpan = { start: sentence.start + wrong[0].length, end: sentence.end }
  const rightSpan = { start: next.start + right[0].length, end: next.end }
  return wrongSpan.end > wrongSpan.start && rightSpan.end > rightSpan.start
    ? { wrong: wrongSpan, right: rightSpan, certainty: 0.85 }
    : undefined
}
