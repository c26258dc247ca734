import { closestStatement, contentWords } from '../correction/overlap.js'
import { labelledCorrection, mythCorrection, statedCorrection } from '../correction/statements.js'
import { type Document, type Field, fieldOf, MAX_SENTENCE, type Sentence } from '../document.js'
import { at } from '../extract.js'
import type { FieldSpan, Found, Miner } from '../miner.js'

/** A text that begins so rejects what was said before it. */
const REJECTS =
  /^(?:no|nope|nein)[,.!]|^(?:well,? )?(?:actually|eigentlich|correction|korrektur)[,:]|^(?:sorry,? )?(?:but )?(?:that|this|it|das|dies)(?:['’]s| is| isn['’]t| ist| stimmt)?(?: not| nicht)?(?: quite| entirely| completely| ganz)? ?(?:wrong|incorrect|not correct|correct|not true|true|right|accurate|false|falsch|inkorrekt|richtig|wahr)?[.,!]|\b(?:is|was|['’]re|are) (?:wrong|incorrect|not correct|not true)\b|\bstimmt nicht\b|\bist (?:falsch|nicht richtig|nicht korrekt)\b/i
const NEGATIVE =
  /\b(?:no|nope|not|wrong|incorrect|false|actually|correction|n['’]t|nein|nicht|falsch|eigentlich|korrektur)\b/i
/** An answer that begins so takes back what it said before. */
const ADMITS =
  /^(?:oh,? |ah,? )?(?:i(?:['’]m| am) (?:so |very )?sorry|sorry|(?:i|my|please accept my) apolog\w+|my (?:mistake|bad)|you(?:['’]re| are) (?:absolutely |completely |quite )?(?:right|correct)|good catch|entschuldigung|entschuldige|es tut mir leid|mein fehler|(?:du hast|sie haben) (?:recht|vollkommen recht|völlig recht))\b/i
const OF_ERROR =
  /\b(?:mistake|error|incorrect|wrong|confusion|oversight|inaccura\w+|my bad|good catch|fehler|falsch|irrtum|verwechs\w+|verwirrung)\b/i
const SAYS_WRONG =
  /\b(?:mistaken?|incorrect|wrong|inaccura\w+|not (?:true|correct|right)|(?:an|your|in|the) error (?:in|with)|an error|falsch|fehler|stimmt nicht|irrtum)\b/i
/** Sentences that correct nothing by themselves. */
const EMPTY =
  /^(?:thank|thanks|please|let me|here(?:['’]s| is| are)|i (?:will|can|have|am|should|apolog)|i['’]|i |would|danke|bitte|hier (?:ist|sind)|ich )/i
const BECAUSE = /\b(?:because|since|weil|denn) ([^\n]{5,})$/i

/** What was wrong, what is right, and why where it is said: `{wrong, right, why?}`. The wrong may stand in the context. */
export const correction: Miner = (document: Document): Found[] => {
  const user = fieldOf(document, 'user')
  const assistant = fieldOf(document, 'assistant')
  const before = document.fields.filter(({ field }) => field.startsWith('context')).at(-1)
  const byUser = user
    ? [...inText(user, before !== undefined), ...(before ? rejection(user, before) : [])]
    : []
  if (!assistant) return byUser
  // what the user set right is not said by the answer once more
  const admitted = before && byUser.length === 0 ? admission(assistant, before, user) : []
  const answered = admitted.length > 0 ? admitted : user ? rejection(assistant, user) : []
  return [...byUser, ...answered, ...inText(assistant, false)]
}

/** Corrections that the text makes by itself. */
function inText(field: Field, answers: boolean): Found[] {
  const replying = answers && rejects(field)
  return field.cued('correction').flatMap((sentence) => {
    const next = field.sentences[sentence.index + 1]
    const found =
      labelledCorrection(sentence, next) ??
      mythCorrection(sentence, next) ??
      statedCorrection(sentence, replying && sentence.index < 3)
    if (!found || field.text[sentence.end - 1] === '?') return []
    const { wrong, right, certainty } = found
    return [
      make(
        { field: field.field, ...wrong },
        { field: field.field, ...right },
        why(sentence, right.end),
        certainty,
        field,
        field,
      ),
    ]
  })
}

/** "That's wrong. It is A.": right is the first statement after it, wrong what it is closest to in the other text. */
function rejection(field: Field, other: Field): Found[] {
  if (!rejects(field) || statedIn(field)) return []
  return replace(field, other, 0.6)
}

/** "I apologize for the mistake. It is A." */
function admission(field: Field, before: Field, user: Field | undefined): Found[] {
  const first = field.sentences[0]
  if (!first || !ADMITS.test(field.text.slice(first.start, first.end))) return []
  const error =
    OF_ERROR.test(field.text.slice(first.start, first.end)) ||
    SAYS_WRONG.test(field.text.slice(first.end, first.start + 200)) ||
    (user && SAYS_WRONG.test(user.text.slice(0, 300)))
  return error ? replace(field, before, 0.6) : []
}

const rejects = ({ text }: Field) => NEGATIVE.test(text.slice(0, 80)) && REJECTS.test(text.slice(0, 200))
const statedIn = (field: Field) =>
  field.sentences.slice(0, 3).some((sentence) => statedCorrection(sentence, true))

function replace(field: Field, other: Field, certainty: number): Found[] {
  const right = field.sentences.slice(0, 4).find((sentence, i) => states(sentence, i))
  if (!right) return []
  const start = right.index === 0 ? afterOpener(right) : right.start
  const wrong = closestStatement(other, field.text.slice(start, right.end))
  if (!wrong) return []
  const reason = why(right, start)
  const end = reason ? endBefore(field.text, reason.start) : right.end
  return [make(at(wrong, wrong), { field: field.field, start, end }, reason, certainty, other, field)]
}

/** Does the sentence state something that can be right? The first one only after its "No," or "Actually,". */
function states(sentence: Sentence, i: number): boolean {
  const start = i === 0 ? afterOpener(sentence) : sentence.start
  const text = sentence.text.slice(start, sentence.end)
  if (text.length > MAX_SENTENCE || (i === 0 && start === sentence.start)) return false
  return (
    text.length > 15 &&
    !/[?:]$/.test(text) &&
    !EMPTY.test(text) &&
    contentWords(text).size >= 2 &&
    !ADMITS.test(text)
  )
}

function afterOpener({ text, start, end }: Sentence): number {
  const opener =
    /^(?:(?:no|nope|nein|well|actually|eigentlich|sorry|correction|korrektur|(?:that|this|it|das|dies)(?:['’]s| is| ist)(?: not| nicht)? (?:wrong|incorrect|correct|true|right|false|falsch|richtig|wahr))[,:] )(?:actually,? |sorry,? )?/i.exec(
      text.slice(start, end),
    )
  return start + (opener?.[0].length ?? 0)
}

/** Where the statement ends whose reason starts there: before "because" and a comma. */
const endBefore = (text: string, reason: number) =>
  reason - (/,? \w+ $/u.exec(text.slice(Math.max(0, reason - 20), reason))?.[0].length ?? 0)

/** The reason that follows in the same sentence. */
function why(sentence: Sentence, from: number): FieldSpan | undefined {
  const rest = sentence.text.slice(from, sentence.end)
  const match = BECAUSE.exec(from < sentence.end ? rest : '')
  if (!match?.[1]) return undefined
  const start = from + match.index + match[0].indexOf(match[1])
  const end = /[.!]$/.test(match[1]) ? start + match[1].length - 1 : start + match[1].length
  return { field: sentence.field.field, start, end }
}

function make(
  wrong: FieldSpan,
  right: FieldSpan,
  reason: FieldSpan | undefined,
  certainty: number,
  wrongIn: Field,
  rightIn: Field,
): Found {
  return {
    kind: 'correction',
    content: {
      wrong: wrongIn.text.slice(wrong.start, wrong.end),
      right: rightIn.text.slice(right.start, right.end),
      ...(reason && { why: rightIn.text.slice(reason.start, reason.end) }),
    },
    certainty,
    spans: reason ? [wrong, right, reason] : [wrong, right],
  }
}
