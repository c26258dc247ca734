import { type Document, type Field, fieldOf, sentencesIn } from '../document.js'
import { isInstruction } from '../instructions.js'
import type { FieldSpan, Found } from '../miner.js'
import { HOW_TO } from './how-to.js'
import { ADVICE, CONTINUES } from './steps.js'

const FIRST =
  /\b(?:first|firstly|to start|to begin|start by|begin by|step 1|zuerst|zunächst|als erstes|erstens|schritt 1)\b/i
const GOES_ON =
  /^\W*(?:(?:ok(?:ay)?|great|good|perfect|nice|super|gut|prima)\W+)?(?:then|next|after that|afterwards|now|finally|lastly|last|step [2-9]|dann|danach|anschließend|nun|jetzt|als nächstes|schließlich|zuletzt|zum schluss|schritt [2-9])\b/i
const FINAL = /\b(?:finally|lastly|last step|at the end|schließlich|zuletzt|zum schluss|letzter schritt)\b/i
/** A longer text tells the whole procedure by itself. */
const SHORT = 600
const MAX_TURNS = 10

/**
 * A procedure told over several turns by one side: "First unplug it." "Done." "Then remove the cover." ... The last
 * turn holds the whole, with evidence in `context.N`.
 */
export function toldInTurns(document: Document): Found[] {
  const context = document.turn.context?.length ?? 0
  if (context < 2) return []
  for (const [name, back] of [
    ['assistant', 1],
    ['user', 2],
  ] as const) {
    const now = fieldOf(document, name)
    if (!now || now.text.length > SHORT || !GOES_ON.test(now.text)) continue
    const told = instructionsOf(now)
    if (told.length === 0) continue
    const steps = [told]
    let opening: Field | undefined
    let at = context - back
    for (; at >= 0 && steps.length < MAX_TURNS; at -= 2) {
      const earlier = fieldOf(document, `context.${at}`)
      if (!earlier || earlier.text.length > SHORT) break
      const own = instructionsOf(earlier)
      if (own.length === 0) break
      steps.unshift(own)
      opening = earlier
      if (!GOES_ON.test(earlier.text)) break
    }
    const spans = steps.flat()
    if (!opening || (spans.length < 3 && !FINAL.test(now.text))) continue
    const asked = fieldOf(document, `context.${at - 1}`)
    const question = asked && askedIn(asked)
    if (!FIRST.test(opening.text) && !question) continue
    const texts = spans.map((span) => fieldOf(document, span.field)!.text.slice(span.start, span.end))
    return [
      {
        kind: 'procedure',
        content: question
          ? { task: asked.text.slice(question.start, question.end), steps: texts }
          : { steps: texts },
        certainty: question ? 0.85 : 0.65,
        spans: question ? [question, ...spans] : spans,
      },
    ]
  }
  return []
}

function instructionsOf(field: Field): FieldSpan[] {
  return field.sentences
    .map(({ start, end }) => ({ field: field.field, start, end }))
    .filter(({ start, end }) => {
      const text = field.text.slice(start, end)
      return isInstruction(text, field.language) && (!ADVICE.test(text) || CONTINUES.test(text))
    })
}

function askedIn(field: Field): FieldSpan | undefined {
  const found = sentencesIn(field, 0, field.text.length).find(({ start, end }) =>
    HOW_TO.test(field.text.slice(start, end)),
  )
  return found && { field: field.field, start: found.start, end: found.end }
}
