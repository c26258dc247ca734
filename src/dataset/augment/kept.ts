import { languageOf } from '../../text/language.js'

/** What a question may not lose or gain when it is asked in another way. */

const NUMBER = /\p{Nd}+(?:[.,:]\p{Nd}+)*/gu
const CODE = /```[\s\S]*?```|`[^`\n]+`/g
const EDGES = /^[("'„“‚‘«[<]+|[)"'“”’»\]>.,;:!?…]+$/gu
/** A word that is written as it is and in no other way: a path, a flag, an identifier, an acronym, `v2`. */
const LITERAL =
  /^(?:--?\w|[$@#])|[_\\@#=<>{}()[\]$%*+~^|&]|\/|\p{L}\.\p{L}|\p{Ll}\p{Lu}|\p{Lu}{2}|\p{L}\p{Nd}|\p{Nd}\p{L}/u
/** `and/or`, `e.g.` and `z.B.` are words. */
const WORD = /^\p{L}+\/\p{L}+$|^(?:\p{L}\.)+\p{L}?$/u

/**
 * What of the question is not in the new text as it was: `number`, `code` or `name`; undefined where all is.
 * A new number is found too. Other new things may be synonyms.
 * @param names what is known to be a name, such as the entities of the example
 */
export function changed(
  question: string,
  text: string,
  names: readonly string[],
): 'number' | 'code' | 'name' | undefined {
  const [before, after] = [new Set(question.match(NUMBER)), new Set(text.match(NUMBER))]
  if (before.size !== after.size || [...before].some((number) => !after.has(number))) return 'number'
  if ([...codeOf(question)].some((code) => !text.includes(code))) return 'code'
  const lower = text.toLowerCase()
  const asked = question.toLowerCase()
  const known = names.filter((name) => asked.includes(name.toLowerCase()))
  return [...known, ...namesOf(question)].some((name) => !lower.includes(name.toLowerCase()))
    ? 'name'
    : undefined
}

function codeOf(text: string): Set<string> {
  const spans = text.match(CODE) ?? []
  const literals = text
    .replace(CODE, ' ')
    .split(/\s+/)
    .map((word) => word.replace(EDGES, ''))
    .filter((word) => LITERAL.test(word) && !WORD.test(word))
  return new Set([...spans, ...literals])
}

/** Words with a capital inside a sentence. In German every noun has one, and may be replaced by another. */
function namesOf(text: string): string[] {
  if (languageOf(text) !== 'en') return []
  return [...text.matchAll(/(?<=[\p{Ll},] )\p{Lu}\p{Ll}+/gu)].map(([word]) => word)
}
