import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')
const INPUTS = ['src', 'bin/build.js', 'package.json', 'tsconfig.json', 'package-lock.json']

/** Builds the program before the first test, unless the build is newer than everything it is made of. */
export function setup(): void {
  const built = join(ROOT, 'oclif.manifest.json') // what a build writes last
  const changed = Math.max(...INPUTS.map((path) => newest(join(ROOT, path))))
  if (existsSync(built) && existsSync(join(ROOT, 'dist')) && statSync(built).mtimeMs > changed) return
  // on Windows npm is a script, which only a shell can start
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
}

/** The time of the newest change in a file or folder; a folder's own time tells of removed files. */
function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
