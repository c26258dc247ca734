import { words } from '../text/words.js'
import { rounded } from './rounded.js'

/** 0..10 each; `total` is their mean. */
export interface PromptQuality {
  total: number
  /** Words: all points from 25 to 150, falling to none at 0 and at 450. */
  length: number
  /** Sentences of 6 to 25 words, at least two of them. */
  sentences: number
  /** Says what to do: a question or instruction, more than one thing asked, parts that can be told apart. */
  structure: number
  /** Plain to read: no blanks left open, no talk about the prompt, no word over and over, few very long words. */
  clarity: number
}

const TASK =
  /\?|\b(?:erkläre?|beschreibe?|vergleiche?|nenne?|zeige?|analysiere?|diskutiere?|begründe?|entwirf|erzähle?|prüfe?|bewerte?|stelle?|frage?|untersuche?|skizziere?|ordne?|schreibe?|entwickle?|explain|describe|compare|name|show|analy[sz]e|discuss|justify|draft|tell|assess|examine|outline|write|develop|list|argue)\b/giu
const BLANK = /\[[^\]\n]{0,80}\]|\{\{|<[A-Z_ ]{2,40}>|\bTODO\b|\bTBD\b|\.{4,}|_{3,}/gu
const ABOUT_ITSELF =
  /^\W{0,5}(?:hier (?:ist|kommt|sind)|gerne?\b|natürlich\b|klar[,!]|here(?:'s| is| are)\b|sure\b|certainly\b|of course\b|prompt\s*:)|\bals ki\b|\bas an ai\b/iu

/** How well a prompt is written, by what can be counted. */
export function scorePrompt(text: string): PromptQuality {
  const all = words(text)
  const n = all.length
  if (n === 0) return { total: 0, length: 0, sentences: 0, structure: 0, clarity: 0 }
  const length = 10 * clamp(n < 25 ? n / 25 : (450 - n) / 300)

  const lengths = text
    .split(/[.!?…:\n]+/u)
    .map((sentence) => words(sentence).length)
    .filter((count) => count > 0)
  const fit = lengths.map((count) => clamp(count < 6 ? count / 6 : 1 - (count - 25) / 25))
  const sentences = 10 * clamp((sum(fit) / fit.length) * Math.min(1, lengths.length / 2))

  const tasks = new Set(text.slice(0, LOOKED_AT).toLowerCase().match(TASK) ?? []).size
  const questions = text.split('?').length - 1
  const parts = lengths.length >= 3 || /^\s{0,3}(?:[-*•]|\d{1,2}[.)])\s/mu.test(text)
  const structure = (tasks ? 5 : 0) + (tasks + questions >= 2 ? 3 : 0) + (parts ? 2 : 0)

  const variety = new Set(all).size / Math.min(n, 150)
  const long = all.filter((word) => word.length > 22).length / n
  const faults =
    (text.slice(0, LOOKED_AT).match(BLANK)?.length ?? 0) +
    (ABOUT_ITSELF.test(text.slice(0, LOOKED_AT)) ? 1 : 0)
  const clarity = 10 * clamp(variety / 0.6) * clamp(1 - 3 * long) * clamp(1 - faults / 3)

  const parts10 = { length, sentences, structure, clarity }
  const total = sum(Object.values(parts10)) / 4
  return rounded({ total, ...parts10 })
}

/** Characters that are searched for tasks and blanks; a prompt is rarely longer. */
const LOOKED_AT = 20_000

const clamp = (value: number) => Math.min(1, Math.max(0, value))
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
