import type { Fs, Stat } from '../../../src/queue/fs.js'
import type { Liveness } from '../../../src/queue/liveness.js'
import type { Chance } from './chance.js'

/**
 * How a disk may look after the power went, or the process alone:
 *
 * - `kill`     the process dies, the kernel lives: everything that was called is there
 * - `ordered`  ext4, XFS: names come back as of some moment since the last sync of anything
 * - `loose`    btrfs, and what POSIX allows: every name for itself; a rename may show both names, and after a
 *              sync of the old folder alone, none
 * - `remount`  as `loose`, but the kernel lived on: its boot id is the same
 *
 * In all but `kill`, content that was not synced may be whole, cut, zeros or empty.
 */
export const MODES = ['kill', 'ordered', 'loose', 'remount'] as const
export type Mode = (typeof MODES)[number]

export class Crash extends Error {}

interface Node {
  ino: number
  kind: 'file' | 'directory'
  data: Buffer<ArrayBufferLike>
  synced: boolean
  entries: Map<string, Node>
  mtime: number
}

/** One name that changed. Both halves of a rename share `op`. */
interface Change {
  op: number
  folder: Node
  name: string
  node: Node | undefined
  /** Its folder was synced since. */
  synced: boolean
}

type Names = Map<Node, Map<string, Node>>
type Call = keyof Fs
const CHANGES: ReadonlySet<Call> = new Set(['create', 'write', 'fsync', 'rename', 'link', 'unlink', 'mkdir'])

/** One process: its open files and locks end with it. */
export class Process {
  dead = false
  /** What the program is doing, for planted bugs that hit one operation only. */
  doing = ''
  readonly open = new Map<number, { node: Node; failed: boolean }>()
  constructor(
    readonly name: string,
    readonly boot = '',
  ) {}
}

export class ModelDisk {
  readonly root: Node
  boot = 'boot-1'
  /** Calls that change something, so far: the points where a crash makes a difference. */
  changes = 0
  /** What the program was doing at each of them. */
  readonly trace: string[] = []
  /** All calls so far. */
  calls = 0
  /** Dies after this many changes. */
  crashAfter = Number.POSITIVE_INFINITY
  /** Makes a call fail: an errno code. */
  fault: ((call: Call, path: string, n: number) => string | undefined) | undefined
  /** What no program may do, such as a second sync after one failed. */
  readonly misuse: string[] = []
  now = 1_700_000_000_000
  /** It came back from a power cut under a kernel that lived on. */
  remounted = false
  /** Called whenever a program sleeps: the time for a fault to pass. */
  onSleep: (() => void) | undefined

  /** The names that are safe whatever happens, and every change since. */
  #start: Names = new Map()
  #journal: Change[] = []
  /** How much of the journal `ordered` has on the disk. */
  #committed = 0
  #locks = new Map<Node, Process>()
  #inodes = 0
  #fds = 2
  #ops = 0

  constructor() {
    this.root = this.#node('directory')
  }

  #node(kind: Node['kind'], data: Buffer<ArrayBufferLike> = Buffer.alloc(0)): Node {
    return { ino: ++this.#inodes, kind, data, synced: false, entries: new Map(), mtime: this.now }
  }

