import { agrees, asksForChoice, decisionIn, givesReason, reasonAt, type Sign } from '../decision/signs.js'
import { type Document, type Field, fieldOf, type Sentence } from '../document.js'
import type { FieldSpan, Found } from '../miner.js'
import { CREATIVE } from '../procedure/how-to.js'
import { askedBy } from '../qa/question.js'

/** How many sentences, and how many earlier texts, the question is looked for in. */
const REACH = 4
const MAX_DECISIONS = 20
/** Sentences at the end of a text in which a question is looked for. */
const LAST = 30

/** Decisions: the matter, what was decided, and why, from one text or from the discussion before it. */
export function decision(document: Document): Found[] {
  const user = fieldOf(document, 'user')
  const assistant = fieldOf(document, 'assistant')
  if (CREATIVE.test(user?.text.slice(0, 1000) ?? '')) return []
  const out: Found[] = []
  for (const field of [user, assistant]) {
    if (!field) continue
    const forms = formsIn(document, field, user)
    for (const sentence of field.cued(forms.length > 1 ? 'choice' : 'decision')) {
      if (out.length === MAX_DECISIONS) break
      const found = decided(document, field, sentence, forms)
      if (found) out.push(found)
    }
  }
  return out
}

/** The forms of decisions that count: a model that says "let's use" explains; it is people who take decisions. */
function formsIn(document: Document, field: Field, user: Field | undefined): Sign['form'][] {
  const answers = field.field === 'assistant' && user !== undefined
  const forms: Sign['form'][] = ['stated']
  if (!answers || document.turn.authors?.assistant === 'human') forms.push('taken', 'proposed')
  if (answers && asksForChoice(user.text)) forms.push('advised')
  return forms
}

function decided(
  document: Document,
  field: Field,
  sentence: Sentence,
  forms: readonly Sign['form'][],
): Found | undefined {
  const text = textOf(field, sentence)
  const sign = decisionIn(text, field.language, forms)
  if (!sign || sentence.block.kind === 'heading') return undefined
  if (sign.form === 'proposed' && !agreementTo(document, field, sentence)) return undefined
  const why = reasonFor(document, field, sentence, text)
  if (!why && (sign.form === 'advised' || !sign.own)) return undefined
  const matter = matterOf(document, field, sentence)
  let certainty = sign.form === 'stated' ? 0.65 : sign.form === 'advised' ? 0.55 : 0.5
  if (why) certainty += 0.15
  if (matter) certainty += 0.08
  if (!sign.own) certainty -= 0.1
  const decision =
    why && why.field === field.field && why.start > sentence.start && why.end === sentence.end
      ? { field: field.field, start: sentence.start, end: trimmedEnd(field.text, why.start) }
      : { field: field.field, start: sentence.start, end: sentence.end }
  const spans = [...(matter ? [matter] : []), decision, ...(why ? [why] : [])]
  const texts = (span: FieldSpan) => fieldOf(document, span.field)!.text.slice(span.start, span.end)
  return {
    kind: 'decision',
    content: {
      ...(matter && { context: texts(matter) }),
      decision: texts(decision),
      ...(why && { reasoning: texts(why) }),
    },
    certainty: Math.round(certainty * 100) / 100,
    spans,
  }
}

/** The clause of the sentence, or the sentence beside it, or one of the discussion before, that says why. */
function reasonFor(
  document: Document,
  field: Field,
  sentence: Sentence,
  text: string,
): FieldSpan | undefined {
  const at = reasonAt(text, field.language)
  if (at > 0) return { field: field.field, start: sentence.start + at, end: sentence.end }
  const before = field.sentences[sentence.index - 1]
  const after = field.sentences[sentence.index + 1]
  for (const near of [after, before])
    if (
      near &&
      near.block === sentence.block &&
      givesReason(textOf(field, near)) &&
      !decisionIn(textOf(field, near), field.language)
    )
      return { field: field.field, start: near.start, end: near.end }
  if (field.field !== 'user') return undefined
  const said = fieldOf(document, `context.${(document.turn.context?.length ?? 0) - 1}`)
  const reason = said?.sentences.find(
    (one) =>
      /\b(?:because|since|the reason|weil|denn|grund)\b/i.test(textOf(said, one)) &&
      shares(textOf(said, one), text),
  )
  return reason && said ? { field: said.field, start: reason.start, end: reason.end } : undefined
}

/** The answer right after a proposal and what its speaker adds, in a line or text of its own, that agrees to it. */
function agreementTo(document: Document, field: Field, sentence: Sentence): Sentence | undefined {
  for (let i = sentence.index; i < sentence.index + REACH; i++) {
    const [one, next] = [field.sentences[i], field.sentences[i + 1]]
    if (!one || !next) break
    if (field.text.slice(one.end, next.start).includes('\n'))
      return agrees(textOf(field, next)) ? next : undefined
  }
  const isLast = field.sentences.length - sentence.index <= REACH
  const answer = field.field === 'user' && isLast ? fieldOf(document, 'assistant')?.sentences[0] : undefined
  return answer && agrees(textOf(answer.field, answer)) ? answer : undefined
}

/** What the decision is about: the nearest question before it, else the sentence before it. */
function matterOf(document: Document, field: Field, sentence: Sentence): FieldSpan | undefined {
  for (let i = sentence.index - 1; i >= 0 && i >= sentence.index - REACH; i--) {
    const one = field.sentences[i]!
    if (/\?["')\s]*$/.test(textOf(field, one))) return { field: field.field, start: one.start, end: one.end }
  }
  const count = document.turn.context?.length ?? 0
  const earlier = [
    ...(field.field === 'assistant' ? ['user'] : []),
    ...Array.from({ length: Math.min(REACH, count) }, (_, i) => `context.${count - 1 - i}`),
  ]
  for (const name of earlier) {
    const other = fieldOf(document, name)
    const question = other && lastQuestion(other)
    if (question) return { field: name, start: question.start, end: question.end }
  }
  const before = field.sentences[sentence.index - 1]
  return before && before.end - before.start > 20
    ? { field: field.field, start: before.start, end: before.end }
    : undefined
}

/** The last sentence of a text that asks something, if it stands near its end. */
function lastQuestion(field: Field): Sentence | undefined {
  return field.sentences
    .slice(-LAST)
    .findLast((one) => askedBy(textOf(field, one), field.language) !== undefined)
}

/** Do two sentences speak of one thing? */
function shares(a: string, b: string): boolean {
  const words = new Set(a.toLowerCase().match(/\p{L}{5,}/gu) ?? [])
  return (b.toLowerCase().match(/\p{L}{5,}/gu) ?? []).some((word) => words.has(word))
}

function trimmedEnd(text: string, end: number): number {
  let at = end
  while (at > 0 && /[\s,;–—-]/.test(text[at - 1]!)) at--
  return at
}

function textOf(field: Field, { start, end }: { start: number; end: number }): string {
  return field.text.slice(start, end)
}
