/** What calls cost, or may cost at most. */
export interface Amount {
  calls: number
  tokens: number
  /** US dollars, of the calls whose price is known. */
  cost: number
}

export const NOTHING: Amount = { calls: 0, tokens: 0, cost: 0 }

export const add = (a: Amount, b: Amount): Amount => ({
  calls: a.calls + b.calls,
  tokens: a.tokens + b.tokens,
  cost: a.cost + b.cost,
})

export const subtract = (a: Amount, b: Amount): Amount => ({
  calls: a.calls - b.calls,
  tokens: a.tokens - b.tokens,
  cost: a.cost - b.cost,
})
