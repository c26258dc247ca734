import type { Exchange } from '../score.js'
import { NEUTRAL_BITS, NOISE_BITS } from '../scoring/counter.js'
import { hashOf, IS_LINK, IS_NUMBER, Tokens } from '../scoring/tokens.js'
import { BIT, type Vocabulary } from '../scoring/vocabulary.js'
import { CLASS } from '../scoring/word-classes.js'
import { WordSet } from '../scoring/word-set.js'
import { disorderOf } from './disorder.js'
import { breaksOwnFormat } from './fences.js'
import { type Finish, finishOf } from './finish.js'
import { misplaced, WIDTH } from './flow.js'
import { countOf, Passage } from './passage.js'
import { repetitionOf } from './repetition.js'

/** What the features are told of: an answer, and what it answers. */
export class View {
  user = ''
  assistant = ''
  readonly prompt: Passage
  readonly answer: Passage
  readonly context: Passage
  finish!: Finish
  repetition = 0
  /** A fenced block is not what it claims to be. */
  broken = false
  /** Is it in English where the question is in German, or the other way round, and nobody asked for that? */
  otherLanguage = false
  disorder = 0
  /** Ends of lines. */
  lines = 0
  /** Is it the question, or most of it, to the letter? */
  again = false
  flow = 0
  pairs = 0
  /** Are there words that tell the flow, English or German ones: 0..1. */
  prose = 0
  wrongCapitals = 0
  capitals = 0
  /** Weights of content: of the prompt, shared by the answer; of the answer, shared by prompt, by context. */
  asked = 0
  taken = 0
  said = 0
  fromPrompt = 0
  fromContext = 0
  shared = 0
  dealing = 0
  declining = 0
  /** Does its writer speak of himself? */
  self = 0
  placeholder = 0
  failure = 0
  own = 0
  /** Words of its own that not any talk has. */
  specific = 0
  /** Words that speak to somebody or of the writer: I, you, please. */
  persons = 0
  /** Does the prompt itself report a failure, or ask about one? */
  aboutFailure = false
  /** Is it one pair of brackets, a run of one sign, one word again and again? */
  blank = false
  /** Does the prompt want a sentence in other words or another language? Then it may speak of anything. */
  asksForWording = false
  /** Does the prompt want questions, or another wording of something? */
  asksForQuestions = false

  private readonly common: ReadonlySet<number>

  constructor(
    vocabulary: Vocabulary,
    private readonly order: Float64Array,
    common: string,
  ) {
    this.common = new Set(common.split(' ').map(hashOf))
    const tokens = new Tokens()
    this.prompt = new Passage(vocabulary, tokens, 250, 100)
    this.answer = new Passage(vocabulary, tokens, 350, 250)
    this.context = new Passage(vocabulary, tokens, 2 * BEFORE, 0)
  }

  read({ user, assistant, context }: Exchange): void {
    this.user = user
    this.assistant = assistant
    const { prompt, answer } = this
    prompt.read(user)
    answer.read(assistant)
    this.context.read(beforeOf(context))
    this.finish = finishOf(assistant, answer)
    this.repetition = repetitionOf(assistant, answer)
    this.follow()
    const words = Math.max(answer.english, answer.german)
    this.prose = Math.min(1, words / (0.2 * answer.count + 0.1), words / 3)
    this.lines = countOf(assistant, '\n')
    this.disorder = disorderOf(assistant, answer)
    this.again = saidAgain(user, assistant)
    this.broken = answer.fences > 1 && breaksOwnFormat(assistant)
    this.otherLanguage = this.speaksOtherwise()
    const { wrong, of } = misplaced(answer)
    this.wrongCapitals = wrong
    this.capitals = of
    this.compare()
  }

  private follow(): void {
    const { order } = this
    const { flow, steps } = this.answer
    let sum = 0
    let pairs = 0
    for (let i = 1; i < steps; i++) {
      if (flow[i]! === 0 || flow[i - 1]! === 0) continue
      sum += order[flow[i - 1]! * WIDTH + flow[i]!]!
      pairs++
    }
    this.flow = sum
    this.pairs = pairs
  }

  private speaksOtherwise(): boolean {
    const { prompt, answer } = this
    const asked = languageOf(prompt, 2)
    const answered = languageOf(answer, 4)
    return asked !== '' && answered !== '' && asked !== answered && !NAMES_A_LANGUAGE.test(this.user)
  }

