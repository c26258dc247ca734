import { hash } from 'node:crypto'
import { contentId } from '../record/id.js'
import { isContentId } from './names.js'
import type { Job, Json } from './queue.js'

/** A file that is not what its name says. It is kept in `corrupt/`, never deleted. */
export class CorruptError extends Error {}

/**
 * The job for a record. A content hash is kept as the id; any other id (`1`, `../x`) says nothing about what is
 * in the record, so the whole record is hashed: two different records are never taken for one.
 */
export function newJob(payload: Json, createdAt: string): Job {
  const id = isContentId(payload.id) ? payload.id : contentId('j', JSON.stringify(payload))
  return { id, payload, createdAt }
}

/** The text of a job file. `end` is the last member: a file without it was cut. */
export function jobText({ id, payload, createdAt }: Job): string {
  return `${JSON.stringify({ id, createdAt, sha256: digest(payload), payload, end: 1 })}\n`
}

/**
 * The text of an ended job's file: the result record itself, so that `cat processed/*.json | strom analyze`
 * works, and the job under `job`, so that it can be put back with one rename.
 */
export function resultText(record: Json, { id, payload, createdAt }: Job): string {
  const { job: _job, end: _end, ...rest } = record
  return `${JSON.stringify({ ...rest, job: { id, createdAt, sha256: digest(payload), payload }, end: 1 })}\n`
}

/** Reads a job file, or the job out of a result file that was put back. @throws CorruptError */
export function readJob(text: string, id: string): Job {
  const file = readWhole(text)
  const job = (isObject(file.job) ? file.job : file) as Json
  if (job.id !== id) throw new CorruptError('its id is not that of its name')
  if (!isObject(job.payload) || job.sha256 !== digest(job.payload))
    throw new CorruptError('its hash does not fit')
  return { id, payload: job.payload, createdAt: String(job.createdAt) }
}

/** Reads any file of the queue. @throws CorruptError where it is not whole */
export function readWhole(text: string): Json {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new CorruptError('it is not JSON')
  }
  if (!isObject(value) || value.end !== 1) throw new CorruptError('its end is missing')
  return value
}

/** The result record of an ended job's file, without what the queue added. */
export function resultOf(file: Json): Json {
  const { job: _job, end: _end, ...record } = file
  return record
}

/**
 * The result of a job that ended without an answer, where only the queue can write one: its worker died too
 * often, or nobody knows whether it was paid for. `cancelled` teaches the loop nothing.
 */
export function unanswered(job: Job, attempts: number, reason: string, time: string): Json {
  const p = job.payload
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    schema: 'strom.result/1',
    id: contentId('r', job.id, text(p.wrapper)),
    prompt: job.id,
    text: text(p.text),
    generation: Number.isSafeInteger(p.generation) ? p.generation : 0,
    ...(Number.isSafeInteger(p.slot) && { slot: p.slot }),
    topic: text(p.topic),
    category: text(p.category),
    style: text(p.style),
    wrapper: text(p.wrapper),
    class: 'cancelled',
    response: '',
    fields: {},
    score: null,
    error: { message: reason },
    attempts,
    time,
  }
}

function digest(payload: unknown): string {
  return hash('sha256', JSON.stringify(payload))
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
