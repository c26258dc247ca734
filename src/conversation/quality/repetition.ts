import { WordSet } from '../scoring/word-set.js'
import type { Passage } from './passage.js'

const RUN = 4
const PROBE = 28
const MOST_CHARACTERS = 60_000

const seen = new WordSet()

/** How much of a text says again what it said: the share of its runs of four words that came before, 0..1. */
export function repetitionOf(text: string, answer: Passage): number {
  const { hashes, count, seam } = answer
  let again = 0
  let runs = 0
  seen.clear()
  if (count < RUN + 1) {
    for (let i = 0; i < count; i++, runs++) if (!seen.add(hashes[i]!)) again++
  } else {
    for (let i = 0; i + RUN <= count; i++) {
      if (i < seam && i + RUN > seam) continue
      runs++
      const run =
        Math.imul(Math.imul(Math.imul(hashes[i]!, 31) + hashes[i + 1]!, 31) + hashes[i + 2]!, 31) +
        hashes[i + 3]!
      if (!seen.add(run)) again++
    }
  }
  const near = runs < 2 ? 0 : again / runs
  return seam < count ? Math.max(near, far(text)) : near
}

/** What lies between the windows is looked at by the beginning of the text: how often does it come again? */
function far(text: string): number {
  const end = Math.min(text.length, MOST_CHARACTERS)
  let most = 0
  for (const start of [0, Math.floor(end / 2)]) {
    const probe = text.slice(start, start + PROBE)
    let times = 0
    for (let at = text.indexOf(probe); at >= 0 && at < end; at = text.indexOf(probe, at + PROBE))
      if (++times === 8) break
    most = Math.max(most, times)
  }
  return most < 3 ? 0 : most / 8
}
