import { basename, extname } from 'node:path'
import { ConfigError } from '../record/errors.js'
import { Rubric } from '../record/rubric.js'
import { filesIn, readText, shipped } from './files.js'
import { suggest } from './formats.js'
import { readYaml } from './yaml.js'

const ENDINGS = ['.yaml', '.yml']

/**
 * A rubric: one that comes with strom by its name, or a file of the user's.
 * @throws ConfigError where there is none, or naming file, line, column and key where it is wrong
 */
export function loadRubric(nameOrFile: string): Rubric {
  if (ENDINGS.includes(extname(nameOrFile))) return read(nameOrFile)
  const files = filesIn(shipped('rubrics'), ENDINGS)
  const file = files.find(({ name }) => name === nameOrFile)
  if (!file)
    throw new ConfigError(
      `no rubric "${nameOrFile}"`,
      `${suggest(nameOrFile, files)} A file of your own ends in .yaml`,
    )
  return read(file.path)
}

function read(path: string): Rubric {
  return { name: basename(path, extname(path)), ...readYaml(path, readText(path), Rubric).value }
}
