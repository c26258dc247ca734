import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../record/errors.js'

/** The package's folder: the nearest one above this file with a package.json, since the build moves files. */
const ROOT = (() => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder)
  return folder
})()

/** The folder of the configuration that comes with strom, or a path inside it. */
export function shipped(...path: string[]): string {
  return join(ROOT, 'config', ...path)
}

/** @throws ConfigError where a file cannot be read */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`${path}: cannot be read: ${(error as Error).message}`)
  }
}

/** The files of a folder with one of these endings, by name without the ending, sorted; dotfiles are left out. */
export function filesIn(folder: string, endings: readonly string[]): { name: string; path: string }[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
      .flatMap(({ name: file }) => {
        const ending = endings.find((end) => file.endsWith(end))
        return ending === undefined ? [] : [{ name: file.slice(0, -ending.length), path: join(folder, file) }]
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    throw new ConfigError(`${folder}: cannot be read: ${(error as Error).message}`)
  }
}
