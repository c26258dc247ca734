import { english } from '../definition/english.js'
import { german } from '../definition/german.js'
import { glossaryEntry } from '../definition/glossary.js'
import type { Definition } from '../definition/rule.js'
import type { Document, Sentence } from '../document.js'
import { at, textAt } from '../extract.js'
import type { Found, Miner } from '../miner.js'

/** A sentence that begins so speaks of the speakers; looking closer would cost time and find nothing. */
const SPEAKS =
  /^(?:I|I['’]\w+|You|You['’]\w+|My|Your|There|Please|Thank|Sorry|Ich|Du|Sie|Mein|Dein|Ihr|Bitte) /

/** Terms and what they mean: `{term, definition}`. Questions define nothing. */
export const definition: Miner = (document: Document): Found[] => {
  const out: Found[] = []
  for (const field of document.fields) {
    if (field.field.startsWith('context')) continue
    for (const sentence of field.cued('definition')) {
      if (field.text[sentence.end - 1] === '?' || sentence.block.kind === 'heading') continue
      if (SPEAKS.test(field.text.slice(sentence.start, sentence.start + 12))) continue
      const found = firstDefinition(sentence)
      if (!found) continue
      const { term, definition, certainty } = found
      out.push({
        kind: 'definition',
        content: { term: textAt(sentence, term), definition: textAt(sentence, definition) },
        certainty,
        spans: [at(sentence, term), at(sentence, definition)],
      })
    }
  }
  return out
}

function firstDefinition(sentence: Sentence): Definition | undefined {
  const entry = glossaryEntry(sentence)
  if (entry) return entry
  const previous = sentence.field.sentences[sentence.index - 1]
  const before = previous?.block === sentence.block ? previous : undefined
  return sentence.field.language === 'de' ? german(sentence, before) : english(sentence, before)
}
