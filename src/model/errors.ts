import { StromError } from '../record/errors.js'
import type { ResultClass } from '../record/loop.js'

/** Whether the call cost money: a refused connection did not, a lost answer may have, a broken-off one has. */
export type Billed = 'no' | 'maybe' | 'yes'

export interface Verdict {
  class: ResultClass
  billed: Billed
  /** The same call may work a little later. */
  transient: boolean
  /** No call to this back end can work until a person has acted. */
  fatal: boolean
  /** What it is to be called, where the server has no name for it. */
  code?: string
}

export interface ModelErrorDetails extends Verdict {
  /** How long the back end asks us to wait. */
  retryAfterMs?: number
  /** The back end itself says that the call has failed: none of it is still under way. */
  reported?: boolean
  status?: number
  hint?: string
}

/** A call to a model that gave no answer. Its message is free of keys. */
export class ModelError extends StromError {
  override readonly exitCode: number
  readonly class: ResultClass
  readonly billed: Billed
  readonly transient: boolean
  readonly fatal: boolean
  readonly retryAfterMs: number | undefined
  readonly reported: boolean
  readonly status: number | undefined
  readonly code: string | undefined
  /** Calls that were made for the job, as `Outcome.attempts` counts them. */
  readonly attempts: number

  constructor(message: string, details: ModelErrorDetails, attempts = 0) {
    super(message, details.hint ?? hintFor(details))
    this.class = details.class
    this.billed = details.billed
    this.transient = details.transient
    this.fatal = details.fatal
    this.retryAfterMs = details.retryAfterMs
    this.reported = details.reported ?? false
    this.status = details.status
    this.code = details.code
    this.exitCode = exitCodeFor(details)
    this.attempts = attempts
  }

  /** The same error, for a job that took so many calls, some of which may have been charged before this one. */
  after(attempts: number, unsure: number): ModelError {
    const billed = this.billed === 'no' && unsure > 0 ? 'maybe' : this.billed
    return new ModelError(this.message, { ...this, billed, hint: this.hint }, attempts)
  }
}

const TRY_AGAIN = { transient: true, fatal: false }
const THIS_JOB = { transient: false, fatal: false }
const STOP = { transient: false, fatal: true }

const VERDICTS = {
  rate: { class: 'rate_limited', billed: 'no', ...TRY_AGAIN },
  server: { class: 'server_error', billed: 'no', ...TRY_AGAIN },
  gateway: { class: 'server_error', billed: 'maybe', ...TRY_AGAIN },
  tooLong: { class: 'too_long', billed: 'no', ...THIS_JOB },
  filter: { class: 'content_filter', billed: 'no', ...THIS_JOB },
  denied: { class: 'auth', billed: 'no', ...STOP },
  key: { class: 'auth', billed: 'no', ...STOP, code: 'invalid_api_key' },
  setup: { class: 'auth', billed: 'no', ...STOP },
  unreachable: { class: 'network', billed: 'no', ...TRY_AGAIN },
  broken: { class: 'network', billed: 'maybe', ...TRY_AGAIN },
  timeout: { class: 'timeout', billed: 'maybe', ...TRY_AGAIN },
  cancelled: { class: 'cancelled', billed: 'maybe', ...THIS_JOB },
} as const satisfies Record<string, Verdict>

/** What back ends call their errors, in `error.code` or `error.type`. Asked before the HTTP status. */
const NAMES = new Map<string, Verdict>([
  ['context_length_exceeded', VERDICTS.tooLong], // OpenAI, LM Studio, vLLM
  ['exceed_context_size_error', VERDICTS.tooLong], // llama.cpp, which also says 500
  ['string_above_max_length', VERDICTS.tooLong],
  ['request_too_large', VERDICTS.tooLong],
  ['content_filter', VERDICTS.filter], // Azure
  ['content_policy_violation', VERDICTS.filter],
  ['data_inspection_failed', VERDICTS.filter], // DashScope
  ['DataInspectionFailed', VERDICTS.filter],
  ['1301', VERDICTS.filter], // Zhipu
  ['1026', VERDICTS.filter], // MiniMax: of what is asked
  ['1027', VERDICTS.filter], // and of the answer
  ['invalid_prompt', VERDICTS.filter], // OpenAI, reasoning models
  ['insufficient_quota', VERDICTS.denied], // a 429 that no waiting mends
  ['billing_hard_limit_reached', VERDICTS.denied],
  ['exceeded_current_quota_error', VERDICTS.denied], // Moonshot
  ['Arrearage', VERDICTS.denied], // DashScope
  ['invalid_api_key', VERDICTS.denied],
  ['authentication_error', VERDICTS.denied],
  ['permission_error', VERDICTS.denied],
  ['model_not_found', VERDICTS.setup],
  ['not_found_error', VERDICTS.setup],
  ['rate_limit_exceeded', VERDICTS.rate],
  ['rate_limit_error', VERDICTS.rate],
  ['tokens', VERDICTS.rate], // OpenAI's type of a 429 for tokens, and below for requests
  ['requests', VERDICTS.rate],
  ['overloaded_error', VERDICTS.server],
  ['server_error', VERDICTS.server],
])

