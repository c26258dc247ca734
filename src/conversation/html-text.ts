/** Is this an answer as HTML? Early ShareGPT dumps hold what the page showed. */
export function looksLikeHtml(text: string): boolean {
  const head = text.slice(0, 200).trimStart()
  return (
    /^<(?:div|p|ol|ul|pre|h[1-6])[ >]/.test(head) &&
    /<\/(?:div|p|ol|ul|pre|h[1-6])>\s*$/.test(text.slice(-100))
  )
}

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]{0,15})([^<>]*)>/g
const BLOCKS = new Set(['p', 'div', 'ul', 'ol', 'table', 'tr', 'blockquote'])
const MARKS: Record<string, string> = { strong: '**', b: '**', em: '*', i: '*' }

/** Markdown from the HTML of a chat page: paragraphs, lists, headings, emphasis and code; other tags are dropped. */
export function htmlText(html: string): string {
  let out = ''
  let end = 0
  // In a block of code, before its code: a bar with the language and a button.
  let inBar = false
  let inCode = false
  let inButton = false
  const lists: number[] = []
  for (const match of html.matchAll(TAG)) {
    const tag = match[2]!.toLowerCase()
    const closing = match[1] === '/'
    if (!inBar && !inButton) out += decoded(html.slice(end, match.index))
    end = match.index + match[0].length
    if (tag === 'pre') {
      inBar = !closing
      out = `${out.trimEnd()}${closing && inCode ? '\n```' : ''}\n\n`
      inCode = false
    } else if (inBar && tag === 'code' && !closing) {
      out += `\`\`\`${/language-([\w+#-]{1,20})/.exec(match[3]!)?.[1] ?? ''}\n`
      inBar = false
      inCode = true
    } else if (tag === 'button') inButton = !closing
    else if (inBar || inCode) continue
    else if (tag === 'code') out += '`'
    else if (tag === 'br') out += '\n'
    else if (/^h[1-6]$/.test(tag)) out += closing ? '\n\n' : `\n\n${'#'.repeat(Number(tag[1]))} `
    else if (Object.hasOwn(MARKS, tag)) out += MARKS[tag]
    else if (tag === 'li') out += closing ? '\n' : `\n${item(lists)} `
    else if (BLOCKS.has(tag)) {
      if (tag === 'ol' || tag === 'ul') closing ? lists.pop() : lists.push(tag === 'ol' ? 1 : 0)
      // The paragraph inside an item goes on behind its mark.
      if (closing || !/\n(?:-|\d+\.) $/.test(out.slice(-8))) out += '\n\n'
    }
  }
  out += decoded(html.slice(end))
  return out
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The mark of the next item of the innermost list, which counts up where it is ordered. */
function item(lists: number[]): string {
  const number = lists.at(-1) ?? 0
  if (number === 0) return '-'
  lists[lists.length - 1] = number + 1
  return `${number}.`
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' }

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,6}));/g, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[name] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
