import { trimSpan } from '../../text/span.js'
import type { Sentence } from '../document.js'
import { isTitle, verbsAreInside } from './english-term.js'
import type { Definition } from './rule.js'

/** `**Term**: ...`, `Term - ...`, `"Term": ...` at the start of a block; the term is short. */
const ENTRY =
  /^(?:\*\*|__|["“„`*])?(\p{L}[\p{L}\p{N} '’/().+#-]{1,50}?)(?:["”“`]|\*\*|\*|__)?(?::(?:\*\*|\*|__)?| [-–—])\s+(?=\S)/u
/** What a definition begins with. */
const BEGINS =
  /^(?:an? |any |the (?:\w+ ){1,3}(?:of|that|which|by|for|in|used) |(?:this|it) (?:is an? |refers to |means )|refers to |is an? |ein |eine |(?:dies|das|es) ist (?:ein|eine) |(?:der|die|das) (?:\p{L}+ ){1,3}(?:des|der|von|zur|für) |bezeichnet |bedeutet )/iu
const NO_TERM =
  /^(?:notes?|example|examples|for example|answer|question|tip|tips|step \d+|pros?|cons?|title|summary|conclusion|here|result|output|input|ingredients|instructions|warning|important|remember|user|assistant|human|prompt|verse.*|chorus|bridge|scene.*|act .*|act|int|ext|hinweis|beispiel|antwort|frage|tipp|titel|fazit|zutaten|schritt.*|achtung|wichtig|ps|p\.s|edit|update|option .*|name|setting|character|genre|theme|subject|dear .*|yes|no)$/i

/**
 * A glossary line: a term, a colon or dash, and a definition that begins like one. It is looked for at the start of
 * a block only.
 */
export function glossaryEntry(sentence: Sentence): Definition | undefined {
  const { text, start, end, block } = sentence
  if (start > block.inner.start + 2 || end - start < 15) return undefined
  const line = text.slice(start, Math.min(end, start + 160))
  const entry = ENTRY.exec(line)
  const term = entry?.[1]?.trim()
  if (!entry || !term || NO_TERM.test(term) || term.split(' ').length > 6) return undefined
  if (
    /^(?:the|an?|if|when|to|in|on|for|use|make|add|try|get|be|do|my|your|our|this|that|these|der|die|das|wenn) /i.test(
      term,
    ) &&
    block.kind !== 'item'
  )
    return undefined
  const body = start + entry[0].length
  const begins = BEGINS.exec(text.slice(body, body + 80))
  if (!begins) return undefined
  // "Context: A company plans ..." is a sentence, no definition
  const first = sentence.tokens.findIndex((token) => token.start >= body)
  if (sentence.field.language !== 'de' && isTitle(sentence.tokens, first)) return undefined
  if (/^(?:an?|the|any) /i.test(begins[0]) && !verbsAreInside(sentence.tokens, first, sentence.tokens.length))
    return undefined
  const termStart = start + line.indexOf(term)
  const stop = /[.;:]$/.test(text.slice(end - 1, end)) ? end - 1 : end
  if (text.slice(body, stop).split(/\s+/).length < 4) return undefined
  return {
    term: { start: termStart, end: termStart + term.length },
    definition: trimSpan(text, body, stop),
    certainty: block.kind === 'item' || line.startsWith('**') ? 0.7 : 0.55,
  }
}