  private compare(): void {
    const { prompt, answer, context } = this
    let asked = 0
    let taken = 0
    this.asksForQuestions = prompt.words > 120
    this.aboutFailure = this.asksForWording = false
    for (let i = 0; i < prompt.count; i++) {
      const stem = prompt.stems[i]!
      if (QUESTIONS.has(stem)) this.asksForQuestions = true
      if (WORDING.has(stem)) this.asksForWording = true
      if (prompt.masks[i]! & BIT.failure) this.aboutFailure = true
      const weight = prompt.weights[i]!
      if (weight <= 0) continue
      asked += weight
      if (answer.content.has(stem)) taken += weight
    }
    this.asked = asked
    this.taken = taken
    let said = 0
    let fromPrompt = 0
    let fromContext = 0
    let shared = 0
    let own = 0
    let dealing = 0
    let declining = 0
    let placeholder = 0
    let failure = 0
    const known = context.count > 0
    for (let i = 0; i < answer.count; i++) {
      const mask = answer.masks[i]!
      const weight = answer.weights[i]!
      const echoed = weight !== 0 && prompt.content.has(answer.stems[i]!)
      if (mask === 0) own += echoed ? ECHOED : 1
      else {
        if (mask & BIT.placeholder) placeholder++
        if (mask & BIT.failure && !echoed && (answer.flags[i]! & IS_LINK) === 0) failure++
        if (mask & BIT.declining) declining++
        if (mask & DEALS) dealing++
        else if ((mask & WITHOUT_CONTENT) === 0) own += echoed ? ECHOED : 1
      }
      if (weight <= 0) continue
      said += weight
      if (echoed) {
        fromPrompt += weight
        shared++
      } else if (known && context.content.has(answer.stems[i]!)) fromContext += weight
    }
    this.said = said
    this.fromPrompt = fromPrompt
    this.fromContext = fromContext
    this.shared = shared
    this.own = own
    this.dealing = dealing
    this.declining = declining
    this.placeholder = placeholder
    this.failure = failure
    this.self = declining > 0 ? this.count(SELF) : 0
    this.blank = answer.words < SHORT && isBlank(this.assistant)
    this.specific = this.persons = 0
    if (answer.words < SHORT) {
      this.persons = this.count(PERSONS)
      this.specific = this.countSpecific()
    }
  }

  /** Of a short answer: words that neither any talk nor the prompt has. */
  private countSpecific(): number {
    const { answer, prompt, common } = this
    let specific = answer.codeMarks > 0 ? 1 : 0
    for (let i = 0; i < answer.count; i++) {
      if (answer.flags[i]! & IS_NUMBER) specific++
      else if (answer.weights[i]! <= 0 || prompt.content.has(answer.stems[i]!)) continue
      const plain = answer.masks[i]! !== 0 || isPlain(answer.classes[i]!) || common.has(answer.hashes[i]!)
      if (!plain) specific++
    }
    return specific
  }

  private count(words: WordSet): number {
    let count = 0
    for (let i = 0; i < this.answer.count; i++) if (words.has(this.answer.hashes[i]!)) count++
    return count
  }
}

const isPlain = (name: number): boolean => name > CLASS.none && name <= CLASS.verb
const DEALS = BIT.dealing | BIT.deferring
const WITHOUT_CONTENT = NEUTRAL_BITS | NOISE_BITS

/** By the first five letters. */
const QUESTIONS = wordSet(
  'quest ask asks quiz inter surve parap rewri refor rephr trans title headl hook slogan tweet capti role rolep prete frage fragt umfra \u00fcbers formu inter befra spiel'
    .split(' ')
    .map((word) => hashOf(word.slice(0, 5))),
)
const WORDING = wordSet(
  'trans gramm spell corre rephr parap rewri sente say saying übers satz korri verbe formu'
    .split(' ')
    .map((word) => hashOf(word.slice(0, 5))),
)
/** What a word counts for that the question had: a refusal names what it refuses. */
const ECHOED = 0.25
const SELF = wordSet(
  "i i'm i'd i'll i've me my we we're we'll our us ich mich mir mein meine wir uns unser unsere"
    .split(' ')
    .map(hashOf),
)

/** Of a longer answer it is not asked whether it says anything of its own. */
const SHORT = 60
const PERSONS = wordSet(
  "i i'm i'd i'll i've me my we we're we'll us our you you're you'll you'd your please sorry let let's ich mich mir mein meine wir uns unser du dir dich dein deine sie ihnen ihr ihre bitte leider lass"
    .split(' ')
    .map(hashOf),
)

/** `[your text]`, `{{answer}}`, `<name>`, `...`, `xxx`, one word over and over. */
function isBlank(text: string): boolean {
  const said = text.trim().slice(0, 200)
  return BRACKETED.test(said) || RUN.test(said) || AGAIN.test(said)
}
const BRACKETED =
  /^(?:\[[\p{L} '’.,:_/-]{3,}\]|<[\p{L}_ '’-]{4,}>|\{+[\p{L}_ '’-]{3,}\}+|[(]\p{L}+(?: [\p{L}'’.,-]+)+[)]|%\w+%|\$\{?[\w.]+\}?)\.?$/u
const RUN = /^(?:[.…_\-*#=\s]+|(\p{L})\1{2,}[.!]*)$/u
const AGAIN = /^(\p{L}{2,12})(?:[ ,.!-]+\1){1,20}[.!…]*$/iu

/** UTF-16 code units looked at in each of the two texts before. */
const BEFORE = 120
function beforeOf(context: readonly string[] | undefined): string {
  if (!context?.length) return ''
  const last = context.at(-1)!.slice(0, BEFORE)
  return context.length === 1 ? last : `${context.at(-2)!.slice(0, BEFORE)}\n${last}`
}

function wordSet(hashes: readonly number[]): WordSet {
  const set = new WordSet()
  for (const hash of hashes) set.add(hash)
  return set
}

function saidAgain(user: string, assistant: string): boolean {
  const said = assistant.trim()
  return said.length > 15 && said.length > 0.6 * user.length && said.length < 20_000 && user.includes(said)
}

/** The language of most function words, where there are enough of them. */
function languageOf({ english, german }: Passage, least: number): '' | 'english' | 'german' {
  if (english >= least && english > 3 * german) return 'english'
  return german >= least && german > 3 * english ? 'german' : ''
}

const NAMES_A_LANGUAGE =
  /\b(?:german|english|deutsch\w*|englisch\w*|translat\w*|übersetz\w*|language|sprache)\b/i
