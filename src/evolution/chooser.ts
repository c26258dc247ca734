import type { Statistics } from '../record/analysis.js'
import { Model, type Space } from './model.js'
import type { Choice } from './plan.js'
import type { Random } from './random.js'

/** Draws effects from the posterior and takes the levels that are best under them. */
export class Chooser {
  readonly #model: Model
  readonly #effects: Float64Array
  readonly #styles: [name: string, place: number][]
  readonly #wrappers: [name: string, place: number][]
  readonly #topics: [name: string, place: number][]

  /**
   * @param scale width of the draws in posterior standard deviations; 0 takes the estimate itself
   * @param choosesTopic whether the topic is chosen too
   */
  constructor(
    statistics: Statistics,
    space: Space,
    readonly scale: number,
    choosesTopic: boolean,
  ) {
    this.#model = new Model(statistics, space)
    this.#effects = new Float64Array(this.#model.size)
    const places = (names: readonly string[], all: readonly string[]) => {
      const at = new Map(all.map((name, i) => [name, i]))
      return names.map((name): [string, number] => [name, at.get(name)!])
    }
    this.#styles = places(space.styles, this.#model.styles)
    this.#wrappers = places(space.wrappers, this.#model.wrappers)
    this.#topics = choosesTopic ? places(space.topics, this.#model.topics) : []
  }

  /** One draw. The topic is `topic` where topics are not chosen. */
  choose(random: Random, topic: string): Choice {
    const model = this.#model
    const first = this.#topics.length ? model.topicAt : model.styleAt
    const effects = model.draw(random, this.scale, this.#effects, first)
    let [style, wrapper, most] = ['', '', Number.NEGATIVE_INFINITY]
    for (const [styleName, s] of this.#styles) {
      for (const [wrapperName, w] of this.#wrappers) {
        const value = model.value(effects, s, w)
        if (value > most) [style, wrapper, most] = [styleName, wrapperName, value]
      }
    }
    let [chosen, highest] = [topic, Number.NEGATIVE_INFINITY]
    for (const [name, t] of this.#topics) {
      const value = effects[model.topicAt + t]!
      if (value > highest) [chosen, highest] = [name, value]
    }
    return { style, wrapper, topic: chosen }
  }
}
