import type { Passage } from './passage.js'

/** UTF-16 code units of the beginning that are looked at. */
const LIMIT = 1500
const NUMBER = /(?:^|\s)(\d{1,2})[.)](?=\s)/g
/** Two bullets or a bullet and a bar side by side: each once stood before a line of its own. */
const BULLETS = / [-*•] [-*•|] | \| [-*•] |^[-*•] [-*•] /g

/** Without one of these there are none; asking is far cheaper. */
const BULLET = ['- ', '* ', '• ', '| ']

/** How much the numbers and bullets of lists lie about within the lines, as where words were moved: 0..1. */
export function disorderOf(text: string, answer: Passage): number {
  const part = text.length > LIMIT ? text.slice(0, LIMIT) : text
  const numbered = answer.numbers >= 3 ? numbersOf(part) : 0
  const bullets = BULLET.some((bullet) => part.includes(bullet)) ? (part.match(BULLETS)?.length ?? 0) : 0
  return Math.min(1, numbered + bullets / 2)
}

function numbersOf(part: string): number {
  let last = 0
  let numbers = 0
  let backwards = 0
  for (const match of part.matchAll(NUMBER)) {
    const number = Number(match[1])
    numbers++
    if (number < last && part.charCodeAt(match.index) === SPACE) backwards++
    last = number
  }
  return numbers < 3 ? 0 : (2 * backwards) / numbers
}

const SPACE = 0x20
