/** Scores carry one digit after the point. */
export const round = (value: number): number => Math.round(value * 10) / 10

export function rounded<T extends Record<string, number>>(values: T): T {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, round(value)])) as T
}
