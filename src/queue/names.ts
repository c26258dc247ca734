import type { Fs } from './fs.js'

/**
 * The names of a queue. They carry all state that changes, so that every step of a job is one rename:
 *
 *     incoming/<not before>.<id>~a<attempt>.json      not before: hex ms since 1970, 0 is now
 *     processing/<id>~a<attempt>~<worker>.<token>.json  a new token for every claim
 *     processed/<id>.json  error/<id>.json  archive/<YYYY-MM-DD>/<id>.json   the result, with the job in it
 *     results/<id>.<step>.json          paid answers, written before anything else happens; never changed
 *     results/<id>.kept.json            a paid answer that no job waits for yet: of a producer, to be made one
 *     attempts/<id>~a<attempt>.json     the call was about to be made, and how it ended
 *     workers/<worker>.lock             locked by the worker as long as it lives
 *     control/{paused,boot,models,problem,fsck.lock}   corrupt/ (files that could not be read)   .tmp/
 *
 * A result's name has no attempt in it: one look tells whether a job has ended, and two workers can never end
 * it twice. The same holds for an answer: it belongs to the job, whoever paid for it.
 */
export const FOLDERS = [
  '.tmp',
  'incoming',
  'processing',
  'processed',
  'error',
  'archive',
  'results',
  'attempts',
  'workers',
  'control',
  'corrupt',
] as const

const ID = '[a-z]+_[0-9a-f]{16}'
const CONTENT_ID = new RegExp(`^${ID}$`)
const WAITING = new RegExp(`^([0-9a-f]{1,13})\\.(${ID})~a(\\d{1,6})\\.json$`)
const CLAIMED = new RegExp(`^(${ID})~a(\\d{1,6})~([0-9a-f]+)\\.([0-9a-f]+)\\.json$`)
const ENDED = new RegExp(`^(${ID})\\.json$`)
const ANSWER = new RegExp(`^(${ID})\\.(\\d{1,6})\\.json$`)
const KEPT = new RegExp(`^(${ID})\\.kept\\.json$`)
const ATTEMPT = new RegExp(`^(${ID})~a(\\d{1,6})\\.json$`)

/** Is this an id that `contentId` made? Only such a one names a file. */
export const isContentId = (id: unknown): id is string => typeof id === 'string' && CONTENT_ID.test(id)

export const waiting = (id: string, attempt = 0, runAt = 0) =>
  `incoming/${Math.round(runAt).toString(16)}.${id}~a${attempt}.json`
export const claimed = (id: string, attempt: number, worker: string, token: string) =>
  `processing/${id}~a${attempt}~${worker}.${token}.json`
export const ended = (state: 'processed' | 'error' | `archive/${string}`, id: string) => `${state}/${id}.json`
export const answer = (id: string, step: number) => `results/${id}.${step}.json`
export const keptAnswer = (id: string) => `results/${id}.kept.json`
export const attempt = (id: string, k: number) => `attempts/${id}~a${k}.json`
export const lockOf = (worker: string) => `workers/${worker}.lock`
export const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))
export const baseOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** For counting: several times as fast as `parseWaiting`, which matters at 100,000 names. */
export const isWaiting = (name: string) => WAITING.test(name)
/** The not-before time of a waiting job's name. */
export const runAtOf = (name: string) => Number.parseInt(name, 16)

export function parseWaiting(name: string): { id: string; attempt: number; runAt: number } | undefined {
  const match = WAITING.exec(name)
  return match
    ? { runAt: Number.parseInt(match[1]!, 16), id: match[2]!, attempt: Number(match[3]) }
    : undefined
}

export function parseClaimed(name: string): { id: string; attempt: number; worker: string } | undefined {
  const match = CLAIMED.exec(name)
  return match ? { id: match[1]!, attempt: Number(match[2]), worker: match[3]! } : undefined
}

export const parseEnded = (name: string): string | undefined => ENDED.exec(name)?.[1]
/** The folders of days, as `archive/<day>`: a person may keep other things beside them. */
export const archiveDays = (fs: Pick<Fs, 'list' | 'lstat'>): string[] =>
  fs
    .list('archive')
    .filter((name) => /^\d{4}-\d\d-\d\d$/.test(name))
    .map((name) => `archive/${name}`)
    .filter((path) => fs.lstat(path)?.kind === 'directory')

export const parseAnswer = (name: string): string | undefined => ANSWER.exec(name)?.[1]

export const parseKept = (name: string): string | undefined => KEPT.exec(name)?.[1]

export function parseAttempt(name: string): { id: string; attempt: number } | undefined {
  const match = ATTEMPT.exec(name)
  return match ? { id: match[1]!, attempt: Number(match[2]) } : undefined
}
