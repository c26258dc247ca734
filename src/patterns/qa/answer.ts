import { contentWords } from '../content-words.js'
import type { Field } from '../document.js'
import type { Asked } from './question.js'

/** The head of an answer shows whether it is one. */
const HEAD = 400
const LEAST_DRAWING = 20
/** So much of it is compared with the question. */
const BODY = 600

const NOT_KNOWN =
  /^\W*(?:(?:hm+|well|oh|sorry|i'm sorry|i am sorry|i apologi[sz]e|unfortunately|honestly|actually|es tut mir leid|tut mir leid|leider|entschuldigung|puh)\b[\s,.!:]*(?:but |aber )?)*(?:i (?:really )?(?:don't|do not|didn't) (?:really |quite |fully )?(?:know|remember|recall|understand|have (?:an? (?:answer|idea)|that information|information|access))|i have no (?:idea|clue)|no (?:idea|clue)|dunno|not sure|i(?:'m| am) not (?:really )?sure|i(?:'m| am) (?:not able|unable) to|i (?:can't|cannot|can not|could not|couldn't) (?:really )?(?:answer|help|say|tell|assist|find|provide|access|recall|remember|do|fulfill|comply|generate|detect|understand)|who knows|good question[.!]?$|as an ai\b[^.]{0,80}\b(?:cannot|can't|not able|unable|don't|do not)|ich (?:weiß|kenne|habe) (?:es |das |leider |davon )?(?:nicht|keine)|keine ahnung|weiß (?:ich )?(?:leider )?nicht|das weiß ich (?:leider )?nicht|ich kann (?:das|dir|ihnen|es)? ?(?:leider )?(?:nicht|keine)|bin (?:mir )?nicht sicher|da bin ich überfragt)/i
const DEFERS =
  /^\W*(?:let me (?:check|look|see|think|get back)|one (?:moment|second|sec)|just a (?:moment|second|sec)|hold on|i(?:'ll| will) (?:check|look|get back|find out|ask)|moment(?: mal| bitte)?[.!]|ich (?:schaue|schau|gucke|frage|sehe) (?:mal|gleich|kurz|nach)|mal (?:sehen|schauen))/i
const ACKNOWLEDGES =
  /^\W*(?:ok(?:ay)?|k|thanks?(?: you)?(?: so much| very much| a lot)?|thx|ty|cool|great|nice|lol|haha+|hm+|mhm|uh-huh|mm-hmm?|oh|wow|alright|got it|i see|good|fine|awesome|perfect|you'?re welcome|no problem|danke(?: dir| schön)?|super|prima|alles klar|gut|aha|ach so|gern(?:e)?|bitte|verstehe|na gut)[\s.!,:)🙂👍]*$/iu
/** The asker's thanks for other answers; "Thank you for your question!" opens one. */
const THANKS =
  /^\W*(?:ok(?:ay)?\W+)?(?:thanks|thank you|thx|danke)\b(?! for (?:your|the|asking|reaching|this) ?(?:question|interest|message|me|out|inquiry)?\b)/i
const YES_NO =
  /^\W*(?:(?:um+|uh+|well|oh|hm+|so|ah|ok(?:ay)?|na|äh+|also)\b[\s,.]*)*(?:yes|yeah|yep|yup|ye|no|nope|nah|not|sure|certainly|of course|absolutely|definitely|indeed|exactly|correct|right|true|false|maybe|perhaps|possibly|probably|likely|unlikely|it depends|depends|i (?:think|believe|guess|suppose|do|don't|did|didn't|have|haven't|can|can't|would|wouldn't|will|won't|am|hope)|it (?:is|isn't|does|doesn't|was|can|could|may|might|will|won't|would)|they (?:are|do|can|don't)|there (?:is|are|was|were)|you (?:can|could|should|may|might|do|don't|will)|we (?:do|don't|can|have|are|did|will)|that's|ja|jein|nein|nö|nee|doch|klar|genau|natürlich|sicher|stimmt|vielleicht|wahrscheinlich|eher|kommt drauf an|das kommt|nicht|auf jeden fall|auf keinen fall|ich (?:glaube|denke|hoffe|habe|bin|kann)|es (?:ist|gibt|kann|kommt)|man kann|du (?:kannst|solltest))\b/i
const NUMBER =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundred|thousand|million|billion|dozen|half|several|many|few|most|none|all|once|twice|a lot|a couple|eins?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|hundert|tausend|viele|wenige|keine|einmal|zweimal|halb)\b/i
const TIME =
  /\d|\b(?:yesterday|today|tomorrow|tonight|now|soon|later|ago|before|after|during|until|since|when|once|morning|evening|night|noon|week|month|year|century|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|always|never|immediately|gestern|heute|morgen|jetzt|bald|später|vor|nach|während|bis|seit|wenn|sobald|woche|monat|jahr|jahrhundert|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|januar|februar|märz|mai|juni|juli|oktober|dezember|immer|nie|sofort)\b/i
const PLACE =
  /\b(?:in|at|on|near|from|to|under|behind|between|next to|inside|outside|here|there|everywhere|nowhere|online|street|road|city|country|im|am|an|auf|bei|aus|nach|neben|zwischen|hier|dort|überall|nirgends|drin)\b|\p{Lu}\p{Ll}+/u
const NAME =
  /(?:^|[^.!?]\s)\p{Lu}\p{L}+|\b(?:I|he|she|we|they|you|me|him|her|us|them|nobody|everyone|someone|ich|er|sie|wir|man|niemand|jeder)\b/u
const REASON =
  /\b(?:because|since|as|due to|owing to|so that|in order to|to|reason|cause[sd]?|therefore|that's why|result|leads?|makes?|weil|da|denn|damit|um|wegen|aufgrund|liegt|grund|daher|deshalb|dadurch|durch|führt)\b/i
const MANNER =
  /\b(?:by|with|using|through|via|first|then|you (?:can|could|should|need|have|may|must)|step|use|make|try|take|open|click|it works|works by|process|way|is|are|durch|mit|indem|zuerst|dann|du (?:kannst|musst|solltest)|man|sie (?:können|müssen)|ist|wird|werden)\b|^\s*\d[.)]/im

/** Why a text is no answer, or how well it answers: 0..1. */
export interface Judgement {
  answers: boolean
  /** The form asked for is there: yes or no, a number, a reason ... */
  typed: boolean
  /** Share of the question's words that the answer takes up, 0..1. */
  overlap: number
  /** There is something to learn in it: more than a few words. */
  substance: number
}

const NO: Judgement = { answers: false, typed: false, overlap: 0, substance: 0 }

/** Does a text answer a question of a kind? */
export function judge(question: string, asked: Asked, answer: Field): Judgement {
  const text = answer.text.trim()
  const head = text.slice(0, HEAD).replaceAll('’', "'")
  // "..." says nothing; a drawing in characters does
  if (!/[\p{L}\p{N}]/u.test(head) && text.length < LEAST_DRAWING) return NO
  const questionWords = contentWords(question)
  const answerWords = contentWords(text, Math.min(text.length, BODY))
  const short = text.length < 200
  if (ACKNOWLEDGES.test(head) && asked !== 'yes_no') return NO
  if ((short && DEFERS.test(head)) || THANKS.test(head)) return NO
  if (
    NOT_KNOWN.test(head) &&
    (text.length < 300 ||
      !/\b(?:but|however|aber|jedoch|allerdings|instead|stattdessen)\b/i.test(text.slice(0, 1500)))
  )
    return NO
  if (asksBack(answer)) return NO
  // "Okay" agrees to do it; the thing asked for is not there
  if (asked === 'request' && text.length < 40 && (YES_NO.test(head) || ACKNOWLEDGES.test(head))) return NO
  let shared = 0
  let fresh = 0
  for (const word of answerWords)
    if (questionWords.has(word)) shared++
    else fresh++
  const yesNo = YES_NO.test(head)
  const overlap = Math.min(1, questionWords.size === 0 ? 0 : shared / Math.min(questionWords.size, 8))
  const typed = isTyped(asked, head, text.length, yesNo, overlap)
  if (fresh === 0 && !yesNo && asked !== 'choice' && isEcho(question, head)) return NO
  return {
    answers: true,
    typed,
    overlap,
    substance: Math.min(1, fresh / 12),
  }
}

/** The question's own words, in their order, and nothing else. */
function isEcho(question: string, answer: string): boolean {
  const [q, a] = [question, answer].map((text) => text.toLowerCase().match(WORD)?.join(' ') ?? '') as [
    string,
    string,
  ]
  return ` ${q} `.includes(` ${a} `)
}

function isTyped(asked: Asked, head: string, length: number, yesNo: boolean, overlap: number): boolean {
  switch (asked) {
    case 'yes_no':
      return yesNo || (length > 80 && overlap > 0)
    case 'choice':
      return overlap > 0 || yesNo
    case 'who':
      return NAME.test(head)
    case 'when':
      return TIME.test(head)
    case 'where':
      return PLACE.test(head)
    case 'quantity':
      return NUMBER.test(head) || length > 200
    case 'why':
      return length > 200 || REASON.test(head) || (length > 80 && overlap > 0)
    case 'how':
      return length > 200 || MANNER.test(head) || (length > 50 && overlap > 0)
    case 'what':
      return (
        overlap > 0 || length > 80 || /\b(?:is|are|was|were|it's|that's|ist|sind|war|waren)\b/i.test(head)
      )
    case 'request':
      return length > 80 || overlap > 0
    case 'open':
      return overlap > 0 || yesNo
  }
}

/** Is the text a question itself, with nothing else of weight? */
function asksBack({ sentences, text }: Field): boolean {
  if (sentences.length === 0 || sentences.length > 12) return false
  let told = 0
  let asked = 0
  let toldLast = false // as the point of a joke is, after its question
  for (const { start, end } of sentences) {
    const sentence = text.slice(start, end)
    if (/\?["')\s]*$/.test(sentence)) asked++
    else if (sentence.length > LONGEST_FILLER || !FILLER.test(sentence)) {
      told += sentence.length
      toldLast = asked > 0
    }
  }
  if (asked > 0 && !toldLast && told < 60 && told < text.length / 2) return true
  // it says a little and then wants to know more before it answers
  const { start, end } = sentences.at(-1)!
  return told < 170 && sentences.length < 4 && WANTS_MORE.test(text.slice(start, end))
}

/** A question to the asker for what is missing. */
const WANTS_MORE =
  /\b(?:(?:could|can|would) you (?:please |perhaps )?(?:provide|share|clarify|specify|give me|tell me more|be more)|(?:what|which) (?:kind|type|sort|language|version|system)\b.{0,40}\b(?:do|would|did|are) you|(?:könntest|kannst|könnten|können) (?:du|sie) (?:mir |bitte )*(?:mehr|genauer|angeben|sagen, welche))[^?]*\?\W*$/i

const LONGEST_FILLER = 45
const FILLER =
  /^\W*(?:sure|certainly|of course|ok(?:ay)?|yes|great|hi|hello|hey|thanks?|thank you|i(?:'m| am) (?:sorry|happy|glad)|i(?:'d| would) be (?:happy|glad)|i can help|sorry|no problem|absolutely|please (?:provide|tell|share|let)|klar|gerne?|natürlich|hallo|danke|entschuldigung|bitte (?:gib|sag|nenn))/i

const WORD = /[a-z0-9\u00df-\u1fff\u2c00-\ud7ff]+(?:['’.-][a-z0-9\u00df-\u1fff\u2c00-\ud7ff]+)*/g
