import type { View } from './view.js'

const yes = (value: boolean): number => (value ? 1 : 0)
const positive = (value: number): number => Math.max(0, value)
const brevity = (words: number, half: number) => half / (half + words)
const base = () => 1

/** What can be seen in an answer, each by a name that a person can read; `base` is there always. */
export const FEATURES = {
  /** Is it about what was asked? */
  subject: {
    base,
    'question taken up': ({ taken, asked }) => taken / (asked + 2),
    'about the question': ({ fromPrompt, said }) => fromPrompt / (said + 2),
    'words shared': ({ taken }) => Math.log1p(taken),
    'other subject': ({ shared, fromContext, asked, said }) =>
      yes(shared === 0) * (asked / (asked + 2)) * (said / (said + 6)) * (fromContext > 0 ? 0.6 : 1),
    'known from before': ({ fromContext, said }) => Math.min(1, fromContext / (0.2 * said + 1)),
  },
  /** Is it an answer, whole and in order? */
  form: {
    base,
    unfinished: ({ finish }) =>
      Math.max(finish.unclosed, 0.9 * finish.hanging, finish.open, 0.8 * finish.emptyItem),
    'fence in a line': ({ finish }) => finish.fenceInLine,
    'breaks its own format': ({ broken }) => yes(broken),
    'other language': ({ otherLanguage }) => yes(otherLanguage),
    'list out of order': ({ disorder }) => disorder,
    repetition: ({ repetition }) => positive(repetition - 0.5) * 2,
    'order of words': ({ flow, pairs, prose }) =>
      (prose * positive(0.2 - (flow + 2) / (pairs + 6)) * pairs) / (pairs + 14),
    'no flow': ({ flow, prose, pairs }) =>
      (prose * Math.min(1, positive(0.5 - flow) / 8) * positive(pairs - 12)) / (pairs + 8),
    capitals: ({ wrongCapitals, capitals }) => positive(wrongCapitals / (capitals + 2) - 0.15),
    echo: ({ answer, prompt, said, fromPrompt, again }) => {
      if (again) return 1
      if (said === 0 || answer.words < 4) return 0
      return positive(fromPrompt / said - 0.8) * 5 * positive(Math.min(1, answer.words / prompt.words) - 0.5)
    },
    'deals with answering': (view) => beside(view) * brevity(view.answer.words, 40),
    'only deals with answering': (view) =>
      positive(beside(view) - 0.6) * 2.5 * brevity(view.answer.words, 60),
    declines: (view) =>
      beside(view) * Math.min(2, view.declining) * yes(view.self > 0) * brevity(view.answer.words, 40),
    'speaks to the one who asked': ({ persons, specific, answer, asksForWording }) =>
      (yes(persons > 0 && !asksForWording) * brevity(answer.words, 40)) / (1 + specific ** 2 / 2),
    'nothing specific': ({ specific, taken, answer }) =>
      answer.words < 3 || answer.words >= 60 || specific > 0 ? 0 : brevity(answer.words, 40) / (1 + taken),
    'nothing of its own': ({ own, dealing, answer }) =>
      answer.words < 4 ? 0 : positive(1 - own / (1 + dealing / 3)) * brevity(answer.words, 60),
    'asks back': ({ answer, asksForQuestions }) =>
      answer.questions > 0 && answer.questions >= answer.sentences - 1 && !asksForQuestions
        ? brevity(answer.words, 40)
        : 0,
    placeholder: ({ placeholder, blank, answer }) =>
      blank ? 1 : Math.min(1, (2 * placeholder) / (answer.count + 1)),
    failure: ({ failure, aboutFailure, specific, answer }) =>
      (aboutFailure ? 0.05 : 1) *
      (failure > 1 || specific === 0 ? 1 : 0.3) *
      Math.min(1, (3 * failure) / (answer.count + 2)) ** 0.7 *
      brevity(answer.words, 40),
  },
  /** How much does it say? */
  merit: {
    substance: ({ said, fromPrompt, answer }) =>
      Math.log1p(positive(said - fromPrompt) * (answer.words / (answer.count + 1)) ** 0.7),
    lines: ({ lines }) => Math.log1p(lines),
    length: ({ answer }) => Math.log1p(Math.min(answer.words, 800)),
  },
} satisfies Record<string, Record<string, (view: View) => number>>
export type Group = keyof typeof FEATURES

/** How much of what it says itself is about answering; a sentence that was to be translated may be about that. */
const beside = ({ dealing, own, asksForWording }: View) =>
  ((asksForWording ? 0.3 : 1) * dealing) / (dealing + own + 0.5)
