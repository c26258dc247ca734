import type { Span } from '../../text/span.js'
import type { Document, Sentence } from '../document.js'
import type { Found, Miner } from '../miner.js'

/** A phrase of up to 14 words without a break. */
const PHRASE = `([^,;:.!?()\\n—–]{3,90}?)`
const LAST = `([^;!?\\n—–]{3,240})`

interface Form {
  pattern: RegExp
  /** Group of the thing that is explained, and of the familiar thing it is likened to. */
  target: number
  source: number
  certainty: number
}

/** Each pattern has two groups; the first stands before the second. */
const FORMS: Form[] = [
  {
    pattern: new RegExp(
      `\\bthink (?:of|about) ${PHRASE} (?:as being like|as if it were|like|as) ${LAST}`,
      'di',
    ),
    target: 1,
    source: 2,
    certainty: 0.8,
  },
  {
    pattern: new RegExp(
      `\\b(?:imagine|picture|visualize) ${PHRASE} (?:as|like|to be|is|are) ((?:an? |the )[^;!?\\n—–]{3,240})`,
      'di',
    ),
    target: 1,
    source: 2,
    certainty: 0.65,
  },
  {
    pattern: new RegExp(
      `(?:^|[,;] |\\bthat )${PHRASE}(?:, [^,\\n]{3,60},)? (?:is|are|works|work|behaves|behave|acts|act|functions|function|can be (?:compared|likened)|is comparable|are comparable|is analogous|are analogous|is akin|are akin)(?: (?:a bit|a lot|much|kind of|sort of|somewhat|very much|just|basically|essentially))? (?:like|to) ((?:an? |the |having |using |driving |trying |building |playing |riding |reading |looking )[^;!?\\n—–]{3,240})`,
      'di',
    ),
    target: 1,
    source: 2,
    certainty: 0.6,
  },
  {
    pattern: new RegExp(
      `^(?:just as|in the same way that|just like|similar to how|much like(?: how)?) ([^;.!?\\n]{5,160}?), ${LAST}`,
      'di',
    ),
    source: 1,
    target: 2,
    certainty: 0.65,
  },
  {
    pattern: new RegExp(
      `\\b(?:stell(?:en sie|e)? (?:dir|euch|sich)|man kann sich) ${PHRASE} (?:wie|als) ${LAST}`,
      'di',
    ),
    target: 1,
    source: 2,
    certainty: 0.75,
  },
  {
    pattern: new RegExp(
      `(?:^|[,;] |\\bdass )${PHRASE} (?:ist|sind|funktioniert|funktionieren|verhält sich|wirkt|arbeitet)(?: (?:ein bisschen|so ähnlich|ungefähr|quasi|im grunde|sozusagen|etwa))? wie (?:(?=eine? |einen |der |die |das |bei )([^;!?\\n—–]{3,240}))`,
      'di',
    ),
    target: 1,
    source: 2,
    certainty: 0.6,
  },
  {
    pattern: new RegExp(`^(?:genauso wie|ebenso wie|so wie|ähnlich wie) ([^;.!?\\n]{5,160}?), ${LAST}`, 'di'),
    source: 1,
    target: 2,
    certainty: 0.65,
  },
]

const POINTER =
  /^(?:it|this|that|they|these|those|he|she|there|what|which|who|i|you|we|one|everything|something|nothing|life|es|(?:das|dies)(?= (?:ist|war|kann|wird|macht|sind)\b|$)|er|sie|ich|du|wir|man|was|wer|hier|da)\b/i
/** "like a good idea", "like the one above": a likeness that explains nothing. */
const NO_SOURCE =
  /^(?:an? )?(?:good|great|bad|lot|little|fun|nice|you|me|that|this|the (?:same|one|following|above|previous|other)|so|before|usual|it|if|needed|always|im vorigen|die folgenden?)\b/i

/** A gerund of another verb ("inspiring works like"), or more than a noun phrase. */
const NO_TARGET = /^\w+ing$|\b(?:is|are|was|can|could|will|would|while|but|because|if|when|who)\b/i

/** An explanation by likeness: `{target, source, analogy}`; the target is explained by the familiar source. */
export const analogy: Miner = (document: Document): Found[] =>
  document.fields
    .filter(({ field }) => field === 'user' || field === 'assistant')
    .flatMap((field) =>
      field.cued('analogy').flatMap((sentence) => {
        if (/[?,:]/.test(field.text[sentence.end - 1] ?? '') || sentence.block.kind === 'heading') return []
        return likeness(sentence)
      }),
    )

function likeness(sentence: Sentence): Found[] {
  const text = sentence.text.slice(sentence.start, Math.min(sentence.end, sentence.start + 600))
  for (const { pattern, target, source, certainty } of FORMS) {
    const match = pattern.exec(text)
    if (!match) continue
    const spans = [target, source].map((group) => groupSpan(text, match, group))
    const [what, like] = spans
    if (!what || !like) continue
    const targetText = text.slice(what.start, what.end)
    const sourceText = text.slice(like.start, like.end)
    if (
      NO_TARGET.test(targetText) ||
      POINTER.test(targetText) ||
      NO_SOURCE.test(sourceText) ||
      POINTER.test(sourceText) ||
      sourceText.split(/\s+/).length <
        (/^(?:just|similar|much|in|genauso|ebenso|so|ähnlich)/i.test(match[0]) ? 4 : 2)
    )
      continue
    const field = sentence.field.field
    const shift = ({ start, end }: Span) => ({
      field,
      start: sentence.start + start,
      end: sentence.start + end,
    })
    return [
      {
        kind: 'analogy',
        content: {
          target: targetText,
          source: sourceText,
          analogy: sentence.text.slice(sentence.start, sentence.end),
        },
        certainty,
        spans: [shift(what), shift(like), { field, start: sentence.start, end: sentence.end }],
      },
    ]
  }
  return []
}

/** Where a group stands in the text, without white space, quotes and the final stop. */
function groupSpan(text: string, match: RegExpExecArray, group: number): Span | undefined {
  const [start, end] = match.indices?.[group] ?? [0, 0]
  const trimmed = text
    .slice(start, end)
    .replace(/, (?:we|you|i|but|so|and (?:it|we|you))\b.*$/i, '')
    .replace(/[\s.,*"”]+$/u, '')
    .replace(/ vor$/u, '')
  const lead = /^[\s*"“]*/u.exec(trimmed)?.[0].length ?? 0
  return trimmed.length > lead ? { start: start + lead, end: start + trimmed.length } : undefined
}
