import { randomUUID } from 'node:crypto'
import { ConfigError } from '../record/errors.js'
import type { TextMessage } from '../record/message.js'
import type { Usage } from '../record/usage.js'
import { type Amount, add, NOTHING } from './amount.js'
import { type Ledger, memoryLedger } from './ledger.js'
import { costOf, type Price } from './price.js'

export interface BudgetLimits {
  maxCalls?: number
  /** Prompt and completion together. */
  maxTokens?: number
  /** US dollars. */
  maxCost?: number
}

/** `cost`: US dollars; null where the price is not known. */
export interface Most {
  tokens: number
  cost: number | null
}

/** A reservation. One of the three ends it. */
export interface Hold {
  /** To be awaited before the call is sent: then no power cut makes the budget forget it. @throws CannotWriteError */
  durable(): Promise<void> | undefined
  /** The answer's usage, or undefined where the back end did not say: then the estimate counts. */
  paid(usage: Usage | undefined): void
  /** It is not known whether the call was charged: the estimate counts. */
  maybePaid(): void
  /** The call was not charged. */
  release(): void
}

/** Reserved for an answer of unknown length, until a longer one has been seen. */
const USUAL_COMPLETION = 4096
/** A token is at least about three bytes of UTF-8 in the languages of current tokenizers, so this is an upper estimate. */
const BYTES_PER_TOKEN = 3
const TOKENS_PER_MESSAGE = 8

/** Upper estimate of the tokens of a prompt. */
export function promptTokens(messages: readonly TextMessage[]): number {
  return messages.reduce(
    (sum, { content }) => sum + TOKENS_PER_MESSAGE + Math.ceil(Buffer.byteLength(content) / BYTES_PER_TOKEN),
    0,
  )
}

/**
 * The limits on calls, tokens and cost. Every call is reserved at its most before it is sent and settled at what
 * it was afterwards, so that any number of calls at once stay within the limits together. The limits count
 * everything in the ledger: with a file that is kept, earlier runs too.
 */
export class Budget {
  /** Paid by this process, cost only of the calls whose price and usage are known. */
  spent: Amount = NOTHING
  /** Paid calls of this process whose cost is not known. */
  unpriced = 0
  /** Reservations of this process that have not ended. */
  open = 0
  /** Called when one has ended, so that who waits for its share may try again. */
  onEnd: () => void = () => {}
  #longest = USUAL_COMPLETION

  constructor(
    private readonly limits: BudgetLimits = {},
    private readonly ledger: Ledger = memoryLedger(),
  ) {}

  /** What a call may take at most. An answer of unknown length is taken to be no longer than any seen before. */
  most(price: Price | null, messages: readonly TextMessage[], maxTokens?: number): Most {
    const usage: Usage = {
      prompt_tokens: promptTokens(messages),
      completion_tokens: maxTokens ?? this.#longest,
    }
    return { tokens: usage.prompt_tokens + usage.completion_tokens, cost: costOf(price, usage) }
  }

  /**
   * Undefined where the limits do not allow the call.
   * @throws ConfigError where a cost limit cannot be kept, because the price of the model is not known
   */
  reserve(
    model: string,
    price: Price | null,
    messages: readonly TextMessage[],
    maxTokens?: number,
  ): Hold | undefined {
    if (this.limits.maxCost !== undefined && !price)
      throw new ConfigError(
        `the price of ${model} is not known, so --max-cost cannot be kept`,
        'add the model to prices.yaml, or use --max-tokens',
      )
    const { tokens, cost } = this.most(price, messages, maxTokens)
    const amount: Amount = { calls: 1, tokens, cost: cost ?? 0 }
    const id = randomUUID()
    const total = add(this.ledger.reserve(id, amount), amount)
    if (!this.#allows(total)) {
      this.ledger.settle(id, NOTHING)
      return undefined
    }
    this.open++
    const end = (spent: Amount) => {
      this.ledger.settle(id, spent)
      this.open--
      this.onEnd()
    }
    const settle = (spent: Amount, known: boolean) => {
      this.spent = add(this.spent, known ? spent : { ...spent, cost: 0 })
      if (!known) this.unpriced++
      end(spent)
    }
    return {
      durable: () => this.ledger.durable(),
      paid: (usage) => {
        this.#longest = Math.max(this.#longest, usage?.completion_tokens ?? 0)
        if (usage) settle(amountOf(usage, price), price !== null)
        else settle(amount, false)
      },
      maybePaid: () => settle(amount, false),
      release: () => end(NOTHING),
    }
  }

  /** Which limits have been set, for messages. */
  describe(): string {
    const { maxCalls, maxTokens, maxCost } = this.limits
    return [
      maxCalls !== undefined && `--max-calls ${maxCalls}`,
      maxTokens !== undefined && `--max-tokens ${maxTokens}`,
      maxCost !== undefined && `--max-cost ${maxCost}`,
    ]
      .filter(Boolean)
      .join(', ')
  }

  close(): void {
    this.ledger.close()
  }

  #allows({ calls, tokens, cost }: Amount): boolean {
    const { maxCalls, maxTokens, maxCost } = this.limits
    return (
      calls <= (maxCalls ?? Number.POSITIVE_INFINITY) &&
      tokens <= (maxTokens ?? Number.POSITIVE_INFINITY) &&
      cost <= (maxCost ?? Number.POSITIVE_INFINITY) + 1e-9
    )
  }
}

function amountOf(usage: Usage, price: Price | null): Amount {
  return {
    calls: 1,
    tokens: usage.prompt_tokens + usage.completion_tokens,
    cost: costOf(price, usage) ?? 0,
  }
}
