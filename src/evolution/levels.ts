import type { Result } from '../record/loop.js'
import type { Outcome } from './outcome.js'

/** All that is known of one level of a factor. */
export interface Level {
  name: string
  category?: string
  pass: number
  fail: number
  missing: number
  tokens: number
  /** Of all its jobs, in whole billionths of a US dollar; null as soon as the price of one is unknown. */
  cost: number | null
  /** Its jobs in the newest generation it was seen in. */
  latest: { generation: number; jobs: number }
}

/** The levels of one factor, in the order they were first seen. */
export class Levels extends Map<string, Level> {
  count(name: string, result: Pick<Result, 'generation' | 'usage' | 'cost'>, outcome: Outcome): Level {
    let level = this.get(name)
    if (!level) {
      const latest = { generation: result.generation, jobs: 0 }
      level = { name, pass: 0, fail: 0, missing: 0, tokens: 0, cost: 0, latest }
      this.set(name, level)
    }
    level[outcome]++
    const { usage, cost } = result
    if (usage) level.tokens += usage.prompt_tokens + usage.completion_tokens
    // a job without usage never reached a model and cost nothing
    if (usage || cost)
      level.cost = level.cost === null || cost == null ? null : level.cost + Math.round(1e9 * cost)
    if (result.generation > level.latest.generation) level.latest = { generation: result.generation, jobs: 0 }
    if (result.generation === level.latest.generation) level.latest.jobs++
    return level
  }

  /** All levels by name, in an order that does not depend on the order of the results. */
  sorted(): Level[] {
    return [...this.values()].sort((a, b) => compare(a.name, b.name))
  }

  /**
   * The most used levels by name, and where each level stands in that list. What is rarer than the `limit` most used
   * stands together in the last place: a factor of free texts must not grow the model without bound.
   */
  places(limit: number): Places {
    const used = this.sorted().sort((a, b) => scored(b) - scored(a))
    const kept = used.slice(0, limit).sort((a, b) => compare(a.name, b.name))
    const listed: Places['listed'] = kept.map((level) => ({
      level: level.name,
      n: scored(level),
      ...(level.category !== undefined && { category: level.category }),
    }))
    const rest = used.slice(limit)
    if (rest.length) listed.push({ level: OTHER, n: rest.reduce((sum, level) => sum + scored(level), 0) })
    const index = new Map(kept.map((level, i) => [level.name, i]))
    return { listed, at: (level) => index.get(level.name) ?? listed.length - 1 }
  }
}

/** A list of levels, and where each level stands in it. */
export interface Places {
  listed: { level: string; n: number; category?: string }[]
  at: (level: Level) => number
}

/** Levels too rare to be told apart. */
export const OTHER = '(other)'

/** Order of code units: the same on every machine, whatever its locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function scored(level: Level): number {
  return level.pass + level.fail
}
