/** A text between marks that do not occur in it, so that it cannot end its own quotation: `<name>`, text, `</name>`. */
export function tagged(name: string, text: string): string {
  let mark = name
  for (let n = 2; text.includes(`</${mark}>`); n++) mark = `${name}_${n}`
  return `<${mark}>\n${text}\n</${mark}>`
}

/** The text that `tagged` put between the marks of this name; undefined where there are none. */
export function untagged(name: string, text: string): string | undefined {
  return new RegExp(`<(${name}(?:_\\d+)?)>\\n([\\s\\S]*?)\\n</\\1>`).exec(text)?.[2]
}
