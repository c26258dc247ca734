/**
 * Breaks a text at the width. It was written over several lines for whoever reads the source: those of a paragraph are
 * joined first. The lines of a list (`- text`) and of a table (`  name   text`) go on below their text.
 */
export function layout(text: string, width: number): string {
  const paragraphs: { label: string; text: string }[] = []
  for (const line of text.split('\n')) {
    const [, label = '', rest = ''] = /^( *(?:- |\S.*? {2,})?)(.*)$/.exec(line) ?? []
    const before = paragraphs.at(-1)
    const goesOn =
      before?.text && rest && !/:$/.test(before.text) && label === ' '.repeat(before.label.length)
    if (goesOn) before.text += ` ${rest}`
    else paragraphs.push({ label, text: rest })
  }
  return paragraphs.map((paragraph) => broken(paragraph, width)).join('\n')
}

function broken({ label, text }: { label: string; text: string }, width: number): string {
  const lines = [label]
  let empty = true
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (empty || line.length + 1 + word.length <= width)
      lines[lines.length - 1] = empty ? line + word : `${line} ${word}`
    else lines.push(' '.repeat(label.length) + word)
    empty = false
  }
  return lines.join('\n').trimEnd()
}
