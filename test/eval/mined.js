import { join } from 'node:path'
import { classification, spans } from './metrics.js'

/** The program's own `mine`, as built. */
export async function program() {
  const { mine } = await import(join(import.meta.dirname, '..', '..', 'dist', 'patterns', 'mine.js'))
  return mine
}

/** The patterns of a kind that `mine` finds in one sentence, as the command does by default. */
export const inSentence = (mine, text, kind) => mine({ user: '', assistant: text }, { kinds: [kind] })

/** A decision per row against its label: precision, recall and F1, with a simple method's beside them. */
export function decided(predicted, gold, simple, reach = {}) {
  const ours = classification(predicted, gold)
  const baseline = classification(simple, gold)
  return Object.fromEntries(
    ['precision', 'recall', 'f1'].map((name) => [
      name === 'f1' ? 'F1' : name,
      {
        value: ours[name],
        baseline: baseline[name],
        ...(reach[name] !== undefined && { reach: reach[name] }),
      },
    ]),
  )
}

/** Token F1 of spans, over the rows that are labelled and were found: how well what is found is cut. */
export const cut = (pairs) =>
  spans(pairs.filter(({ found, gold }) => found !== null && gold !== null)).token.f1
