import { type Document, fieldOf } from './document.js'

/** Asks for a text made to be read, or gives the assistant a role. */
const ASKS_FOR_FICTION =
  /\b(?:poems?|songs?|lyrics|rap|haikus?|limericks?|jokes?|riddles?|fiction|novel|fairy ?tales?|fables?|screenplay|monologue|dialog(?:ue)?|sketch|fan ?fic\w*|role-?play\w*|(?:act|behave|respond|answer|speak|talk|write) (?:as|like) (?:an?|the|if|you)|you are (?:now )?(?:an?|the)|pretend|imagin\w+|hypothetical\w*|in character|satir\w+|parody|short story|bedtime story|(?:tell|write|compose|continue|make up) (?:me )?(?:\w+ ){0,4}(?:story|tale|scene|plot|speech|letter|e-?mail|essay|review|ad)|gedichte?|lied|geschichte (?:über|von|in der)|märchens?|witze?|rollenspiel|tu so als|stell dir vor|du bist (?:jetzt )?(?:ein|der|die)|schreib\w* (?:mir )?(?:\p{L}+ ){0,3}(?:brief|rede|aufsatz|geschichte))\b/iu
/** Lines that offer answers to choose from, all but one of them wrong. */
const OPTION = /^[\s*>-]*\(?[A-Ea-e][).:]\s/gm
const LEAST_OPTIONS = 3
const HEAD = 2000

/**
 * Is what the assistant says in a turn not meant as true: a story, a role, the wrong options of a test? Then it is
 * evidence of nothing but how it was asked for.
 */
export function isInvented(document: Document): boolean {
  const asked = ['user', ...document.fields.map(({ field }) => field).filter(isQuestion)]
  return asked.some((name) => {
    const text = fieldOf(document, name)?.text.slice(0, HEAD) ?? ''
    return ASKS_FOR_FICTION.test(text) || (text.match(OPTION)?.length ?? 0) >= LEAST_OPTIONS
  })
}

/** Of the texts before a turn the last one is an answer. */
const isQuestion = (field: string, _: number, all: readonly string[]) => {
  const at = /^context\.(\d+)$/.exec(field)?.[1]
  const count = all.filter((name) => name.startsWith('context.')).length
  return at !== undefined && (count - Number(at)) % 2 === 0
}
