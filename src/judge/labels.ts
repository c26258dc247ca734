import { PREFERRED, type Preferred } from '../record/judge.js'

/** What a person said: which of two is better, or whether one is good. */
export type Label = Preferred | boolean

const GOOD = new Map<unknown, boolean>(
  Object.entries({
    good: true,
    up: true,
    yes: true,
    true: true,
    1: true,
    bad: false,
    down: false,
    no: false,
    false: false,
    0: false,
  }),
)

/** The label in a record: `preferred` (a, b, tie), `label` (good, bad) or `feedback` (up, down). */
export function labelOf({ preferred, label, feedback }: Record<string, unknown>): Label | undefined {
  const pair = PREFERRED.find((each) => each === (preferred ?? label))
  return pair ?? GOOD.get(String(label ?? feedback).toLowerCase())
}
