import { ConfigError } from '../record/errors.js'
import { type Wrapper, WrapperHeader } from '../record/format.js'
import { filesIn, readText } from './files.js'
import { suggest } from './formats.js'
import { readYaml } from './yaml.js'

/** A wrapper that is asked for by name and is not there. */
export class NoSuchWrapper extends ConfigError {}

const ENDINGS = ['.md', '.txt']

/**
 * Every wrapper of a folder, by name.
 * @throws ConfigError where the folder or a file cannot be read, or a header is wrong
 */
export function loadWrappers(folder: string): Wrapper[] {
  return filesIn(folder, ENDINGS).map(({ name, path }) => readWrapper(name, path))
}

/** @throws NoSuchWrapper, naming the nearest; ConfigError where the file is wrong */
export function loadWrapper(folder: string, name: string): Wrapper {
  const files = filesIn(folder, ENDINGS)
  const file = files.find((each) => each.name === name)
  if (!file) throw new NoSuchWrapper(`no wrapper "${name}" in ${folder}`, suggest(name, files))
  return readWrapper(name, file.path)
}

/** A file is a wrapper as it is; lines of YAML between two `---` at its top say more about it. */
function readWrapper(name: string, path: string): Wrapper {
  const lines = readText(path)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
  const end =
    lines[0]?.trimEnd() === '---' ? lines.findIndex((line, i) => i > 0 && line.trimEnd() === '---') : -1
  const header = readYaml(path, lines.slice(1, Math.max(end, 1)).join('\n'), WrapperHeader, 2)
  return {
    name,
    format: 'human',
    ...header.value,
    text: lines
      .slice(end + 1)
      .join('\n')
      .trim(),
  }
}
