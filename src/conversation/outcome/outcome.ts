import type { OutcomeRules } from '../../record/outcome-rules.js'
import type { Outcome } from '../../record/turn.js'
import type { Exchange } from '../score.js'
import type { Evidence } from './evidence.js'
import { NextReader } from './next.js'
import { evidenceOfEnding, evidenceOfWork } from './work.js'

/**
 * Makes the function that says what became of an answer: evidence first, one number second. The number is the rating where a
 * person gave one; else 1 - product(1 - |v|) of the strongest good sign of each source, less the same of the bad ones.
 * @returns undefined where there is no evidence: unknown
 */
export function outcomeReader(rules: OutcomeRules): (turn: Exchange) => Outcome | undefined {
  const reader = new NextReader(rules)
  const { evidence: values } = rules
  return (turn) => {
    const { user, assistant, steps = [], next, feedback } = turn
    const sources: Evidence[][] = [
      feedback ? [{ kind: 'rating', value: feedback === 'up' ? values.rating : -values.rating }] : [],
      fromBranches(turn, values),
      next ? ofNext(reader, next.user, user, assistant, steps.at(-1)?.stop) : [],
      evidenceOfWork(steps, values),
      evidenceOfEnding(steps, values),
    ]
    const evidence = sources.flat()
    if (evidence.length === 0) return undefined
    const rated = sources[0]![0]
    return { value: rated ? rated.value : combined(sources), evidence }
  }
}

function fromBranches({ alternatives, left }: Exchange, values: OutcomeRules['evidence']): Evidence[] {
  return [
    ...(alternatives?.length ? [{ kind: 'chosen', value: values.chosen }] : []),
    ...(left === 'edit' ? [{ kind: 'edit', value: values.edit }] : []),
  ]
}

function ofNext(
  reader: NextReader,
  said: string,
  user: string,
  assistant: string,
  stop: string | undefined,
): Evidence[] {
  const found = reader.evidence(said, user, assistant)
  // "continue" after an answer that was cut or stopped says nothing of it.
  return found && !(found.kind === 'continue' && stop) ? [found] : []
}

function combined(sources: readonly (readonly Evidence[])[]): number | null {
  const values = sources.map((source) => source.map(({ value }) => value).filter((value) => value !== null))
  if (values.flat().length === 0) return null
  const side = (sign: 1 | -1) =>
    1 -
    values.reduce((product, source) => product * (1 - Math.max(0, ...source.map((value) => sign * value))), 1)
  return Math.round(Math.max(-1, Math.min(1, side(1) - side(-1))) * 100) / 100
}
