import type { Span } from '../../text/span.js'
import type { Token } from '../../text/tokens.js'
import { askedComparison } from '../comparison/asked.js'
import { english } from '../comparison/english.js'
import { german } from '../comparison/german.js'
import type { Contrast, Range, Rule } from '../comparison/rule.js'
import type { Document, Sentence } from '../document.js'
import { at, rangeSpan, textAt } from '../extract.js'
import type { Found, Miner } from '../miner.js'

/** Things set against each other: `{items, aspects, comparison, winner?}`; the comparison is the whole sentence. */
export const comparison: Miner = (document: Document): Found[] => {
  const out = askedComparison(document)
  for (const field of document.fields) {
    if (field.field.startsWith('context')) continue
    const rules = field.language === 'de' ? german : english
    for (const sentence of field.cued('comparison')) {
      if (field.text[sentence.end - 1] === '?' || sentence.block.kind === 'heading' || asks(sentence))
        continue
      out.push(...read(sentence, rules))
    }
  }
  return out
}

/** "Explain why A is better than B" */
const asks = ({ text, start }: Sentence) =>
  /^(?:please |can you |could you |bitte )?(?:explain|describe|discuss|argue|tell me|write|erkläre?|beschreibe?|schreibe?)\b/i.test(
    text.slice(start, start + 40),
  )

/** What is compared without what stands in brackets, else with it. */
function read(sentence: Sentence, rules: Rule): Found[] {
  const plain = outsideBrackets(sentence.tokens)
  for (const tokens of plain.length < sentence.tokens.length ? [plain, sentence.tokens] : [plain]) {
    const found = rules(tokens).flatMap((contrast) => foundIn(sentence, tokens, contrast))
    if (found.length > 0) return found
  }
  return []
}

const QUOTE = /^["“”„]$/

/** The tokens outside round brackets that are closed, without quotation marks; the same array where there are none. */
function outsideBrackets(tokens: Token[]): Token[] {
  if (!tokens.some(({ word, tag }) => tag === 'punct' && (word === '(' || QUOTE.test(word)))) return tokens
  const out: Token[] = []
  const open: number[] = []
  for (const token of tokens) {
    if (token.tag === 'punct' && QUOTE.test(token.word)) continue
    const start = token.word === ')' ? open.pop() : undefined
    if (start !== undefined) out.length = start
    else {
      if (token.word === '(') open.push(out.length)
      out.push(token)
    }
  }
  return out
}

function foundIn(
  sentence: Sentence,
  tokens: readonly Token[],
  { items, aspects, winner, certainty }: Contrast,
): Found[] {
  const span = (range: Range) => rangeSpan({ tokens, text: sentence.text }, ...range)
  const itemSpans = items.map(span).filter((found): found is Span => found !== undefined)
  if (itemSpans.length < 2) return []
  const aspectSpans = aspects.map(span).filter((found): found is Span => found !== undefined)
  const whole = { start: sentence.start, end: sentence.end }
  const won = winner === undefined ? undefined : itemSpans[winner]
  return [
    {
      kind: 'comparison',
      content: {
        items: itemSpans.map((found) => textAt(sentence, found)),
        aspects: [...new Set(aspectSpans.map((found) => textAt(sentence, found)))],
        comparison: textAt(sentence, whole),
        ...(won && { winner: textAt(sentence, won) }),
      },
      certainty,
      spans: [whole, ...itemSpans, ...aspectSpans].map((found) => at(sentence, found)),
    },
  ]
}
