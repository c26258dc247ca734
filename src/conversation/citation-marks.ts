/**
 * Takes the marks out of a ChatGPT answer that its own client draws as footnotes and cards: private-use spans
 * (U+E200 kind U+E202 payload U+E201), their remains where only the private characters were lost (citeturn0search3,
 * navlistturn0news1, entity["city","Berlin"]), the reader's own remains (:contentReference[oaicite:0]{index=0}),
 * 【1†source】, and links to files of a sandbox that is gone. What a span shows as text is kept: an entity's name, a
 * link's title.
 */
export function withoutCitationMarks(text: string): string {
  if (!MARKS.test(text)) return text
  let clean = text
  if (clean.includes('\uE200')) clean = clean.replace(/( ?)\uE200([^\uE200\uE201]*)\uE201/g, spanText)
  if (PRIVATE_USE.test(clean)) clean = clean.replace(/[\uE200-\uE206]/g, '')
  if (clean.includes('†')) clean = clean.replace(/ ?【[^【】†]*†[^【】†]*】/g, '')
  if (clean.includes('[oaicite:'))
    clean = clean.replace(/ ?:contentReference\[oaicite:\d+\]\{[^{}\n]*\}/g, '')
  if (clean.includes('entity['))
    clean = clean.replace(/entity(\["[^[\]\n]{0,400}\])/g, (_, list) => entityName(list))
  if (clean.includes('turn')) clean = clean.replace(REFERENCES, '')
  if (clean.includes('sandbox:')) {
    clean = clean
      .replace(/\[([^[\]]*)\]\(sandbox:[^()\s]*\)/g, '$1')
      .replace(/sandbox:\/mnt\/data\/(?=\S)/g, '')
  }
  return clean
}

/** One search for all of them, since most answers hold none; written so that few characters begin a mark. */
const MARKS = /[\uE200-\uE206†]|t(?:urn\d|ity\[")|sandbox:|\[oaicite:/

const PRIVATE_USE = /[\uE200-\uE206]/

/** What the model was shown, such as the third result of the search in turn 0: with the kind of its mark, or bare. */
const SHOWN =
  'turn\\d{1,4}(?:search|news|view|image|file|fetch|product|video|finance|sports|forecast|weather|academia|click|reddit|youtube|business|map)\\d{1,4}'
const REFERENCES = new RegExp(
  ` ?(?:\\b(?:(?:file)?cite|i)(?:turn\\d{1,4}[a-z]{1,12}\\d{1,4})+|(?:\\b(?:navlist|video|image_group|products?) ?)?(?:${SHOWN})+)`,
  'g',
)

function spanText(_span: string, space: string, inner: string): string {
  const [kind, ...payload] = inner.split('\uE202')
  if (kind === 'entity') return space + entityName(payload[0] ?? '')
  if (kind === 'url' || kind === 'link_title') return space + (payload[0] ?? '')
  return ''
}

/** An entity's payload is a JSON array: kind, name, and sometimes a description. */
function entityName(payload: string): string {
  try {
    const parsed: unknown = JSON.parse(payload)
    return Array.isArray(parsed) && typeof parsed[1] === 'string' ? parsed[1] : ''
  } catch {
    return payload
  }
}
