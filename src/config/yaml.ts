import { type Document, isCollection, isMap, isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { ConfigError } from '../record/errors.js'
import { nearest } from '../text/nearest.js'

type Path = readonly PropertyKey[]

export interface YamlFile<T> {
  value: T
  /** Where a key stands: `file:line:column`. */
  at: (path: Path) => string
}

/**
 * Reads YAML text against a schema.
 * @param file the name used in errors
 * @throws ConfigError naming file, line, column, the key, what was expected, and for an unknown key the nearest
 */
export function readYaml<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
  firstLine = 1,
): YamlFile<z.output<S>> {
  const lines = new LineCounter()
  const doc = parsed(file, () => parseDocument(text, { lineCounter: lines }))
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${Math.max(line, 1) + firstLine - 1}:${Math.max(col, 1)}`
  }
  const at = (path: Path) => place(offsetOf(doc, path))
  const broken = doc.errors[0]
  if (broken) {
    const what = broken.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')
    throw new ConfigError(`${place(broken.pos[0])}: not valid YAML: ${what}`)
  }
  const checked = schema.safeParse(parsed(file, () => doc.toJS()) ?? {})
  if (checked.success) return { value: checked.data, at }

  // An unknown key first: a misspelt key also leaves the right one missing.
  const { issues } = checked.error
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!
    const known = keysAt(schema, issue.path)
    const like = nearest(key, known)
    throw new ConfigError(
      `${at([...issue.path, key])}: unknown key "${key}"${like ? `; did you mean "${like}"?` : ''}`,
      like ? undefined : `known keys here: ${known.join(', ')}`,
    )
  }
  const name = issue.path.map(String).join('.')
  const message =
    (issue.code === 'invalid_key' && issue.issues[0]?.message) ||
    issue.message.replace(/^.*received undefined$/, 'missing')
  throw new ConfigError(`${at(issue.path)}: ${name ? `${name}: ` : ''}${message}`)
}

/** @throws ConfigError where the file is nested too deeply, or its aliases would fill the memory */
function parsed<T>(file: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new ConfigError(`${file}: not valid YAML: ${(error as Error).message}`)
  }
}

/** Offset of the key at a path, or of the innermost part of the path that exists. */
function offsetOf(doc: Document, path: Path): number {
  let offset = 0
  for (let i = 0; i < path.length; i++) {
    const parent = i === 0 ? doc.contents : doc.getIn(path.slice(0, i), true)
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => String(isNode(key) ? key.toJSON() : key) === String(path[i]))
      : undefined
    const node = pair?.key ?? (isCollection(parent) ? parent.get(path[i], true) : undefined)
    if (!isNode(node) || !node.range) break
    offset = node.range[0]
  }
  return offset
}

/** The keys a schema knows at a path. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let inner = bare(schema)
  for (const key of path) {
    if (inner instanceof z.ZodObject) inner = bare(inner.shape[String(key)] as z.ZodType)
    else if (inner instanceof z.ZodRecord) inner = bare(inner.valueType as z.ZodType)
    else return []
  }
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : []
}

/** A schema without its default or optional shell. */
function bare(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? bare(schema.unwrap() as z.ZodType)
    : schema
}
