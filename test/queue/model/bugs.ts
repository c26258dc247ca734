import type { Fs } from '../../../src/queue/fs.js'
import type { Bug } from './scenario.js'

/** Bugs that a hurried change could bring in. Each must turn the crash tests red. */
export const BUGS: Record<string, Bug> = {
  'put does not sync incoming/': dropDirSync('put', 'incoming'),
  'put does not sync the job file': dropFileSync('put'),
  'saveResult does not sync the answer': dropFileSync('saveResult'),
  'saveResult does not sync results/': dropDirSync('saveResult', 'results'),
  'keep does not sync the answer': dropFileSync('keep'),
  'keep does not sync results/': dropDirSync('keep', 'results'),
  'complete does not sync the result': dropFileSync('complete'),
  'complete does not sync processed/ or error/': dropDirSync('complete', 'processed', 'error'),
  'claim does not sync processing/': dropDirSync('claim', 'processing'),
  'begin does not sync the note': dropFileSync('begin'),
  'begin does not sync attempts/': dropDirSync('begin', 'attempts'),
  'retry syncs the old folder alone': dropDirSync('retry', 'incoming'),
  'archive syncs the old folders alone': dropDirSync('archive', 'archive'),
  'redrive syncs the old folder alone': dropDirSync('redrive', 'incoming'),
  'saved answers are not looked up': {
    during: 'saveResult',
    fs: (fs, process) => ({
      ...fs,
      read: (path, limit) =>
        path.startsWith('results/') && process.doing === 'claim' ? missing() : fs.read(path, limit),
    }),
  },
  'files are written in place': { during: 'put', fs: inPlace },
  'the same file under two names is not noticed': { during: 'archive', fs: noTwin },
  'the queue is not checked after a boot': {
    during: 'claim',
    fs: (fs, process) => ({
      ...fs,
      lstat: (path) => (path === 'control/boot' ? fs.lstat('') : fs.lstat(path)),
      read: (path, limit) => (path === 'control/boot' ? process.boot : fs.read(path, limit)),
    }),
  },
  'recover takes jobs from the living': { during: 'begin', steals: true },
  'recover forgets that an ended job has a claim': {
    during: 'complete',
    fs: (fs, process) => ({
      ...fs,
      lstat: (path) =>
        process.doing !== 'complete' && /^(processed|error|archive)\/.*json$/.test(path)
          ? undefined
          : fs.lstat(path),
    }),
  },
}

function dropDirSync(doing: string, ...folders: string[]): Bug {
  return {
    during: doing,
    fs(fs, process) {
      const dropped = new Set<number>()
      return {
        ...fs,
        openDir(path) {
          const fd = fs.openDir(path)
          if (process.doing === doing && folders.some((folder) => path.startsWith(folder))) dropped.add(fd)
          return fd
        },
        fsync: async (fd) => (dropped.has(fd) ? undefined : fs.fsync(fd)),
      }
    },
  }
}

function dropFileSync(doing: string): Bug {
  return {
    during: doing,
    fs(fs, process) {
      const files = new Set<number>()
      return {
        ...fs,
        create(path) {
          const fd = fs.create(path)
          if (process.doing === doing) files.add(fd)
          return fd
        },
        fsync: async (fd) => (files.has(fd) ? undefined : fs.fsync(fd)),
      }
    },
  }
}

/** Instead of a rename of a new file: written under its name, in two parts. */
function inPlace(fs: Fs): Fs {
  return {
    ...fs,
    rename(from, to) {
      if (!from.startsWith('.tmp/') || fs.lstat(to)) return fs.rename(from, to)
      const data = Buffer.from(fs.read(from, 1e9))
      const fd = fs.create(to)
      for (let at = 0; at < data.length; ) at += fs.write(fd, data, at)
      fs.close(fd)
      fs.unlink(from)
    },
  }
}

function noTwin(fs: Fs): Fs {
  let moved: string | undefined
  return {
    ...fs,
    rename(from, to) {
      moved = from
      fs.rename(from, to)
    },
    lstat(path) {
      const asked = path === moved
      moved = undefined
      return asked ? undefined : fs.lstat(path)
    },
  }
}

function missing(): never {
  throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' })
}
