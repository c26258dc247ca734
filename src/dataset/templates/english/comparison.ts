/** "faster", "more expensive": what a thing can be; "more calories" is what it can have. */
const QUALITY =
  /^(?:better|worse|\p{L}{2,}er|(?:more|less) [\p{L}-]+(?:ive|ful|able|ible|ous|al|ic|ent|ant|ed|ing|ex|ure|sound|ile|ish))$/iu

/** A quality or what one side has more of, not a thing to compare by. */
const PREDICATE =
  /^(?:more|less|fewer|most|least|better|worse|\p{L}+er)\b|(?:ior|erse|ive|ful|[ai]ble|ous|[^v]al|ic|ent|ant|less|ish)$|\b(?:to|than)\b/iu

/** "Which is faster: native code or Python?" where it is known what counts, else "How do X and Y compare?" */
export function compare(items: readonly string[], joined: string, aspects: readonly string[]): string {
  const [aspect] = aspects
  if (
    items.length === 2 &&
    aspects.length === 1 &&
    aspect &&
    QUALITY.test(aspect) &&
    !/(?:over|under|other)$/i.test(aspect)
  )
    return `Which is ${aspect}: ${items.join(' or ')}?`
  const nouns = aspects.filter((aspect) => !PREDICATE.test(aspect))
  return `How do ${joined} compare${nouns.length > 0 && nouns.length === aspects.length ? ` with regard to ${nouns.join(' and ')}` : ''}?`
}
