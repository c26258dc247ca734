import { readsAsPutOff } from '../text/put-off.js'
import { readsAsRefusal } from '../text/refusal.js'
import { wordShingles, words } from '../text/words.js'

/** Two words are no prompt. */
const LEAST_WORDS = 3
/** Scripts that put no space between words, so that nothing can be counted. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u
/** From this share on of its runs of three words, or with one run of six, a text is copied from the instruction. */
const COPIED = 0.4
const RUN = 3
const LONG_RUN = 6
/** With fewer different ones than this share, a text of so many runs says the same over and over. */
const LOOP = 0.5
const LOOP_FROM = 30

/**
 * Why a text is not worth sending as a prompt, whatever its score: it is empty, a refusal, a put-off, says the same over
 * and over, or says again what was asked for. Undefined where it may be one.
 * @param instruction what the model was asked with
 */
export function weakness(text: string, instruction: string): string | undefined {
  const count = words(text).length
  if (count === 0) return 'the model wrote no prompt'
  if (readsAsRefusal(text)) return `the model refused to write a prompt: ${shown(text)}`
  if (readsAsPutOff(text)) return `the model put it off: ${shown(text)}`
  if (count < LEAST_WORDS && !UNSPACED.test(text)) return `too short for a prompt: ${shown(text)}`
  if (isLoop(text)) return `the same over and over: ${shown(text)}`
  return isCopy(text, instruction) ? `a copy of the instruction: ${shown(text)}` : undefined
}

/** The lines that say topic, style and language. */
const LABELS =
  /^\W{0,5}(?:topic|thema)\W{0,5}:[\s\S]{1,500}?\b(?:style|stil)\b[\s\S]{1,500}?\b(?:language|sprache)\b/i

/** A small model that is caught in a loop. */
function isLoop(text: string): boolean {
  const runs = words(text).length - RUN + 1
  return runs >= LOOP_FROM && wordShingles(text, RUN).size < LOOP * runs
}

function isCopy(text: string, instruction: string): boolean {
  if (LABELS.test(text.slice(0, 1500))) return true
  const runs = wordShingles(text, RUN)
  const shared = sharedRuns(runs, instruction, RUN)
  return (
    (shared >= COPIED * runs.size && shared > 1) ||
    sharedRuns(wordShingles(text, LONG_RUN), instruction, LONG_RUN) > 0
  )
}

function sharedRuns(runs: ReadonlySet<string>, instruction: string, length: number): number {
  const theirs = wordShingles(instruction, length)
  return [...runs].filter((run) => theirs.has(run)).length
}

const shown = (text: string) => (text.length > 100 ? `${text.slice(0, 100).trimEnd()} ...` : text)
