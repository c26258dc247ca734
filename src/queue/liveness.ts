import { readFileSync, readlinkSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { CannotWriteError } from '../record/errors.js'
import { type Flock, type Lock, platformFlock } from '../stream/lock.js'
import { abstractName, connects, listenOn } from '../stream/socket.js'
import { explain, hasCode } from './fs.js'

export type { Lock } from '../stream/lock.js'

/** What a worker's lock file says of it. */
export interface Owner {
  host: string
  /** The run of the kernel it lives in. */
  boot: string
  pid: number
  /** When the process started, in ticks since boot: tells a process from another one that got its number. */
  start: string
  /** Process numbers mean something only inside one namespace. */
  pidns: string
  proof: 'flock' | 'socket'
  socket?: string
}

/** Proofs of life and death that no clock enters into. */
export interface Liveness {
  readonly boot: string
  /** This process as its lock file describes it. */
  describe(worker: string): Owner
  /** Locks a file that this process has just made, for as long as it lives. */
  hold(path: string, owner: Owner): Promise<Lock>
  /** Locks the file of a worker that is dead. `unknown` is to be treated as alive. */
  inherit(path: string, owner: Owner | undefined): Promise<Lock | 'alive' | 'unknown' | 'missing'>
  /** Locks a file that everybody knows, or not, where another has it. */
  lock(path: string): Promise<Lock | undefined>
  /** Sends a signal to the worker; false where it does not run here. */
  signal(owner: Owner, signal: NodeJS.Signals): boolean
}

/**
 * @param root the queue's folder; paths are relative to it
 * @param flock locks a file; null where the platform cannot, and sockets must do
 */
export function kernelLiveness(root: string, kernel: Flock | null = platformFlock()): Liveness {
  const flock =
    kernel &&
    ((path: string) =>
      kernel(join(root, path)).catch((error) => {
        throw error.code ? explain(error, 'lock', path) : error
      }))
  const boot = bootId()
  const start = startTicks(process.pid) ?? ''
  return {
    boot,
    describe: (worker) => ({
      host: hostname(),
      boot,
      pid: process.pid,
      start,
      pidns: pidNamespace(process.pid),
      ...(flock ? { proof: 'flock' } : { proof: 'socket', socket: join(tmpdir(), `strom-${worker}.sock`) }),
    }),
    async hold(path, owner) {
      const lock = flock ? await flock(path) : await listenOn(owner.socket!)
      if (!lock) throw new CannotWriteError(`queue: ${path} is locked by another process`)
      return lock
    },
    async inherit(path, owner) {
      const rebooted = owner !== undefined && owner.boot !== boot // nothing survives the kernel it ran in
      if (owner?.proof === 'socket') {
        const heard = rebooted ? 'refused' : await connects(owner.socket ?? '')
        return heard === 'connected' ? 'alive' : heard === 'refused' ? NO_LOCK : 'unknown'
      }
      if (!flock) return rebooted ? NO_LOCK : 'unknown'
      try {
        return (await flock(path)) ?? 'alive'
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return 'missing'
        if (hasCode(error, 'EACCES')) return 'unknown' // another user's
        throw error
      }
    },
    lock: (path) => (flock ? flock(path) : listenOn(abstractName(join(root, path)))),
    signal(owner, signal) {
      const here = owner.boot === boot && owner.pidns === pidNamespace(process.pid)
      if (!here || startTicks(owner.pid) !== owner.start) return false
      return process.kill(owner.pid, signal)
    },
  }
}

/** Where two recoverers cannot be kept apart, every rename of theirs still has one winner. */
const NO_LOCK: Lock = { release() {} }

function bootId(): string {
  return (quiet(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')) ?? 'unknown').trim()
}

/** Field 22 of /proc/PID/stat; the name before it may hold spaces and parentheses. */
function startTicks(pid: number): string | undefined {
  const stat = quiet(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}

function pidNamespace(pid: number): string {
  return quiet(() => readlinkSync(`/proc/${pid}/ns/pid`)) ?? ''
}

function quiet<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
