import { type Span, trimSpan } from '../../text/span.js'
import { type Document, type Field, fieldOf } from '../document.js'
import type { Found } from '../miner.js'

const ITEM = `(?:the |a |an |den |der |die |das |dem |einem |einer )?([\\p{L}\\p{N}][^,;:?.!\\n()]{0,50}?)`
/** What a person writes who wants two things compared. Each pattern has two groups, the items. */
const ASKED = [
  new RegExp(
    `\\b(?:differences?|distinction) between ${ITEM} (?:and|&) ${ITEM}(?=[?.,;:!\\n]|$| in | for | when )`,
    'diu',
  ),
  new RegExp(`\\bcompare ${ITEM} (?:and|to|with|&) ${ITEM}(?=[?.,;:!\\n]|$| in | for | when )`, 'diu'),
  new RegExp(`(?:^|[\\s,:])${ITEM} (?:vs\\.?|versus) ${ITEM}(?=[?.,;:!\\n]|$| in | for )`, 'diu'),
  new RegExp(`\\b(?:better|faster|easier|cheaper|healthier|safer)[,:]? ${ITEM},? or ${ITEM}\\?`, 'diu'),
  new RegExp(
    `\\b(?:is|are|was|were|isn['’]t|aren['’]t) ${ITEM} (?:[\\w ]{1,12} )?(?:(?:more|less) \\w+|\\w{2,}er|worse) than ${ITEM}(?=[?.,;:!\\n]|$| in | for | when | at )`,
    'diu',
  ),
  new RegExp(
    `\\b(?:ist|sind|war|waren) ${ITEM} (?:\\w+ )?(?:[\\wäöü]{2,}er) als ${ITEM}(?=[?.,;:!\\n]|$| in | für | bei )`,
    'diu',
  ),
  new RegExp(`\\bunterschiede? zwischen ${ITEM} und ${ITEM}(?=[?.,;:!\\n]|$)`, 'diu'),
  new RegExp(`\\bvergleiche? ${ITEM} (?:und|mit) ${ITEM}(?=[?.,;:!\\n]|$)`, 'diu'),
]
/** One of these words is in every such question. */
const ASKS = /\b(?:between|compare|vs|versus|or|than|als|zwischen|vergleiche?)\b/i
/** An answer longer than this is an essay on more than the question. */
const MAX_ANSWER = 4000

/**
 * A question for a comparison and the answer that gives it. The items are the asker's words; the comparison is the
 * answer from the first sentence that names an item to the last.
 */
export function askedComparison(document: Document): Found[] {
  const user = fieldOf(document, 'user')
  const assistant = fieldOf(document, 'assistant')
  if (!user || !assistant || user.text.length > 2000) return []
  for (const sentence of user.sentences) {
    const text = user.text.slice(sentence.start, Math.min(sentence.end, sentence.start + 400))
    if (!ASKS.test(text)) continue
    for (const pattern of ASKED) {
      const match = pattern.exec(text)
      const items = match && [
        groupSpan(user.text, match, 1, sentence),
        groupSpan(user.text, match, 2, sentence),
      ]
      const [a, b] = items?.map(({ start, end }) => user.text.slice(start, end)) ?? []
      if (!items || !a || !b || a.toLowerCase() === b.toLowerCase() || isLong(a) || isLong(b)) continue
      const answer = answerSpan(assistant, a, b)
      if (!answer) continue
      return [
        {
          kind: 'comparison',
          content: { items: [a, b], aspects: [], comparison: assistant.text.slice(answer.start, answer.end) },
          certainty: 0.8,
          spans: [...items.map((span) => ({ field: 'user', ...span })), { field: 'assistant', ...answer }],
        },
      ]
    }
  }
  return []
}

function groupSpan(text: string, match: RegExpExecArray, group: number, { start }: Span): Span {
  const [from, to] = match.indices?.[group] ?? [0, 0]
  return trimSpan(text, start + from, start + to)
}

const isLong = (item: string) => item.split(/\s+/).length > 6

/** From the first to the last full sentence that names an item; both must be named. */
function answerSpan(field: Field, a: string, b: string): Span | undefined {
  const names = [a, b].map(stem)
  const seen = [false, false]
  let start = -1
  let end = -1
  for (const sentence of field.sentences) {
    const text = field.text.slice(sentence.start, sentence.end).toLowerCase()
    const isFull =
      sentence.block.kind !== 'heading' && !text.endsWith(':') && text.length > 30 && text.includes(' ')
    names.forEach((name, i) => {
      if (!isFull || !text.includes(name)) return
      seen[i] = true
      if (start < 0) start = sentence.start
      end = sentence.end
    })
  }
  return seen[0] && seen[1] && end - start <= MAX_ANSWER && end - start > 60 ? { start, end } : undefined
}

/** The last word of the item without a plural ending: how an answer will name it. */
const stem = (item: string) =>
  (item.toLowerCase().split(/\s+/).at(-1) ?? '').replace(/(?<=\w{3})(?:es|s|en|n)$/, '')
