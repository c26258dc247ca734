import { Document, isMap, isSeq } from 'yaml'
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

/** Weights as a file that `loadQuality` reads. @param head what it says of itself, without the signs of a comment */
export function qualityYaml(weights: QualityWeights, head: string): string {
  const doc = new Document(weights)
  doc.commentBefore = head.replace(/^/gm, ' ')
  const order = doc.get('order')
  if (isMap(order)) for (const { value } of order.items) if (isSeq(value)) value.flow = true
  return doc.toString({ lineWidth: 0, flowCollectionPadding: false })
}
