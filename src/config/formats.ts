import { ConfigError } from '../record/errors.js'
import { Format } from '../record/format.js'
import { nearest } from '../text/nearest.js'
import { filesIn, readText } from './files.js'
import { readYaml } from './yaml.js'

/**
 * A format by the name of its file.
 * @throws ConfigError where there is no such file, or it is wrong
 */
export function loadFormat(folder: string, name: string): Format {
  const files = filesIn(folder, ['.yaml', '.yml'])
  const file = files.find((each) => each.name === name)
  if (!file) throw new ConfigError(`no format "${name}" in ${folder}`, suggest(name, files))
  return { name, ...readYaml(file.path, readText(file.path), Format).value }
}

/** What to do about a name that is not there. */
export function suggest(name: string, files: readonly { name: string }[]): string {
  const known = files.map((each) => each.name)
  const like = nearest(name, known)
  return like ? `did you mean ${like}?` : `there are: ${known.join(', ') || 'none'}`
}
