import { GATE_MS } from './policy.js'

/** What a restart need not learn again. */
export interface LearnedLimit {
  size: number
  ceiling: number | null
  latency: number | null
}

/** A call under way: when it was sent, and as which one. */
export interface Ticket {
  at: number
  number: number
}

const START = 8
const SLOW_START_GROWTH = 1
const STEADY_GROWTH = 0.02
const ROUNDS_TO_DOUBLE = 2
/** A window that is not used teaches nothing about the limit. */
const USED = 0.8
const PACE = 0.8
const CEILING_CUT = 0.97
const SLOW_START_CUT = 0.7
const CUTS = [0.9, 0.75, 0.5]
/** So many calls that were not refused tell how many a second are accepted. */
const ACCEPTED = 16
/** Refused with no more than this share of the window in use, a call came too fast, not on top of too many. */
const ROOM = 0.7
/** Where not the window but the pace was too much. */
const PACE_CUT = 0.98
const SHORTEST_COOLDOWN_MS = 1000
const SHORTEST_PACED_MS = 2000
const COOLDOWN_LATENCIES = 0.6
/** A refusal comes at once, so a round need not last as long as an answer, once the back end is known to refuse. */
const ROUND_ANSWERS = 5
const ROUND_MS = 1500
/** After more refusals in a row only pauses help, doubled each time. */
const PATIENCE = 2
const FIRST_PAUSE_MS = 1500
const LONGEST_PAUSE_MS = 30_000
/** Of the newest answer in the means. */
const WEIGHT = 0.2
/** Answers this many times slower than at best come from a queue at the back end. */
const QUEUEING = 3
/** Added to the tokens of an answer: what comes before the first token takes about as long. */
const TOKENS_BEFORE = 50

/**
 * How many calls may be under way at once, learned from the answers alone: slow start, then growth around the
 * size at which the last refusal (429) came, as congestion control does it. A refusal is certain and costs
 * nothing, so cuts are small, and none goes below what the back end accepts in the time of an answer. Sends are spread
 * over that time. A refusal with room in the window says that they came too fast: then they keep for a while to the
 * pace that was accepted. Times are in milliseconds on a monotonic clock.
 */
export class Window {
  /** Calls that may be under way; the fraction counts for the pace. */
  size: number
  inFlight = 0
  /** Mean time of an answer, newer ones counting more. */
  #latency: number | undefined
  /** Mean and best time of an answer per token, so that long answers are not taken for slow ones. */
  #slowness: number | undefined
  #bestSlowness = Number.POSITIVE_INFINITY
  #slowStart = true
  /** Has refused a call, so it does not just let calls wait. */
  #refuses = false
  #ceiling = Number.POSITIVE_INFINITY
  /** Clean rounds since the ceiling was passed. */
  #rounds = 0
  #cuts = 0
  #nextSend = 0
  /** After a refusal: no more than so many calls under way, and so much time between two sends. */
  #cooldown = { until: 0, inFlight: 0, pace: 0 }
  #gateUntil = 0
  #sent = 0
  /** The last calls that were sent and not refused. */
  #accepted: Ticket[] = []
  /** Of the calls refused in a row: the number of the first, and how many. */
  #row = { first: 0, refused: 0 }
  #round = { start: 0, peak: 0, answers: 0, clean: true }

  constructor(
    private readonly most: number,
    learned?: LearnedLimit,
  ) {
    this.size = Math.max(1, Math.min(learned?.size ?? START, most))
    this.#latency = learned?.latency ?? undefined
    if (learned?.ceiling) {
      this.#ceiling = learned.ceiling
      this.#slowStart = false
    }
  }

