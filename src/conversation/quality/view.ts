import type { Exchange } from '../score.js'
import { NEUTRAL_BITS, NOISE_BITS } from '../scoring/counter.js'
import { hashOf, Tokens } from '../scoring/tokens.js'
import { BIT, type Vocabulary } from '../scoring/vocabulary.js'
import { disorderOf } from './disorder.js'
import { breaksOwnFormat } from './fences.js'
import { type Finish, finishOf } from './finish.js'
import { eachPair, misplaced, WIDTH } from './flow.js'
import { Passage } from './passage.js'
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
  deferring = 0
  /** Does its writer speak of himself? */
  self = 0
  placeholder = 0
  failure = 0
  own = 0
  distinct = 0
  /** Does the prompt want questions, or another wording of something? */
  asksForQuestions = false

  constructor(
    vocabulary: Vocabulary,
    private readonly order: Float64Array,
  ) {
    const tokens = new Tokens()
    this.prompt = new Passage(vocabulary, tokens, 800, 600)
    this.answer = new Passage(vocabulary, tokens, 900, 700)
    this.context = new Passage(vocabulary, tokens, 600, 400)
  }

  read({ user, assistant, context }: Exchange): void {
    this.user = user
    this.assistant = assistant
    const { prompt, answer } = this
    prompt.read(user)
    answer.read(assistant)
    this.context.read(context ? context.slice(-2).join('\n') : '')
    this.finish = finishOf(assistant, answer)
    this.repetition = repetitionOf(assistant, answer)
    this.flow = this.pairs = 0
    eachPair(answer, this.add)
    const words = Math.max(answer.english, answer.german)
    this.prose = Math.min(1, words / (0.2 * answer.count + 0.1), words / 3)
    this.disorder = disorderOf(assistant)
    this.again = saidAgain(user, assistant)
    this.broken = answer.fences > 1 && breaksOwnFormat(assistant)
    this.otherLanguage = this.speaksOtherwise()
    const { wrong, of } = misplaced(answer)
    this.wrongCapitals = wrong
    this.capitals = of
    this.compare()
  }

  private readonly add = (before: number, after: number): void => {
    this.flow += this.order[before * WIDTH + after]!
    this.pairs++
  }

  private speaksOtherwise(): boolean {
    const { prompt, answer } = this
    const asked = languageOf(prompt, 2)
    const answered = languageOf(answer, 4)
    return asked !== '' && answered !== '' && asked !== answered && !NAMES_A_LANGUAGE.test(this.user)
  }

  private compare(): void {
    const { prompt, answer, context } = this
    this.asked = this.taken = this.said = this.fromPrompt = this.fromContext = this.shared = 0
    this.dealing =
      this.declining =
      this.deferring =
      this.self =
      this.placeholder =
      this.failure =
      this.own =
      this.distinct =
        0
    this.asksForQuestions = prompt.words > 120
    for (let i = 0; i < prompt.count; i++) {
      if (QUESTIONS.has(prompt.stems[i]!)) this.asksForQuestions = true
      const weight = prompt.weights[i]!
      if (weight <= 0) continue
      this.asked += weight
      if (answer.content.has(prompt.stems[i]!)) this.taken += weight
    }
    for (let i = 0; i < answer.count; i++) {
      const mask = answer.masks[i]!
      const weight = answer.weights[i]!
      if (mask & BIT.placeholder) this.placeholder++
      if (mask & BIT.failure) this.failure++
      if (mask & BIT.declining) this.declining++
      if (mask & BIT.deferring) this.deferring++
      if (SELF.has(answer.hashes[i]!)) this.self++
      const echoed = weight !== 0 && prompt.content.has(answer.stems[i]!)
      if (mask & (BIT.dealing | BIT.deferring)) this.dealing++
      else if ((mask & (NEUTRAL_BITS | NOISE_BITS)) === 0) this.own += echoed ? ECHOED : 1
      if (weight <= 0) continue
      this.distinct++
      this.said += weight
      if (echoed) {
        this.fromPrompt += weight
        this.shared++
      } else if (context.content.has(answer.stems[i]!)) this.fromContext += weight
    }
  }
}

/** By the first five letters. */
const QUESTIONS = new Set(
  'quest ask asks quiz inter surve parap rewri refor rephr trans title headl hook slogan tweet capti role rolep prete frage fragt umfra \u00fcbers formu inter befra spiel'
    .split(' ')
    .map((word) => hashOf(word.slice(0, 5))),
)
/** What a word counts for that the question had: a refusal names what it refuses. */
const ECHOED = 0.25
const SELF = new Set(
  "i i'm i'd i'll i've me my we we're we'll our us ich mich mir mein meine wir uns unser unsere"
    .split(' ')
    .map(hashOf),
)

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
