import { type Field, type Sentence, sentencesIn } from '../document.js'
import type { FieldSpan } from '../miner.js'
import { HOW_TO } from './how-to.js'

export interface Task {
  text: string
  span: FieldSpan
  /** What stands right before the steps. */
  lead: string
}

const ASKS =
  /\?\s*$|^\W*(?:please |can you |could you |i (?:need|want|would like) |bitte )?(?:how|explain|show|tell|give|describe|list|write|create|make|help|teach|walk|provide|what|wie|erklär|zeig|gib|beschreib|schreib|erstell|nenn|hilf)/i
/** What says of itself that steps or advice follow. */
const ANNOUNCES =
  /\b(?:how to|ways? to|steps?|tips|suggestions|advice|things you can|what you can|wie (?:du|sie|man)|tipps|schritte)\b/i
/** "steps you can take to fix it:" needs the question to be understood. */
const REFERS = /\b(?:it|them|this|that|so|dies|das|es)\s*:$/i
/** A longer text that asks nothing is no task. */
const LONGEST_TASK = 100
const FLUFF =
  /^\W*(?:sure|certainly|of course|ok(?:ay)?|yes|absolutely|great|hi|hello|hey|thanks?(?: you)?|no problem|klar|gerne?|natürlich|ja|hallo|danke)\b[^.!?:]{0,30}[.!,]/i

/**
 * What a list or a run of steps is about: the question, where the steps answer one; else the heading or sentence that
 * leads in.
 * @param before index of the block the steps start with
 * @param asked the text whose question the field answers
 */
export function taskOf(field: Field, before: number, asked: Field | undefined): Task | undefined {
  const leadIn = leadOf(field, before)
  const lead = leadIn ? field.text.slice(leadIn.start, leadIn.end) : ''
  const question = asked && questionOf(asked)
  // several sections answer one question: the heading tells which is which
  if (leadIn?.heading && asked) {
    const span = { field: field.field, start: leadIn.start, end: leadIn.end }
    if (before > 2 || !question) return { text: lead, span, lead }
  }
  // "What is the meaning of life?" asks for no steps: what announces them says what they are for
  const howTo = question && asked && HOW_TO.test(asked.text.slice(question.start, question.end))
  const announced = !howTo && lead.endsWith(':') && ANNOUNCES.test(lead) && !REFERS.test(lead)
  if (question && asked && announced && !/\b(?:to|for|wie|um|für|zu)\b/i.test(lead)) return undefined
  if (question && asked && !announced) {
    const { start, end } = question
    return { text: asked.text.slice(start, end), span: { field: asked.field, start, end }, lead }
  }
  if (!leadIn) return undefined
  return { text: lead, span: { field: field.field, start: leadIn.start, end: leadIn.end }, lead }
}

/** The last sentence of a text that asks or requests; else its only sentence. */
function questionOf(field: Field): Sentence | undefined {
  const asking = field.sentences.filter(({ start, end }) => ASKS.test(field.text.slice(start, end)))
  return (
    asking.find(({ start, end }) => /how|wie|steps?|schritt/i.test(field.text.slice(start, end))) ??
    asking.at(-1) ??
    (field.sentences.length === 1 && field.text.length <= LONGEST_TASK ? field.sentences[0] : undefined)
  )
}

interface Lead {
  start: number
  end: number
  heading: boolean
}

/** The heading, or the last sentence, right before a block. */
function leadOf(field: Field, before: number): Lead | undefined {
  const block = field.blocks[before - 1]
  if (!block) return undefined
  if (block.kind === 'heading') return { ...block.inner, heading: true }
  if (block.kind !== 'paragraph') return undefined
  const last = sentencesIn(field, block.start, block.end).at(-1)
  if (!last) return undefined
  const text = field.text.slice(last.start, last.end)
  if (FLUFF.test(text) && text.length < 40) return undefined
  return { start: last.start, end: last.end, heading: false }
}
