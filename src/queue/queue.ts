/** A record as it travels on the wire. */
export type Json = Record<string, unknown>

/** Where a job can be. A job is in exactly one state; only `archive` may repeat one. */
export const STATES = ['incoming', 'processing', 'processed', 'error', 'archive'] as const
export type State = (typeof STATES)[number]

/** What waits in the queue: a `strom.prompt/1` record, or the `strom.brief/1` of one that is to be written, and what the queue knows of it. */
export interface Job {
  id: string
  payload: Json
  /** ISO 8601. */
  createdAt: string
}

export interface Put {
  id: string
  /** `exists`: the same job was put before; it is waiting, running, finished or archived. */
  state: 'new' | 'exists'
}

/** A job that this worker, and no other, works on. */
export interface Claim {
  readonly id: string
  readonly job: Job
  /** How often the job was tried before, by anyone. */
  readonly attempt: number
  /** Answers that earlier workers paid for and saved, by step. They are used instead of calling again. */
  readonly answers: readonly unknown[]
  /** The claim's name in the queue. It is unique: whoever does not find it has lost the job. */
  readonly name: string
}

/** Why there is nothing to claim. `until`: when the next waiting job may be tried, ms since 1970. */
export interface Idle {
  idle: 'paused' | 'empty' | 'later'
  until?: number
}

/** A paid answer that is no job yet. */
export interface Kept {
  id: string
  value: unknown
}

/** Which jobs of `error/`: all for which every condition holds. */
export interface Selection {
  ids?: readonly string[] | undefined
  /** The class of the result. */
  classes?: readonly string[] | undefined
  /** But not these ids. */
  except?: readonly string[] | undefined
}

/** `models`: who answered so far. `problem`: what was wrong with the last run. */
export type NoteName = 'models' | 'problem'

/** What `recover` did with the claims of dead workers, and what it left alone. */
export interface Recovery {
  /** Back in `incoming/`, one attempt later. */
  returned: number
  /** In `error/` because the job took its worker with it too often. */
  poisoned: number
  /** Held in `error/`: perhaps paid for, and the answer is lost. */
  held: number
  /** Of these, jobs whose call had begun and whose answer was not saved: perhaps paid for in vain. */
  maybePaid: number
  /** Claims whose job had already ended. */
  settled: number
  /** Workers that live, however slow they are; nothing is taken from them. */
  alive: number
  /** Claims whose worker can be proven neither dead nor alive. */
  unknown: string[]
}

export interface Violation {
  /** I1..I8 of the invariants listed in fsck.ts. */
  rule: string
  /** The file or the job. */
  at: string
  detail: string
}

export interface Entry {
  id: string
  attempt: number
  /** incoming: not before this time, ms since 1970; 0 is now. */
  runAt?: number
  /** processing: the worker that holds it. */
  worker?: string
}

/** A job with its record: what was put, or its result once it has ended. */
export interface Found extends Entry {
  state: State
  record: Json
}

export interface Status {
  queue: string
  /** Waiting jobs. */
  level: number
  counts: Record<State | 'corrupt', number>
  /** The states that hold this many jobs or more: no more than 10,000 are counted, so that a look stays quick. */
  more: (State | 'corrupt')[]
  /** What the level means, by the thresholds. */
  state: 'STARVING' | 'LOW' | 'BALANCED' | 'HIGH' | 'OVERFLOW'
  paused: string | false
  workers: { alive: number; dead: number; unknown: number }
  /** Seconds; null where nothing is there. Above 500 waiting jobs the oldest of a sample. */
  oldest: { waiting: number | null; running: number | null }
  /** What was wrong with the last run that asked a model; null where it was well. */
  problem: string | null
  /** Jobs in `error/` that may have been paid for and have no answer. */
  held: number
  health: 'ok' | 'warning'
  /** What is wrong, and what to do about it. */
  notes: string[]
}

/** The highest number of waiting jobs that still counts as the level; above `high` the queue overflows. */
export interface Thresholds {
  starving: number
  low: number
  balanced: number
  high: number
}

/**
 * A durable queue of model calls: nothing that was acknowledged is lost, and no saved answer is paid for again.
 * A promise that resolves is an acknowledgement. The directory engine is the default; others can stand beside it.
 */
