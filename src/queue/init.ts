import { CannotWriteError, ConfigError, MissingInputError } from '../record/errors.js'
import type { Disk } from './disk.js'
import { hasCode } from './fs.js'
import { FOLDERS } from './names.js'

/**
 * File systems where a lost reply is retried, where names are cached, or where another kernel's death cannot be
 * proven: statfs(2) magic numbers.
 */
const REMOTE: Record<number, string> = {
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'CIFS',
  4266872130: 'SMB',
  16914839: '9p',
  1702057286: 'FUSE',
  12805120: 'Ceph',
  198183888: 'Lustre',
  1397113167: 'AFS',
  18225520: 'GFS2',
  1952539503: 'OCFS2',
  2020557398: 'a VirtualBox share',
}
const VOLATILE: Record<number, string> = {
  16914836: 'tmpfs: the queue is gone after a reboot',
  2035054128: 'an overlay: it may ignore sync; put the queue on a volume',
}

/**
 * Makes the queue's folders where they are missing, and refuses a place that cannot keep its promises.
 * @returns warnings
 * @throws MissingInputError where there is no queue and `create` is false; ConfigError for such a place
 */
export async function openFolders(disk: Disk, root: string, create: boolean): Promise<string[]> {
  const { fs } = disk
  if (create) await makeFolder(disk, '', '..')
  const top = fs.lstat('')
  if (!top || (!create && !fs.lstat('incoming')))
    throw new MissingInputError(`there is no queue at ${root}`, `'strom produce --queue ${root}' makes one`)
  for (const folder of FOLDERS) {
    if (create) await makeFolder(disk, folder, '')
    const stat = fs.lstat(folder)
    if (stat?.kind !== 'directory' || stat.dev !== top.dev)
      throw new ConfigError(
        `queue: ${root}/${folder} is ${stat ? 'a link or on another file system' : 'missing'}`,
        stat
          ? 'the folders of a queue must be real folders on one file system'
          : `'mkdir ${root}/${folder}' mends it`,
      )
  }
  const { type } = fs.statfs()
  const remote = REMOTE[type >>> 0]
  if (remote)
    throw new ConfigError(
      `queue: ${root} is on ${remote}, where a rename may happen twice or not be seen`,
      'put the queue on a local disk of the machine that runs the consumers (in a container: on a volume)',
    )
  if (create) probe(disk)
  const warning = VOLATILE[type >>> 0]
  return warning ? [`the queue is on ${warning}`] : []
}

async function makeFolder(disk: Disk, path: string, parent: string): Promise<void> {
  if (disk.fs.lstat(path)) return
  try {
    disk.fs.mkdir(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT'))
      throw new CannotWriteError(
        `queue: the folder above ${path || 'it'} is missing`,
        'make that folder first',
      )
    if (!hasCode(error, 'EEXIST')) throw error
  }
  await disk.syncDir(parent)
}

/** Tries what everything rests on: a rename and a link from one folder to another. */
function probe({ fs, random }: Disk): void {
  const name = `probe.${random()}`
  fs.close(fs.create(`.tmp/${name}`))
  fs.link(`.tmp/${name}`, `processed/.${name}`)
  fs.rename(`.tmp/${name}`, `incoming/.${name}`)
  fs.unlink(`incoming/.${name}`)
  fs.unlink(`processed/.${name}`)
}
