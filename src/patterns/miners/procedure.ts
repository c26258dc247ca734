import { type Document, type Field, fieldOf } from '../document.js'
import type { Found } from '../miner.js'
import { CREATIVE, HOW_TO } from '../procedure/how-to.js'
import { type Steps, stepsOf } from '../procedure/steps.js'
import { taskOf } from '../procedure/task.js'
import { toldInTurns } from '../procedure/turns.js'

/** What stands before lists of things to choose from rather than steps. */
const NO_STEPS =
  /\b(?:tips?|ideas?|suggestions?|options?|examples?|reasons?|benefits?|advantages?|questions?|alternatives?|topics?|features?|types?|activities|factors?|facts?|things|considerations?|recommendations?|ways|methods|strategies|approaches|advice|tipps?|ideen|vorschläge|möglichkeiten|optionen|beispiele|gründe|vorteile|fragen|alternativen|themen|arten|aktivitäten|faktoren)\b/i
/** How much of the question is looked at for the words above. */
const HEAD = 2000

/** Procedures: what is to be done, and the steps in order, from lists, "Step 1" sections and running text. */
export function procedure(document: Document): Found[] {
  const user = fieldOf(document, 'user')
  const assistant = fieldOf(document, 'assistant')
  const creative = CREATIVE.test(user?.text.slice(0, HEAD) ?? '')
  const out: Found[] = []
  for (const field of [user, assistant]) {
    if (!field) continue
    // what a user writes to a model is mostly a prompt: there only a marked order makes a procedure
    const prompt = field === user && assistant !== undefined
    for (const found of stepsOf(field)) {
      if ((prompt && !found.ordered) || (creative && (prompt || found.form === 'text'))) continue
      const judged = judge(field, field === assistant ? user : undefined, found)
      if (judged) out.push(judged)
    }
  }
  return [...out, ...toldInTurns(document)]
}

function judge(
  field: Field,
  asked: Field | undefined,
  { steps, from, share, ordered, form }: Steps,
): Found | undefined {
  const task = taskOf(field, from, asked)
  const lead = task?.lead ?? ''
  const question = asked?.text.slice(0, HEAD) ?? ''
  const howTo = HOW_TO.test(lead) || HOW_TO.test(question)
  // an answer in imperatives to a question that asks for no procedure is advice, unless there is much of it
  if (form === 'text' && question && !howTo && !ordered && (steps.length < 4 || share < 0.8)) return undefined
  let certainty = 0.4 + 0.3 * share
  if (ordered) certainty += 0.1
  if (howTo) certainty += 0.15
  if (steps.length >= 4) certainty += 0.05
  else if (steps.length < 3 && form === 'text') certainty -= 0.1
  if (NO_STEPS.test(lead) || NO_STEPS.test(question)) certainty -= HOW_TO.test(lead) ? 0.05 : 0.25
  if (!task) certainty -= 0.1
  // a few imperatives that nothing announces and no order joins may be mere remarks
  if (!task && form === 'text' && !ordered && steps.length < 4 && (share < 1 || steps.length < 3))
    certainty -= 0.15
  const spans = steps.map((step) => ({ field: field.field, ...step }))
  const texts = steps.map(({ start, end }) => field.text.slice(start, end))
  return {
    kind: 'procedure',
    content: task ? { task: task.text, steps: texts } : { steps: texts },
    certainty: Math.round(Math.min(certainty, 0.95) * 100) / 100,
    spans: task ? [task.span, ...spans] : spans,
  }
}
