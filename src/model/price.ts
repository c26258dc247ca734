import type { Usage } from '../record/usage.js'

/** US dollars per million tokens. */
export interface Price {
  input: number
  /** Input that the back end had in its prompt cache; as `input` where it is not given. */
  cached_input?: number
  output: number
}

export type Prices = Readonly<Record<string, Price>>

/**
 * The price of a model, or null where it is not known. A dated name (gpt-4o-2024-08-06) has the price of the
 * name without the date.
 */
export function priceOf(prices: Prices, model: string): Price | null {
  for (const name of [model, model.replace(/-\d{4}-\d{2}-\d{2}$/, '')])
    if (Object.hasOwn(prices, name)) return prices[name] ?? null
  return null
}

/** Cost of a call in US dollars; null where the price or the usage is unknown, never 0 for unknown. */
export function costOf(price: Price | null, usage: Usage | undefined): number | null {
  if (!price || !usage) return null
  const details = usage.prompt_tokens_details as { cached_tokens?: unknown } | undefined | null
  const cached = Math.min(Number(details?.cached_tokens) || 0, usage.prompt_tokens)
  const input = (usage.prompt_tokens - cached) * price.input + cached * (price.cached_input ?? price.input)
  return (input + usage.completion_tokens * price.output) / 1e6
}

export const FREE: Price = { input: 0, output: 0 }

/** Is it a server on this machine? Whoever runs one pays nobody for a call. */
export function isOnThisMachine(baseURL: string): boolean {
  if (!URL.canParse(baseURL)) return false
  const { hostname } = new URL(baseURL)
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)$/.test(hostname)
}
