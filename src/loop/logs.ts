import { join } from 'node:path'
import type { Config } from '../config/settings.js'
import type { Generation } from '../record/analysis.js'
import type { Prompt, Result } from '../record/loop.js'
import { appendLog } from '../stream/log.js'

/** The logs of the loop, one JSON line each. They are what a person tails; nothing is computed from them. */
export class Logs {
  constructor(private readonly config: Pick<Config, 'logs'>) {}

  /** evolution.jsonl: one line a generation. */
  generation(line: Generation): void {
    this.#append('evolution', line)
  }

  /** field_flow.jsonl: a job has reached a stage. */
  produced({ id, generation, topic, category, style, wrapper, quality }: Prompt): void {
    this.#append('field_flow', {
      stage: 'produced',
      id,
      generation,
      topic,
      category,
      style,
      wrapper,
      quality: quality?.total,
    })
  }

  /** field_flow.jsonl and wrapper_requests.jsonl: a job was answered, or could not be. */
  answered(result: Result): void {
    const { id, prompt, generation, topic, category, style, wrapper, score } = result
    const { model, usage, cost, attempts, duration_ms } = result
    const fields =
      score?.fields &&
      Object.fromEntries(Object.entries(score.fields).map(([name, { state }]) => [name, state]))
    const { class: kind } = result
    this.#append('field_flow', {
      stage: 'answered',
      id,
      prompt,
      generation,
      topic,
      category,
      style,
      wrapper,
      class: kind,
      total: score?.total ?? null,
      ...(fields && { fields }),
    })
    this.#append('wrapper_requests', {
      id,
      prompt,
      wrapper,
      model,
      usage,
      cost,
      attempts,
      duration_ms,
      class: kind,
    })
  }

  #append(name: string, record: Record<string, unknown>): void {
    appendLog(join(this.config.logs, `${name}.jsonl`), { timestamp: new Date().toISOString(), ...record })
  }
}
