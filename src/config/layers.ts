import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parse } from 'yaml'
import { ConfigError } from '../record/errors.js'
import { nearest } from '../text/nearest.js'
import { filesIn, readText } from './files.js'
import { FILES, fileSchemas, SETTINGS, type SettingName } from './settings.js'
import { readYaml } from './yaml.js'

export interface Origin {
  layer: 'flag' | 'env' | 'project' | 'user' | 'shipped' | 'unset'
  /** The flag, the variable, or file:line:column. */
  where: string
}

interface Found {
  value: unknown
  origin: Origin
}
/** What one source says. */
export type Layer = Partial<Record<SettingName, Found>>

const names = Object.keys(SETTINGS) as SettingName[]

/** Flags that are settings and given. */
export function flagLayer(flags: Readonly<Record<string, unknown>>, cwd: string): Layer {
  const layer: Layer = {}
  for (const name of names) {
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const value = flags[flag]
    if (value !== undefined) layer[name] = check(name, value, { layer: 'flag', where: `--${flag}` }, cwd)
  }
  return layer
}

/** STROM_* variables that name a setting, and OPENAI_BASE_URL. */
export function envLayer(env: Readonly<Record<string, string | undefined>>, cwd: string): Layer {
  const layer: Layer = {}
  for (const name of names) {
    const own = `STROM_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`
    const variable = name === 'baseUrl' && !env[own] ? 'OPENAI_BASE_URL' : own
    const text = env[variable]
    if (text) layer[name] = check(name, text, { layer: 'env', where: variable }, cwd)
  }
  return layer
}

/** Flags and variables are text: taken as it is where the setting is a text, else read as YAML. */
function check(name: SettingName, value: unknown, origin: Origin, cwd: string): Found {
  const { type, path } = SETTINGS[name]
  let parsed = type.safeParse(value)
  if (!parsed.success && typeof value === 'string') {
    try {
      const read = type.safeParse(parse(value))
      if (read.success) parsed = read
    } catch {
      // not YAML: the message about the text itself is the better one
    }
  }
  if (!parsed.success) throw new ConfigError(`${origin.where}: ${parsed.error.issues[0]?.message}`)
  return { value: path ? resolve(cwd, String(parsed.data)) : parsed.data, origin }
}

/**
 * The files of one folder; none of them has to exist.
 * @param trusted may it say who receives texts and key?
 */
export function folderLayer(
  folder: string,
  layer: 'project' | 'user' | 'shipped',
  cwd: string,
  trusted = true,
): Layer {
  const found: Layer = {}
  if (!existsSync(folder)) return found
  const show = (path: string) => (layer === 'project' ? relative(cwd, path) : path)
  refuseMisspelt(folder, show)
  for (const name of names) {
    const { file } = SETTINGS[name] as { file?: string }
    const path = file && join(folder, file)
    if (path && existsSync(path)) found[name] = { value: path, origin: { layer, where: show(path) } }
  }
  for (const file of FILES) {
    const path = join(folder, `${file}.yaml`)
    if (!existsSync(path)) continue
    const { value, at } = readYaml(show(path), readText(path), fileSchemas[file])
    for (const name of names) {
      const setting = SETTINGS[name]
      const [of, ...keys] = setting.at.split('.')
      const here = of === file ? dig(value, keys) : undefined
      if (here === undefined || here === null) continue
      if (setting.guarded && !trusted)
        throw new ConfigError(
          `${at(keys)}: a project file may not set ${keys.at(-1)}: it decides who receives your texts and key`,
          `if you trust this folder, name it: --config ${relative(cwd, folder) || '.'}`,
        )
      const from = setting.path === 'file' ? folder : cwd
      const resolved = setting.path ? resolve(from, String(here)) : here
      found[name] = { value: resolved, origin: { layer, where: at(keys) } }
    }
  }
  return found
}

/** A file whose name is nearly right would be left unread without a word. */
function refuseMisspelt(folder: string, show: (path: string) => string): void {
  const known: readonly string[] = FILES
  for (const { name, path } of filesIn(folder, ['.yaml', '.yml'])) {
    const meant = known.includes(name) ? name : nearest(name, known)
    if (meant && !path.endsWith(`${meant}.yaml`))
      throw new ConfigError(`${show(path)}: strom reads no file of this name; did you mean ${meant}.yaml?`)
  }
}

function dig(value: unknown, keys: readonly string[]): unknown {
  let inner = value
  for (const key of keys) inner = (inner as Record<string, unknown> | undefined)?.[key]
  return inner
}
