import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ConfigError } from '../record/errors.js'
import { shipped } from './files.js'
import { envLayer, flagLayer, folderLayer, type Layer, type Origin } from './layers.js'
import { type Config, SETTINGS, type SettingName } from './settings.js'

export interface ConfigSource {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  /** Flags as the command line gives them (`min-score`); those that are no setting, or undefined, are ignored. */
  flags?: Readonly<Record<string, unknown>>
  /** The project's folder, where the user named it (--config). */
  folder?: string | undefined
}

export interface LoadedConfig {
  config: Config
  origins: Readonly<Record<SettingName, Origin>>
}

/**
 * Resolves every setting: flag > STROM_* > project (`strom/`, or the named folder) > user
 * (`$XDG_CONFIG_HOME/strom`) > shipped.
 * @throws ConfigError where a file, variable or flag is wrong, or a named folder is missing
 */
export function loadConfig(source: ConfigSource): LoadedConfig {
  const { cwd, env } = source
  const named = source.folder ?? env.STROM_CONFIG
  const project = resolve(cwd, named || 'strom')
  if (named && !existsSync(project))
    throw new ConfigError(`${named}: no such folder`, `make it with: strom init --config ${named}`)
  const home = env.XDG_CONFIG_HOME || (env.HOME && join(env.HOME, '.config'))

  const layers: Layer[] = [
    flagLayer(source.flags ?? {}, cwd),
    envLayer(env, cwd),
    folderLayer(project, 'project', cwd, Boolean(named)),
    home ? folderLayer(join(home, 'strom'), 'user', cwd) : {},
    folderLayer(shipped(), 'shipped', cwd),
  ]
  const config: Record<string, unknown> = {}
  const origins = {} as Record<SettingName, Origin>
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const found = layers.find((layer) => layer[name])?.[name]
    if (!found && !SETTINGS[name].type.safeParse(null).success)
      throw new ConfigError(
        `${SETTINGS[name].at} is set nowhere, and ${shipped()} is not complete`,
        'install strom anew',
      )
    config[name] = found?.value ?? null
    origins[name] = found?.origin ?? { layer: 'unset', where: '' }
  }
  return { config: Object.freeze(config) as Config, origins: Object.freeze(origins) }
}
