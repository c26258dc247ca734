import { ENGLISH_RULES } from '../causal/english.js'
import { GERMAN_RULES } from '../causal/german.js'
import type { Part, Rule } from '../causal/rule.js'
import type { Document, Sentence } from '../document.js'
import { at, rangeSpan, textAt } from '../extract.js'
import type { Found, Miner } from '../miner.js'

/** A cause or effect of more tokens is a text that nobody divided into sentences. */
const LONGEST = 60

/** Causes and effects: `{cause, effect}`, with a `relation` where it is not plain causing. Questions state none. */
export const causal: Miner = (document: Document): Found[] => {
  const out: Found[] = []
  for (const field of document.fields) {
    if (field.field.startsWith('context')) continue
    const rules = field.language === 'de' ? GERMAN_RULES : ENGLISH_RULES
    for (const sentence of field.cued('causal')) {
      if (field.text[sentence.end - 1] === '?' || sentence.block.kind === 'heading') continue
      out.push(...mineSentence(sentence, rules))
    }
  }
  return out
}

function mineSentence(sentence: Sentence, rules: readonly Rule[]): Found[] {
  const previous = sentence.field.sentences[sentence.index - 1]
  const before = previous?.block === sentence.block ? previous : undefined
  const out: Found[] = []
  for (const { words, links } of rules) {
    if (!sentence.tokens.some(({ lower }) => words.has(lower))) continue
    for (const { cause, effect, certainty, relation } of links(sentence, before)) {
      if (cause.end - cause.start > LONGEST || effect.end - effect.start > LONGEST) continue
      const causeSpan = spanOf(cause)
      const effectSpan = spanOf(effect)
      if (!causeSpan || !effectSpan) continue
      // one statement, one link: a rule before this one has it
      if (
        out.some(({ spans }) =>
          spans.some(({ start, end }) => start === effectSpan.start && end === effectSpan.end),
        )
      )
        continue
      out.push({
        kind: 'causal',
        content: {
          cause: textAt(sentence, causeSpan),
          effect: textAt(sentence, effectSpan),
          ...(relation && { relation }),
        },
        certainty,
        spans: [at(sentence, causeSpan), at(sentence, effectSpan)],
      })
    }
  }
  return out
}

const spanOf = ({ sentence, start, end }: Part) => rangeSpan(sentence, start, end)