  #find(path: string): Node | undefined {
    if (path === '') return this.root
    let node: Node | undefined = this.root
    for (let at = 0; node && at <= path.length; ) {
      const end = path.indexOf('/', at)
      node = node.entries.get(path.slice(at, end < 0 ? undefined : end))
      at = end < 0 ? path.length + 1 : end + 1
    }
    return node
  }

  #parent(path: string): { folder: Node; name: string } {
    const at = path.lastIndexOf('/')
    const folder = this.#find(path.slice(0, Math.max(0, at)))
    if (!folder) throw errno('ENOENT')
    return { folder, name: path.slice(at + 1) }
  }

  #change(changes: { folder: Node; name: string; node: Node | undefined }[]): void {
    const op = ++this.#ops
    for (const change of changes) {
      if (change.node) change.folder.entries.set(change.name, change.node)
      else change.folder.entries.delete(change.name)
      this.#journal.push({ op, ...change, synced: false })
    }
  }

  /** The file system as one process sees it. */
  fs(process: Process): Fs {
    const run = <T>(call: Call, path: string, body: () => T): T => {
      if (process.dead) throw new Crash()
      if (CHANGES.has(call)) {
        if (this.changes++ >= this.crashAfter) {
          process.dead = true
          throw new Crash()
        }
        this.trace.push(process.doing)
      }
      const n = this.calls++
      const code = this.fault?.(call, path, n)
      if (code) {
        if (call === 'fsync') process.open.get(Number(path))!.failed = true
        throw errno(code)
      }
      return body()
    }
    const opened = (fd: number) => {
      const file = process.open.get(fd)
      if (!file) throw errno('EBADF')
      return file
    }
    const need = (path: string) => {
      const node = this.#find(path)
      if (!node) throw errno('ENOENT')
      return node
    }
    const open = (node: Node) => {
      process.open.set(++this.#fds, { node, failed: false })
      return this.#fds
    }
    return {
      create: (path) =>
        run('create', path, () => {
          const { folder, name } = this.#parent(path)
          if (folder.entries.has(name)) throw errno('EEXIST')
          const node = this.#node('file')
          this.#change([{ folder, name, node }])
          return open(node)
        }),
      write: (fd, data, at) =>
        run('write', String(fd), () => {
          // Half of it at first, as a disk that fills up or a signal may do.
          const { node } = opened(fd)
          const end = at === 0 && data.length > 1 ? data.length >> 1 : data.length
          node.data = Buffer.concat([node.data.subarray(0, at), data.subarray(at, end)])
          node.synced = false
          node.mtime = this.now
          return end - at
        }),
      openDir: (path) => run('openDir', path, () => open(need(path === '..' ? '' : path))),
      fsync: async (fd) =>
        run('fsync', String(fd), () => {
          const { node, failed } = opened(fd)
          if (failed) this.misuse.push('a second sync of a descriptor after one failed')
          node.synced = true
          for (const change of this.#journal) change.synced ||= change.folder === node
          this.#committed = this.#journal.length
        }),
      close: (fd) => run('close', String(fd), () => void process.open.delete(fd)),
      read: (path) =>
        run('read', path, () => {
          const node = need(path)
          if (node.kind !== 'file') throw errno('EFTYPE')
          return node.data.toString('utf8')
        }),
      scan: (path) => run('list', path, () => [...need(path).entries.keys()]),
      list: (path) => run('list', path, () => [...need(path).entries.keys()]),
      rename: (from, to) =>
        run('rename', from, () => {
          const node = need(from)
          const source = this.#parent(from)
          const target = this.#parent(to)
          if (target.folder.entries.get(target.name) === node) return // POSIX: nothing happens, successfully
          this.#change([
            { ...target, node },
            { ...source, node: undefined },
          ])
        }),
      link: (from, to) =>
        run('link', to, () => {
          const target = this.#parent(to)
          if (target.folder.entries.has(target.name)) throw errno('EEXIST')
          this.#change([{ ...target, node: need(from) }])
        }),
      unlink: (path) =>
        run('unlink', path, () => {
          need(path)
          this.#change([{ ...this.#parent(path), node: undefined }])
        }),
      mkdir: (path) =>
        run('mkdir', path, () => {
          const { folder, name } = this.#parent(path)
          if (!name || folder.entries.has(name)) throw errno('EEXIST')
          this.#change([{ folder, name, node: this.#node('directory') }])
        }),
      lstat: (path) =>
        run('lstat', path, (): Stat | undefined => {
          const node = this.#find(path)
          return (
            node && {
              dev: 1,
              ino: node.ino,
              kind: node.kind,
              size: node.data.length,
              mtime: node.mtime,
              ctime: node.mtime,
            }
          )
        }),
      statfs: () => run('statfs', '', () => ({ type: 0xef53, bytes: 1e12, inodes: 1e9 })),
    }
  }

  names(folder: string): string[] {
    return [...(this.#find(folder)?.entries.keys() ?? [])]
  }

  /** The kernel's side of locks, in memory. */
  liveness(process: Process): Liveness {
    const take = async (path: string) => {
      const node = this.#find(path)
      if (process.dead) throw new Crash()
      if (!node) throw errno('ENOENT')
      const holder = this.#locks.get(node)
      if (holder && !holder.dead) return undefined
      this.#locks.set(node, process)
      return { release: () => void (process.dead || this.#locks.delete(node)) }
    }
    return {
      boot: this.boot,
      describe: () => ({ host: 'model', boot: this.boot, pid: 1, start: '1', pidns: '', proof: 'flock' }),
      hold: async (path) => (await take(path))!,
      inherit: async (path) => {
        if (!this.#find(path)) return 'missing'
        return (await take(path)) ?? 'alive'
      },
      lock: take,
      signal: () => false,
    }
  }

  /** The disk as it may be found afterwards. All processes are dead then. */
  after(mode: Exclude<Mode, 'kill'>, chance: Chance): ModelDisk {
    const next = new ModelDisk()
    next.now = this.now
    next.remounted = mode === 'remount'
    next.boot = mode === 'remount' ? this.boot : `${this.boot}'`
    const names = mode === 'ordered' ? this.#prefix(chance) : this.#subset(chance)
    const copies = new Map<Node, Node>([[this.root, next.root]])
    const copy = (node: Node): Node => {
      const known = copies.get(node)
      if (known) return known
      const made = {
        ...next.#node(node.kind, node.synced ? node.data : torn(node.data, chance)),
        synced: true,
        mtime: node.mtime,
      }
      copies.set(node, made)
      return made
    }
    const fill = (from: Node) => {
      const to = copy(from)
      for (const [name, node] of names.get(from) ?? []) {
        to.entries.set(name, copy(node))
        if (node.kind === 'directory') fill(node)
      }
    }
    fill(this.root)
    next.settle()
    return next
  }

  /** Names as of some moment since the last commit. */
  #prefix(chance: Chance): Names {
    const open = [...new Set(this.#journal.slice(this.#committed).map(({ op }) => op))]
    const kept = new Set(open.slice(0, chance.below(open.length + 1)))
    return this.#replay((change, i) => i < this.#committed || kept.has(change.op))
  }

  /** Every name as of some moment since its folder was synced; of a rename never the removal alone. */
  #subset(chance: Chance): Names {
    const style = chance.pick(['none', 'all', 'both names', 'any', 'any', 'any'])
    const stopped = new Map<Node, Set<string>>()
    const added = new Set<number>()
    const renames = new Set(
      this.#journal.filter((change, i) => this.#journal[i - 1]?.op === change.op).map(({ op }) => op),
    )
    return this.#replay(({ op, folder, name, node, synced }) => {
      const wanted =
        style === 'all' || (style === 'both names' && node) || (style === 'any' && chance.below(2))
      const alone = !node && renames.has(op) && !added.has(op)
      const names = stopped.get(folder) ?? new Set()
      if (!synced && (!wanted || alone || names.has(name))) {
        stopped.set(folder, names.add(name))
        return false
      }
      if (node) added.add(op)
      return true
    })
  }

  #replay(keep: (change: Change, i: number) => boolean): Names {
    const names: Names = new Map([...this.#start].map(([folder, entries]) => [folder, new Map(entries)]))
    for (const [i, change] of this.#journal.entries()) {
      if (!keep(change, i)) continue
      const entries = names.get(change.folder) ?? new Map()
      names.set(change.folder, entries)
      if (change.node) entries.set(change.name, change.node)
      else entries.delete(change.name)
    }
    return names
  }

  /** What is there from now on counts as old: nothing of it can be lost any more. */
  settle(): void {
    const walk = (node: Node) => {
      node.synced = true
      this.#start.set(node, new Map(node.entries))
      for (const child of node.entries.values()) walk(child)
    }
    this.#start = new Map()
    walk(this.root)
    this.#journal = []
    this.#committed = 0
  }
}

function torn(data: Buffer<ArrayBufferLike>, chance: Chance): Buffer<ArrayBufferLike> {
  return chance.pick([
    () => data,
    () => Buffer.alloc(0),
    () => data.subarray(0, data.length >> 1),
    () => Buffer.alloc(data.length),
  ])()
}

function errno(code: string): Error {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0 // a stack costs more than all the rest
  const error = Object.assign(new Error(code), { code })
  Error.stackTraceLimit = limit
  return error
}