  get learned(): LearnedLimit {
    return {
      size: this.size,
      ceiling: Number.isFinite(this.#ceiling) ? this.#ceiling : null,
      latency: this.#latency ?? null,
    }
  }

  /** Milliseconds until the next call may be sent; Infinity until one has come back. */
  wait(now: number): number {
    const gate = Math.max(0, this.#gateUntil - now, this.#nextSend - now)
    if (this.inFlight === 0) return gate
    if (this.inFlight + 1 > this.size) return Number.POSITIVE_INFINITY
    // After a refusal one call is sent for each that comes back: more would be refused as well.
    if (this.inFlight >= this.#cooldown.inFlight) return Math.max(gate, this.#cooldown.until - now)
    return gate
  }

  get gateUntil(): number {
    return this.#gateUntil
  }

  /** Nothing is sent before this time. */
  gate(until: number): void {
    this.#gateUntil = Math.max(this.#gateUntil, until)
  }

  send(now: number): Ticket {
    this.inFlight++
    this.#round.peak = Math.max(this.#round.peak, this.inFlight)
    const usual = this.#latency === undefined ? 0 : (this.#latency / this.size) * PACE
    const pace = now < this.#cooldown.until ? Math.max(usual, this.#cooldown.pace) : usual
    // A timer that fired late may be made up for by one send, not by a burst.
    this.#nextSend = Math.max(this.#nextSend, now - pace) + pace
    const ticket = { at: now, number: ++this.#sent }
    this.#accepted.push(ticket)
    if (this.#accepted.length > 2 * ACCEPTED) this.#accepted.shift()
    return ticket
  }

  /** The call ended without saying anything about the limit. */
  done(): void {
    this.inFlight--
  }

  /** @param tokens of the answer, where they are known */
  answered(now: number, ticket: Ticket, tokens = 0): void {
    this.inFlight--
    const took = now - ticket.at
    this.#latency = mix(this.#latency, took)
    this.#slowness = mix(this.#slowness, took / (tokens + TOKENS_BEFORE))
    this.#round.answers++
    const age = now - this.#round.start
    const enough = this.#refuses && this.#round.answers >= ROUND_ANSWERS && age >= ROUND_MS
    if (enough || age >= this.#latency) this.#endRound(now, this.#slowness)
  }

  /** A 429. */
  limited(now: number, ticket: Ticket, retryAfterMs = 0): void {
    this.inFlight--
    this.#refuses = true
    this.#round.clean = false
    this.#accepted = this.#accepted.filter((accepted) => accepted !== ticket)
    this.gate(now + Math.max(this.#pause(ticket), retryAfterMs >= GATE_MS ? retryAfterMs : 0))
    const interval = this.#interval()
    // With room in the window it was the pace that was too fast.
    const tooFast =
      interval !== undefined && this.#row.refused < 2 && this.inFlight < ROOM * Math.floor(this.size)
    this.#cooldown.inFlight = tooFast ? Number.POSITIVE_INFINITY : this.inFlight
    this.#cooldown.pace = tooFast ? interval : 0
    if (tooFast) this.#nextSend = Math.max(this.#nextSend, now + interval)
    if (now < this.#cooldown.until) return
    const before = this.size
    const cut = this.#slowStart ? SLOW_START_CUT : tooFast ? PACE_CUT : this.#cut(interval)
    this.#cuts = this.#slowStart ? 0 : this.#cuts + 1
    this.#slowStart = false
    this.#rounds = 0
    this.size = Math.max(1, before * cut)
    this.#ceiling = tooFast ? Math.min(this.#ceiling, this.size) : CEILING_CUT * before
    this.#cooldown.until =
      now +
      Math.max(tooFast ? SHORTEST_PACED_MS : SHORTEST_COOLDOWN_MS, COOLDOWN_LATENCIES * (this.#latency ?? 0))
    this.#newRound(now)
  }

  /** The time between two calls that are accepted; undefined where that is not known yet. */
  #interval(): number | undefined {
    const [first, last] = [this.#accepted.at(-ACCEPTED), this.#accepted.at(-1)]
    return first && last && Math.max(1, last.at - first.at) / (ACCEPTED - 1)
  }

  /**
   * By Little's law as many calls can be under way as are accepted in the time of an answer: a cut need not go
   * below that. Where that is not known, cuts in a row grow.
   */
  #cut(interval: number | undefined): number {
    const cut = CUTS[Math.min(this.#cuts, CUTS.length - 1)] as number
    if (!interval || this.#latency === undefined) return cut
    return Math.min(CEILING_CUT, Math.max(cut, this.#latency / interval / this.size))
  }

  /** Where call after call is refused, nothing helps but time. */
  #pause({ number }: Ticket): number {
    const { first, refused } = this.#row
    const others = this.#sent - first + 1 - refused // sent since, and not refused
    this.#row = others > PATIENCE ? { first: number, refused: 1 } : { first, refused: refused + 1 }
    const pauses = this.#row.refused - PATIENCE
    return pauses <= 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (pauses - 1), LONGEST_PAUSE_MS)
  }

  #endRound(now: number, slowness: number): void {
    const { clean, peak } = this.#round
    this.#bestSlowness = Math.min(this.#bestSlowness, slowness)
    if (clean) this.#cuts = 0
    if (slowness > QUEUEING * this.#bestSlowness) {
      this.#slowStart = false
      this.#ceiling = Math.min(this.#ceiling, this.size)
      this.#rounds = 0
    } else if (clean && peak >= USED * Math.floor(this.size)) this.#grow()
    this.#newRound(now)
  }

  #grow(): void {
    if (this.#slowStart) this.size *= 1 + SLOW_START_GROWTH
    else if (this.size < this.#ceiling * 0.99) this.size += (this.#ceiling - this.size) / 2
    else {
      // Beyond the size that failed last: carefully at first, then faster, because the limit must have risen.
      const growth = STEADY_GROWTH * 2 ** Math.floor(this.#rounds++ / ROUNDS_TO_DOUBLE)
      this.size *= 1 + Math.min(growth, SLOW_START_GROWTH)
    }
    this.size = Math.min(this.size, this.most)
  }

  #newRound(now: number): void {
    this.#round = { start: now, peak: this.inFlight, answers: 0, clean: true }
  }
}

/** Moves a mean towards a new value. */
function mix(mean: number | undefined, value: number): number {
  return mean === undefined ? value : mean + WEIGHT * (value - mean)
}
