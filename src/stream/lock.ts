import { spawn } from 'node:child_process'
import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, rmSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotWriteError, TryLaterError } from '../record/errors.js'
import { abstractName, listenOn } from './socket.js'

/** Ends with the process that holds it, whatever ends that. */
export interface Lock {
  release(): void
}

/**
 * flock(2) on a file or folder: the lock ends with the last process that has it open. Undefined where another has it.
 * @throws the system's error; CannotWriteError where the file system knows no locks
 */
export type Flock = (path: string) => Promise<(Lock & { fd: number }) | undefined>

/** Null where the platform has no way to it. */
export function platformFlock(): Flock | null {
  if (process.platform === 'darwin') return openLocked
  const found = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'flock')))
  return found ? flockFile : null
}

/** On macOS open(2) itself can take the lock. */
const openLocked: Flock = async (path) => {
  const O_EXLOCK = 0x20
  try {
    const fd = openLock(path, O_EXLOCK)
    return { fd, release: () => closeSync(fd) }
  } catch (error) {
    if (['EAGAIN', 'EWOULDBLOCK'].includes(codeOf(error))) return undefined
    throw error
  }
}

/**
 * Node has no call for it, but flock(1) has: the lock belongs to the open file, which flock(1) shares for a moment
 * and Node keeps.
 */
const flockFile: Flock = async (path) => {
  const fd = openLock(path)
  const code = await new Promise<number | null>((done) => {
    const child = spawn('flock', ['-n', '-x', '3'], { stdio: ['ignore', 'ignore', 'ignore', fd] })
    child.on('error', () => done(null))
    child.on('exit', (status) => done(status))
  })
  if (code === 0) return { fd, release: () => closeSync(fd) }
  closeSync(fd)
  if (code === 1) return undefined
  throw new CannotWriteError(`flock(1) could not lock ${path}`, 'the file system must support flock(2)')
}

/** Never blocks, and needs no right to write. */
function openLock(path: string, more = 0): number {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
  return openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | more)
}

let known: Flock | null | undefined

/** As `flock`, but `unable` where nobody can tell. */
async function attempt(path: string): Promise<(Lock & { fd: number }) | 'busy' | 'unable'> {
  known = known === undefined ? platformFlock() : known
  if (!known) return 'unable'
  try {
    return (await known(path)) ?? 'busy'
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'busy' : 'unable' // it went away: another had it
  }
}

/** Removes what a process made that held a lock on it and is dead; what belongs to a living one stays. */
export async function removeDead(path: string): Promise<void> {
  if (!lstatSync(path, { throwIfNoEntry: false })) return
  const lock = await attempt(path)
  if (typeof lock === 'string') return
  if (isAt(lock.fd, path)) rmSync(path, { recursive: true, force: true })
  lock.release()
}

/**
 * Locks a file or folder that this process has just made, so that others see that it lives.
 * @param made an open handle of it
 * @returns undefined where it was taken for dead and removed in between
 */
export async function claim(path: string, made: number): Promise<Lock | undefined> {
  const lock = await attempt(path)
  if (lock === 'unable') return { release() {} }
  if (lock === 'busy') return undefined
  if (isAt(made, path) && isAt(lock.fd, path)) return lock
  lock.release()
  return undefined
}

/** How long a second writer waits for the first. */
const WAIT_MS = 10_000
const AGAIN_MS = 100

/**
 * Holds a file for oneself, whether it is there yet or not, by a lock file beside it; one that a killed process left
 * is taken over.
 * @throws TryLaterError where another process holds it for too long
 */
export async function holdFile(path: string, waitMs = WAIT_MS): Promise<Lock> {
  const file = join(dirname(path), `.${basename(path)}.lock`)
  for (const end = performance.now() + waitMs; ; await sleep(AGAIN_MS)) {
    const lock = await lockFile(file)
    if (lock) return lock
    if (performance.now() >= end)
      throw new TryLaterError(
        `${path} is being written by another process`,
        'run the same command again when that has ended',
      )
  }
}

async function lockFile(file: string): Promise<Lock | undefined> {
  const { O_CREAT, O_RDONLY, O_NOFOLLOW } = constants
  closeSync(openSync(file, O_CREAT | O_RDONLY | O_NOFOLLOW, 0o644))
  const lock = await attempt(file)
  if (lock === 'busy') return undefined
  if (lock === 'unable') {
    rmSync(file, { force: true })
    return listenOn(abstractName(file)) // others on this machine see that at least
  }
  const release = () => {
    rmSync(file, { force: true })
    lock.release()
  }
  if (isAt(lock.fd, file)) return { release }
  lock.release()
  return undefined
}

/** Is the open file still the one of this name? */
function isAt(fd: number, path: string): boolean {
  const open = fstatSync(fd)
  const named = lstatSync(path, { throwIfNoEntry: false })
  return named !== undefined && named.ino === open.ino && named.dev === open.dev
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? ''
}
