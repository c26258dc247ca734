/** UTF-16 code units of the beginning that are looked at. */
const LIMIT = 1500
const NUMBER = /(?:^|\s)(\d{1,2})[.)](?=\s)/g
/** Two bullets or a bullet and a bar side by side: each once stood before a line of its own. */
const BULLETS = / [-*•] [-*•|] | \| [-*•] |^[-*•] [-*•] /g

/** How much the numbers and bullets of lists lie about within the lines, as where words were moved: 0..1. */
export function disorderOf(text: string): number {
  const part = text.length > LIMIT ? text.slice(0, LIMIT) : text
  let last = 0
  let numbers = 0
  let backwards = 0
  for (const match of part.matchAll(NUMBER)) {
    const number = Number(match[1])
    numbers++
    if (number < last && part.charCodeAt(match.index) === SPACE) backwards++
    last = number
  }
  const bullets = part.match(BULLETS)?.length ?? 0
  return Math.min(1, (numbers < 3 ? 0 : (2 * backwards) / numbers) + bullets / 2)
}

const SPACE = 0x20
