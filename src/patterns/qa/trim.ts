import { SOCIAL } from '../../text/social.js'
import type { Span } from '../../text/span.js'
import type { Field, Sentence } from '../document.js'

/** So many sentences are cut at each end at most, and never all. */
const MOST = 4

/** A user's text without greetings, thanks and praise at its ends. */
export function questionSpan(field: Field): Span {
  const { text, sentences } = field
  const start = text.search(/\S/)
  const end = text.trimEnd().length
  let first = 0
  let last = sentences.length - 1
  const says = ({ start, end }: Sentence) => (end - start < 200 ? text.slice(start, end) : '')
  while (first < last && first < MOST && SOCIAL.test(says(sentences[first]!)) && startsText(field, first))
    first++
  while (
    last > first &&
    sentences.length - 1 - last < MOST &&
    SOCIAL.test(says(sentences[last]!)) &&
    endsText(field, last)
  )
    last--
  return {
    start: first > 0 ? from(field, first) : start,
    end: last < sentences.length - 1 ? to(field, last) : end,
  }
}

/** Nothing but earlier sentences stands before the sentence: no code block, no table. */
function startsText({ sentences, blocks }: Field, at: number): boolean {
  const first = blocks[0]
  return first !== undefined && (at > 0 || sentences[0]!.block === first)
}

function endsText({ sentences, blocks }: Field, at: number): boolean {
  const last = blocks.at(-1)
  return last !== undefined && (at < sentences.length - 1 || sentences.at(-1)!.block === last)
}

/** Where the text goes on after the sentences before `at` were cut: with its block, marks and all, or inside it. */
function from({ sentences, blocks, text }: Field, at: number): number {
  const before = sentences[at - 1]!
  const next = blocks.find((block) => block.end > before.end && block.start >= before.block.end)
  if (sentences[at]!.block === before.block) return sentences[at]!.start
  return next ? next.start : text.search(/\S/)
}

function to({ sentences, blocks }: Field, at: number): number {
  const after = sentences[at + 1]!
  if (sentences[at]!.block === after.block) return sentences[at]!.end
  const previous = blocks.findLast((block) => block.end <= after.block.start)
  return previous ? previous.end : sentences[at]!.end
}
