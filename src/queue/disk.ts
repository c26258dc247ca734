import { type Fs, hasCode } from './fs.js'
import { baseOf, folderOf } from './names.js'

export type Durability = 'full' | 'process'

/**
 * The three ways the queue changes the disk. What returns has reached the disk (durability `full`), or the
 * kernel (`process`: safe against a killed process, not against a power cut).
 */
export class Disk {
  readonly #syncs = new Map<string, { running: Promise<void>; next?: Promise<void> }>()

  constructor(
    readonly fs: Fs,
    readonly durability: Durability,
    /** 128 random bits in hex. */
    readonly random: () => string,
  ) {}

  /**
   * Makes the names in a folder durable. Callers that arrive while a sync is running share the next one.
   * A sync that failed is never repeated on the same descriptor: the kernel may have dropped the pages.
   */
  syncDir(folder: string): Promise<void> {
    if (this.durability === 'process') return Promise.resolve()
    const sync = this.#syncs.get(folder)
    if (!sync) {
      const running = this.#syncNow(folder).finally(() => this.#syncs.delete(folder))
      this.#syncs.set(folder, { running })
      return running
    }
    sync.next ??= sync.running.catch(() => {}).then(() => this.syncDir(folder))
    return sync.next
  }

  async #syncNow(folder: string): Promise<void> {
    const fd = this.fs.openDir(folder)
    try {
      await this.fs.fsync(fd)
    } finally {
      this.fs.close(fd)
    }
  }

  /** Writes a new file below `.tmp/`, content durable. Nothing is left behind where it fails. */
  async write(text: string): Promise<string> {
    const { fs } = this
    const path = `.tmp/${this.random()}`
    const fd = fs.create(path)
    let open = true
    try {
      const data = Buffer.from(text)
      for (let at = 0; at < data.length; ) at += fs.write(fd, data, at)
      if (this.durability === 'full') await fs.fsync(fd)
      open = false
      fs.close(fd)
      return path
    } catch (error) {
      if (open) quietly(() => fs.close(fd))
      quietly(() => fs.unlink(path))
      throw error
    }
  }

  /**
   * A new file under its name, whole or not at all. `exclusive`: EEXIST where the name is taken; otherwise what
   * had the name is replaced.
   */
  async publish(text: string, to: string, { exclusive = false } = {}): Promise<void> {
    const { fs } = this
    const path = await this.write(text)
    try {
      if (exclusive) fs.link(path, to)
      else fs.rename(path, to)
    } catch (error) {
      quietly(() => fs.unlink(path))
      throw error
    }
    if (exclusive) quietly(() => fs.unlink(path))
    await this.syncDir(folderOf(to))
  }

  /** Moves a file. False where it is not there (any more): someone else moved it. */
  async move(from: string, to: string): Promise<boolean> {
    if (!this.rename(from, to)) return false
    // The new name first: a power cut in between may show the file twice, but never nowhere.
    await this.syncDir(folderOf(to))
    await this.syncDir(folderOf(from))
    return true
  }

  /** The rename of `move`, not yet durable. */
  rename(from: string, to: string): boolean {
    const { fs } = this
    try {
      fs.rename(from, to)
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return false
      throw error
    }
    // After a power cut a file system may show both names of a rename. They are one file then, and renaming one
    // to the other does nothing, successfully.
    const left = fs.lstat(from)
    const there = left && fs.lstat(to)
    if (there && left.ino === there.ino && left.dev === there.dev) this.remove(from)
    return true
  }

  /** Removes a file; it does not matter whether it was there. */
  remove(path: string): void {
    try {
      this.fs.unlink(path)
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
    }
  }

  /** Puts a file that cannot be read out of the way, keeping it. */
  async quarantine(path: string): Promise<void> {
    await this.move(
      path,
      `corrupt/${folderOf(path).replaceAll('/', '-')}-${this.random().slice(0, 8)}-${baseOf(path)}`,
    )
  }
}

/** For cleaning up after a failure, where the first error is the one to report. */
export function quietly(run: () => void): void {
  try {
    run()
  } catch {}
}
