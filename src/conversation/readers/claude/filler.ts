import { type Fields, fields, text } from '../fields.js'

/**
 * What clients show in the place of something that they cannot: a block of an answer, or a document that a program of the
 * model made.
 */
const FILLERS = [
  /\n?```\s{0,8}This block is not supported on your current device yet\.?\s{0,8}```\n?/g,
  /\n?(?:```\s{0,8})?Viewing artifacts created via the Analysis Tool web feature preview isn[’']t yet supported on mobile\.?(?:\s{0,8}```)?\n?/g,
]

/** A text without what a client put in; `lost` where there was some. */
export function withoutFiller(said: string): { text: string; lost: boolean } {
  if (!said.includes(' on your current device') && !said.includes('Viewing artifacts created'))
    return { text: said, lost: false }
  let clean = said
  for (const filler of FILLERS)
    clean = clean.replace(filler, (match, at: number) =>
      at === 0 || at + match.length === clean.length ? '' : '\n\n',
    )
  return { text: clean, lost: clean !== said }
}

/** Text of older exports. Where a block could not be shown it holds a notice in its place. */
export function flatText(message: Fields): { text: string; lost: boolean } {
  const older = fields(message.text_message)
  return withoutFiller(text(message.text) || text(older.content) || text(older.text) || text(message.content))
}
