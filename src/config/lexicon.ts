import { Lexicon } from '../record/lexicon.js'
import { filesIn, readText, shipped } from './files.js'
import { readYaml } from './yaml.js'

/**
 * The lexicons of a folder (those that come with strom), and the files a person names beside them.
 * @throws ConfigError naming file, line, column and key where one cannot be read or is wrong
 */
export function loadLexicons(files: readonly string[] = [], folder = shipped('lexicon')): Lexicon[] {
  const paths = [...filesIn(folder, ['.yaml', '.yml']).map(({ path }) => path), ...files]
  return paths.map((path) => readYaml(path, readText(path), Lexicon).value)
}
