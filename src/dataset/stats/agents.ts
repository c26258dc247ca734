import type { Turn } from '../../record/turn.js'
import { isLearned } from '../dialogue/steps.js'
import { Distribution } from './distribution.js'

/** Names of tools that are counted each; a log of made-up names would otherwise grow without end. */
const NAMES = 1_000

/** What agents did in turns, in constant memory. */
export class AgentStats {
  #turns = 0
  #steps = 0
  #remarks = 0
  #unlearned = 0
  #calls = 0
  #errors = 0
  #cut = 0
  #unanswered = 0
  #subagents = 0
  readonly #byName = new Map<string, number>()
  readonly #results = new Distribution()
  readonly #reasoning = new Distribution()

  add({ steps, parent }: Turn): void {
    if (parent) this.#subagents++
    if (!steps?.length) return
    this.#turns++
    for (const step of steps) {
      if (step.from) {
        this.#remarks++
        continue
      }
      this.#steps++
      if (!isLearned(step)) this.#unlearned++
      if (step.reasoning) this.#reasoning.add(step.reasoning.length)
      for (const { name, result } of step.calls ?? []) {
        this.#calls++
        if (this.#byName.has(name) || this.#byName.size < NAMES)
          this.#byName.set(name, (this.#byName.get(name) ?? 0) + 1)
        if (!result) this.#unanswered++
        if (result?.error) this.#errors++
        if (result?.cut) this.#cut++
        if (result) this.#results.add(result.text.length)
      }
    }
  }

  /** The figures; empty where no turn has steps. */
  report(): Record<string, unknown> {
    if (this.#turns === 0) return {}
    const byName = [...this.#byName].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    return {
      agents: {
        turns: this.#turns,
        ...(this.#subagents && { turns_of_subagents: this.#subagents }),
        steps: this.#steps,
        ...(this.#remarks && { remarks_of_runtimes_and_agents: this.#remarks }),
        ...(this.#unlearned && { steps_not_to_learn: this.#unlearned }),
        calls: this.#calls,
        ...(this.#calls && {
          calls_by_name: Object.fromEntries(byName),
          errors: this.#errors,
          without_result: this.#unanswered,
          cut_results: this.#cut,
          result_length: this.#results.report(),
        }),
        ...(this.#reasoning.count && {
          reasoning: { steps: this.#reasoning.count, characters: this.#reasoning.sum },
        }),
      },
    }
  }
}
