import { QualityWeights } from '../record/quality.js'
import { readText, shipped } from './files.js'
import { readYaml } from './yaml.js'

/**
 * The weights of quality that come with strom.
 * @throws ConfigError where the file cannot be read or is wrong
 */
export function loadQuality(path = shipped('quality.yaml')): QualityWeights {
  return readYaml(path, readText(path), QualityWeights).value
}
