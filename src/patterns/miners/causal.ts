import { WordSets } from '../../text/word-sets.js'
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
    const rules = field.language === 'de' ? GERMAN : ENGLISH
    for (const sentence of field.cued('causal')) {
      if (
        /\?["”’')*]*$/.test(field.text.slice(Math.max(sentence.start, sentence.end - 4), sentence.end)) ||
        sentence.block.kind === 'heading'
      )
        continue
      out.push(...mineSentence(sentence, rules))
    }
  }
  return out
}

/** Rules with the words that call for them. */
class Rules {
  readonly words: WordSets

  constructor(readonly all: readonly Rule[]) {
    this.words = new WordSets(all.map(({ words }) => words))
  }
}
const ENGLISH = new Rules(ENGLISH_RULES)
const GERMAN = new Rules(GERMAN_RULES)

function mineSentence(sentence: Sentence, rules: Rules): Found[] {
  const previous = sentence.field.sentences[sentence.index - 1]
  const before = previous?.block === sentence.block ? previous : undefined
  const out: Found[] = []
  const called = rules.words.of(sentence.tokens)
  for (let i = 0; i < rules.all.length; i++) {
    if ((called & (1 << i)) === 0) continue
    for (const { cause, effect, certainty, relation } of rules.all[i]!.links(sentence, before)) {
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
