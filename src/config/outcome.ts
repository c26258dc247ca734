import { OutcomeRules } from '../record/outcome-rules.js'
import { readText, shipped } from './files.js'
import { readYaml } from './yaml.js'

/** @throws ConfigError naming file, line, column and key where the file cannot be read or is wrong */
export function loadOutcomeRules(path: string = shipped('outcome.yaml')): OutcomeRules {
  return readYaml(path, readText(path), OutcomeRules).value
}