const STATUSES = new Map<number, Verdict>([
  [401, VERDICTS.denied],
  [402, VERDICTS.denied],
  [403, VERDICTS.denied],
  [408, VERDICTS.gateway],
  [409, VERDICTS.server],
  [413, VERDICTS.tooLong],
  [425, VERDICTS.server],
  [429, VERDICTS.rate],
  // A gateway gave up on a back end that may have gone on working.
  [502, VERDICTS.gateway],
  [504, VERDICTS.gateway],
  [524, VERDICTS.gateway],
])

/**
 * What servers say that name their errors no better than `invalid_request_error`: asked last, and only of a refusal,
 * whose words are the server's own.
 */
const WORDS: [RegExp, Verdict][] = [
  [
    /\bcontext (?:length|window|size|limit)|reduce the length|\b(?:prompt|input|request)\b.{0,60}\b(?:too (?:long|large)|longer than)|\b(?:token count|input token|prompt|request)s?\b.{0,40}\bexceed(?:s|ed)?\b.{0,60}\b(?:tokens?|length|limit)\b|`?max_new_tokens`? must be <=|range of input length|too many (?:input )?tokens/i,
    VERDICTS.tooLong,
  ],
  [
    /content (?:filter|management|exists risk|violates)|inappropriate content|data.?inspection|safety (?:system|filter|check)|safety_check|prohibited_content|(?:input|prompt|content) (?:was|is|has been) (?:flagged|blocked|filtered)|\bviolat\w{1,4}\b.{0,40}\b(?:polic(?:y|ies)|guidelines)|sensitive (?:content|information|words)|敏感内容/i,
    VERDICTS.filter,
  ],
  [/\bapi[ _-]?key\b.{0,30}\b(?:not valid|invalid|incorrect|expired)/i, VERDICTS.key],
]
/** Statuses that may mean any of these. */
const VAGUE = new Set([400, 403, 413, 422, 451, 500])

/** Our code for a kept-alive connection that the server had closed when the request came. */
export const STALE = 'STALE_CONNECTION'

/** Parameters by which vLLM names an over-long prompt. */
const LENGTH_PARAMS = new Set(['input_tokens', 'input_text'])