export interface Queue {
  /** Puts a job. The same job put twice is one job, also when it has ended. */
  put(payload: Json): Promise<Put>
  putBatch(payloads: readonly Json[]): Promise<Put[]>
  /** Puts a job that ended before it waited, such as a prompt that was rejected: its result counts. */
  putEnded(payload: Json, record: Json): Promise<void>

  /**
   * Puts a job whose call may have been paid for and brought nothing: held in `error/`, or to be tried again, as
   * `onUnknown` says. @param cost of the call at most, USD
   */
  putUnsure(payload: Json, record: Json, cost: number | null): Promise<'incoming' | 'held'>

  /** Saves a paid answer that becomes a job only later, before anything else is done with it. */
  keep(id: string, value: unknown): Promise<void>
  /** What producers kept and did not drop, because they died or are at work; one at a time in memory. */
  kept(): AsyncIterable<Kept>
  /** To be called once it is a job. */
  drop(id: string): void

  /** Takes a job that is ready. Calling the model comes after `begin`. */
  claim(): Promise<Claim | Idle>
  /** Notes that the call is about to be made. `cost`: what it may cost at most, USD. */
  begin(claim: Claim, call?: { step?: number; cost?: number | null }): Promise<void>
  /** Saves a paid answer, before anything else is done with it. Waits for disk space rather than drop it. */
  saveResult(claim: Claim, step: number, answer: unknown): Promise<void>
  /** Ends the job. @throws LostClaimError */
  complete(claim: Claim, record: Json, to: 'processed' | 'error'): Promise<void>
  /**
   * Gives the job back, to be tried later; ends it in `error/` when it was tried `maxAttempts` times.
   * `charge: false` for what is not the job's fault, such as a rate limit. @throws LostClaimError
   */
  retry(
    claim: Claim,
    record: Json,
    options?: { delay?: number; charge?: boolean },
  ): Promise<'incoming' | 'error'>
  /**
   * Gives up a job whose call may have been paid for and brought no answer: held in `error/`, or tried again, as
   * `onUnknown` says. @throws LostClaimError
   */
  unsure(claim: Claim, record: Json, options?: { charge?: boolean }): Promise<'incoming' | 'error' | 'held'>
  /** Gives a job back whose call was not made. @throws LostClaimError */
  release(claim: Claim): Promise<void>

  /** Gives back the jobs of dead workers. Never takes from the living. */
  recover(options?: { orphans?: boolean }): Promise<Recovery>
  /** Checks the invariants. `deep` reads every file. */
  fsck(options?: { deep?: boolean }): Promise<Violation[]>
  /** Puts right what a crash can leave behind. @throws TryLaterError while workers live */
  repair(): Promise<number>

  /** Moves ended jobs to the archive: these, or all that are not held; `olderThan`: ended so long ago, ms. How many? */
  archive(ids?: Iterable<string>, options?: { olderThan?: number }): Promise<number>
  /** The ids of the jobs in `error/` that are held, because they may have been paid for and nobody has the answer. */
  held(): Promise<string[]>
  /** Puts jobs from `error/` back, with attempts from 0 and without the answer they had. */
  redrive(select?: Selection): Promise<string[]>

  status(thresholds: Thresholds): Promise<Status>
  list(state: State): Promise<Entry[]>
  /** A job by its id, wherever it is. */
  find(id: string): Promise<Found | undefined>
  /** The jobs of a state with their records, in the order of their ids, one at a time in memory. */
  jobs(state: State): AsyncIterable<Found>
  /** The results of ended jobs, each once, in the order of their ids, one at a time in memory. */
  results(options?: { states?: readonly State[]; since?: number }): AsyncIterable<Json>

  /** The records of jobs that wait or are worked on, in the order of their ids, one at a time in memory. */
  pending(): AsyncIterable<Json>

  /** A short text that is kept with the queue. */
  note(name: NoteName): string | undefined
  /** Replaces it; undefined takes it away. */
  setNote(name: NoteName, text: string | undefined): Promise<void>

  /** No job is claimed until `resume`. */
  pause(reason?: string): Promise<void>
  resume(): Promise<void>
  /** Asks the worker of a running job to end. False where it does not run here. */
  kill(id: string, signal?: NodeJS.Signals): Promise<boolean>
  /** A lock that ends with this process, or undefined while another holds it. */
  lock(name: string): Promise<{ release(): void } | undefined>
  close(): Promise<void>
}
