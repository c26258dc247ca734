import { type Document, type Field, fieldOf } from '../document.js'
import type { FieldSpan, Found } from '../miner.js'
import { questionsOf } from '../qa/question.js'
import { questionSpan } from '../qa/trim.js'
import { type Chain, chainsOf } from '../reasoning/chains.js'

/** A longer question is no premise. */
const LONGEST_PREMISE = 1500

/** Reasoning: what is given, the steps in order, and what follows from them. */
export function reasoningChain(document: Document): Found[] {
  const user = fieldOf(document, 'user')
  const assistant = fieldOf(document, 'assistant')
  const out: Found[] = []
  for (const field of [user, assistant]) {
    if (!field) continue
    for (const chain of chainsOf(field)) {
      const given = chain.solves && field === assistant && user ? givenIn(user) : undefined
      const found = foundOf(field, chain, given, user)
      if (found) out.push(found)
    }
  }
  return out
}

/** The problem that is solved: the user's text, if it asks something. */
function givenIn(user: Field): FieldSpan | undefined {
  const span = questionSpan(user)
  if (span.end - span.start > LONGEST_PREMISE || questionsOf(user).length === 0) return undefined
  return { field: user.field, ...span }
}

function foundOf(
  field: Field,
  chain: Chain,
  given: FieldSpan | undefined,
  user: Field | undefined,
): Found | undefined {
  const units = chain.units.map(({ start, end }) => ({ field: field.field, start, end }))
  const conclusion = units[chain.conclusion]!
  const others = units.filter((unit) => unit !== conclusion)
  const premise = given ?? others.shift()
  // a premise and a conclusion alone are cause and effect
  if (!premise || others.length === 0) return undefined
  const text = ({ field: name, start, end }: FieldSpan) =>
    (name === 'user' ? user! : field).text.slice(start, end)
  return {
    kind: 'reasoning_chain',
    content: { premise: text(premise), steps: others.map(text), conclusion: text(conclusion) },
    certainty: Math.round(chain.certainty * 100) / 100,
    spans: [premise, ...others, conclusion],
  }
}
