// npm runs this after `npm ci` in a checkout, and before it packs or links one. A fresh clone can so be linked or packed
// at once: what the build needs is installed first. It never runs where a packed strom is installed.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
// What npm was asked to do with the package (such as --global) is not for its dependencies.
const settings = /^npm_config_(global|location|prefix|local_prefix|dry_run|omit|production)$/i
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !settings.test(name)))
const npm = (...args) =>
  execFileSync('npm', args, {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32', // where npm is a script, which only a shell can start
  })

if (!existsSync(join(root, 'node_modules', 'typescript'))) npm('ci', '--silent', '--ignore-scripts')
npm('run', 'build', '--silent')