/** The connection never stood, or had ended before the request was read: nothing was asked for. */
const UNREACHABLE = new Set([
  STALE,
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** What is known of a failure, whichever library reported it. */
export interface Failure {
  status?: number
  code?: unknown
  type?: unknown
  param?: unknown
  /** The code of the operating system or of the HTTP library. */
  cause?: string
  /** The server's own sentence. */
  message?: string
}

/** The class of a failed call: from status, code, type and exception; from the server's words where those say nothing. */
export function classify({ status, code, type, param, cause, message = '' }: Failure): Verdict {
  if (status === 413) return VERDICTS.tooLong // also where the limit is one of tokens a minute: it never fits
  const named = NAMES.get(String(code)) ?? NAMES.get(String(type))
  if (named && named !== VERDICTS.denied && named !== VERDICTS.server) return named
  const said = status === undefined || VAGUE.has(status) ? worded(message) : undefined
  if (said ?? named) return (said ?? named)!
  if (status === undefined) return UNREACHABLE.has(cause ?? '') ? VERDICTS.unreachable : VERDICTS.broken
  if (LENGTH_PARAMS.has(String(param))) return VERDICTS.tooLong
  return STATUSES.get(status) ?? (status >= 500 ? VERDICTS.server : VERDICTS.setup)
}

/** Is this a failure that a server would say in a 200? */
export function isNamed({ code, message }: { code?: string; message: string }): boolean {
  return NAMES.has(code ?? '') || worded(message) !== undefined
}

function worded(message: string): Verdict | undefined {
  return WORDS.find(([words]) => words.test(message))?.[1]
}

export const timedOut = (message: string, billed: Billed) =>
  new ModelError(message, { ...VERDICTS.timeout, billed })

/** @param billed 'no' where the call was not sent */
export const cancelled = (billed: Billed) =>
  new ModelError('the call was cancelled', { ...VERDICTS.cancelled, billed })

/** An answer that is no chat completion, or breaks off in the middle. */
export const brokenAnswer = (message: string, billed: Billed) =>
  new ModelError(message, { ...VERDICTS.broken, billed })

/**
 * A text whose back end says that it is no whole answer. What was generated may be charged.
 * @param transient a second try may be answered
 */
export const endedBadly = (message: string, transient: boolean) =>
  new ModelError(message, { class: 'server_error', billed: 'yes', transient, fatal: false, reported: true })

export const budgetReached = (message: string, hint: string) =>
  new ModelError(message, { class: 'budget', billed: 'no', transient: false, fatal: false, hint })

/** Where other calls have worked, a bad request is the fault of the one job, and ends no other. */
export function ownFault(error: ModelError): ModelError {
  if (!error.fatal || (error.status !== 400 && error.status !== 422)) return error
  return new ModelError(error.message, { ...error, class: 'server_error', fatal: false, hint: undefined })
}

/** The back end itself is out, not one call: no other call of this run is worth making. */
export function outage(error: ModelError, baseURL: string): ModelError {
  const hint = error.class === 'network' ? 'is the server running? Check it, and --base-url' : undefined
  return new ModelError(`${baseURL} does not answer: ${error.message}`, {
    ...error,
    billed: 'no', // what it was for other jobs says nothing of one; see `after`
    transient: false,
    fatal: true,
    hint: hint ?? error.hint ?? 'run the same command again later',
  })
}

/**
 * The back end will not answer for longer than we wait.
 * @param wall milliseconds since the epoch
 * @param said its own words, where it has just said so
 */
export const askedToWait = (ms: number, wall: number, said = 'the back end asks to wait') =>
  new ModelError(`${said}: no calls in the next ${Math.ceil(ms / 1000)} s, until ${minute(wall + ms)}`, {
    ...VERDICTS.rate,
    transient: false,
    fatal: true,
    retryAfterMs: ms,
    hint: 'run the same command again later',
  })

/** As `2026-01-31 23:59 UTC`, rounded up: at that time it works again. */
function minute(wall: number): string {
  return `${new Date(Math.ceil(wall / 60_000) * 60_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function exitCodeFor({ class: kind, status, code }: ModelErrorDetails): number {
  if (kind === 'content_filter' || kind === 'too_long') return 69
  if (kind !== 'auth') return 75
  if (isUnpaid(status, code)) return 69
  return isDenied(status, code) ? 77 : 78
}

const UNPAID = new Set(['insufficient_quota', 'exceeded_current_quota_error', 'Arrearage'])

function isUnpaid(status: number | undefined, code: string | undefined): boolean {
  return status === 402 || UNPAID.has(code ?? '')
}

function isDenied(status: number | undefined, code: string | undefined): boolean {
  return status === undefined || status === 401 || status === 403 || code === 'invalid_api_key'
}

function hintFor({ class: kind, status, code }: ModelErrorDetails): string | undefined {
  if (kind === 'auth') {
    if (isUnpaid(status, code)) return "check the provider's plan and billing"
    if (isDenied(status, code))
      return 'check OPENAI_API_KEY or --key-file, and that the key belongs to the base URL'
    if (status === 404) return 'check --model and --base-url (it usually ends in /v1)'
    return 'check --model, --base-url and the model settings'
  }
  if (kind === 'network') return 'check --base-url and that the server is running'
  if (kind === 'too_long') return 'use a model with a longer context, or shorter texts'
  return undefined
}
