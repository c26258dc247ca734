import { Document, isCollection, isNode, isScalar } from 'yaml'
import { visible } from '../text/visible.js'
import type { LoadedConfig } from './load.js'
import { SETTINGS, type SettingName } from './settings.js'

/** All settings as they stand in the files, as YAML; with `origin`, each with where it came from as a comment. */
export function showConfig({ config, origins }: LoadedConfig, origin: boolean): string {
  const names = Object.keys(SETTINGS) as SettingName[]
  const doc = new Document({})
  for (const name of names)
    doc.setIn(SETTINGS[name].at.split('.'), doc.createNode(withoutLogin(config[name])))
  if (origin)
    for (const name of names) {
      const { layer, where } = origins[name]
      const path = SETTINGS[name].at.split('.')
      const node = doc.getIn(path, true)
      const comment = ` ${visible(where ? `${layer}: ${where}` : layer)}`
      if (isScalar(node)) node.comment = comment
      else if (isNode(node) && isCollection(node)) node.commentBefore = comment
    }
  return doc.toString({ lineWidth: 0 })
}

/** The same for programs: each setting by its path in the files; with `origin`, its value and where that came from. */
export function configFields({ config, origins }: LoadedConfig, origin: boolean): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const value = withoutLogin(config[name])
    fields[SETTINGS[name].at] = origin ? { value, ...origins[name] } : value
  }
  return fields
}

/** A URL may carry a login; it is not shown. */
function withoutLogin(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^(\w+:\/\/)[^/@]*@/, '$1***@') : value
}
