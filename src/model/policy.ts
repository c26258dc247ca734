/** When to go on, and when to give a job back. Times in milliseconds. */
export interface Policy {
  /** Most calls under way at once, whatever the back end allows. */
  maxInFlight: number
  /** Calls for one job; the ones that were told to come back later, and probes, are not counted. */
  maxAttempts: number
  /** Calls for one job that brought no answer but may have been charged. */
  maxUnsure: number
  /** No call for a job is started later than this after its first one. */
  deadlineMs: number
  /** The longest that the back end may ask us to wait; if it asks for more, the jobs are given back. */
  maxWaitMs: number
  /** The longest failure of the back end that is sat out. */
  maxOutageMs: number
  /** The same where it has not answered once: most likely the address is wrong or the server not started. */
  maxFirstOutageMs: number
}

export const DEFAULT_POLICY: Policy = {
  maxInFlight: 256,
  maxAttempts: 8,
  maxUnsure: 2,
  deadlineMs: 3_600_000,
  maxWaitMs: 1_800_000,
  maxOutageMs: 900_000,
  maxFirstOutageMs: 15_000,
}

/** A wait of this length that a back end asks for holds for all calls; a shorter one for the call it answered. */
export const GATE_MS = 5000

const BACKOFF_MS = 400
const LONGEST_BACKOFF_MS = 60_000

/**
 * Exponential backoff with full jitter: uniform between 0 and 0.4 s * 2^failures.
 * @param failures of this job before this one
 * @param random 0..1
 */
export function backoff(failures: number, random: number): number {
  return random * Math.min(BACKOFF_MS * 2 ** failures, LONGEST_BACKOFF_MS)
}
