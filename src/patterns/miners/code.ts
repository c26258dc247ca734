import { pointsBack } from '../../text/points-back.js'
import type { Span } from '../../text/span.js'
import { isCodeLine } from '../code/lines.js'
import { type Snippet, snippetsOf } from '../code/snippets.js'
import { type Document, type Field, fieldOf, sentencesIn } from '../document.js'
import type { FieldSpan, Found } from '../miner.js'
import { askedBy } from '../qa/question.js'
import { questionSpan } from '../qa/trim.js'

/** More snippets of one answer are parts of one program. */
const MAX_SNIPPETS = 20
const LONGEST_PURPOSE = 500
const LEAST_WORDS = 3

/** A lead-in that says nothing about this piece of code. */
const BARE_LEAD =
  /^\W*(?:sure|certainly|of course|ok(?:ay)?|yes)?\W*(?:(?:here(?:'s| is| are)|this is|below is|and|see|try|use|an?|the|for|as follows|like)\b\s*)*(?:(?:the|an?|some|your|my|updated|modified|corrected|complete|full|final|following|simple|basic|possible|quick|sample|as|in|how|you|can|could|it|this|to) )*(?:usage|syntax|in|let's do it|code(?: block| snippet)?|example(?:s| code)?|snippet|script|program|implementation|solution|version|this|that|it|command|instance|follows|explanation|output|result|example is|hier(?: ist)?|beispiel|code-beispiel|so)?(?: (?:code|block|snippet|program|script|below|again|for you))*\W*$/i
const SHOWS_OUTPUT = /\b(?:outputs?|prints?|result|ausgabe|ergebnis|gibt aus)\b[^.]{0,40}:\W*$/i
/** A question that a program can answer. */
const ASKS_FOR_CODE =
  /\b(?:code|script|function|program\w*|algorithm|command|class|api|regex|query|implement\w*|write|create|build|make|generate|convert|print|compute|calculate|copy|install|run|set ?up|fix|debug|test|example|how|in (?:python|java|javascript|typescript|rust|go|c|bash|sql)|funktion|skript|programm\w*|befehl|schreibe?|erstelle?|beispiel|wie)\b|[{};=]|\w\(/i
const TELLS_USE =
  /\b(?:to (?:use|run|call|test|compile|execute)|you can (?:then |now )?(?:use|call|run|test|access|execute|compile)|usage|(?:run|save|call|execute|compile|paste|put) (?:it|this|the|that)\b|then run|when you run|(?:will|should) (?:print|output|return|display|produce)|this (?:prints|outputs|returns|displays|produces|will)|zum (?:ausführen|testen|starten)|(?:führe|starte|rufe|speichere)\b|gibt .{1,60} (?:aus|zurück))/i

/** Code: a snippet, its language, what it is for, and how it is used where the text says so. */
export function code(document: Document): Found[] {
  const assistant = fieldOf(document, 'assistant')
  const user = fieldOf(document, 'user')
  const field = assistant ?? user
  if (!field) return []
  const snippets = snippetsOf(field).slice(0, MAX_SNIPPETS)
  if (snippets.length === 0) return []
  const asked = field === assistant && user ? askedFor(user) : undefined
  const out: Found[] = []
  let used: Span | undefined
  for (const [i, snippet] of snippets.entries()) {
    if (used?.start === snippet.start) continue
    const lead = leadOf(field, snippet.from)
    const leadText = lead ? textOf(field, lead) : ''
    if (snippet.language === '' && SHOWS_OUTPUT.test(leadText)) continue
    const telling =
      lead !== undefined &&
      leadText.split(/\s+/).length >= LEAST_WORDS &&
      !BARE_LEAD.test(leadText) &&
      !isCodeLine(leadText)
    // the first snippet is what was asked for; a later one has to say what it is
    const purpose = telling ? spanIn(field, lead) : i === 0 ? asked : undefined
    if (!purpose) continue
    const use = useOf(field, snippet, snippets[i + 1])
    used = use
    const source = purpose.field === field.field ? field : user!
    let certainty = snippet.marked ? 0.85 : 0.6
    if (snippet.language === '') certainty -= 0.15
    if (use) certainty += 0.05
    if (pointsBack(textOf(source, purpose))) certainty -= 0.1
    if (snippet.end - snippet.start < 30) certainty -= 0.1
    const span = { field: field.field, start: snippet.start, end: snippet.end }
    out.push({
      kind: 'code',
      content: {
        language: snippet.language,
        code: textOf(field, snippet),
        purpose: textOf(source, purpose),
        ...(use && { use: textOf(field, use) }),
      },
      certainty: Math.round(certainty * 100) / 100,
      spans: [purpose, span, ...(use ? [use] : [])],
    })
  }
  return out
}

/** What the user asked for, if it fits into a sentence or a few. */
function askedFor(user: Field): FieldSpan | undefined {
  const whole = questionSpan(user)
  const asking = user.sentences.filter(({ start, end }) =>
    askedBy(user.text.slice(start, end), user.language),
  )
  if (asking.length === 0 || !ASKS_FOR_CODE.test(user.text.slice(0, 2000))) return undefined
  if (whole.end - whole.start <= LONGEST_PURPOSE && !user.blocks.some(({ kind }) => kind === 'code'))
    return spanIn(user, whole)
  return spanIn(user, asking[0]!)
}

/** The sentence or heading right before a block, past the caption that a copied web page leaves ("python", "Copy code"). */
function leadOf(field: Field, block: number): Span | undefined {
  const before = field.blocks[block - 1]
  if (!before || before.kind === 'code' || before.kind === 'table') return undefined
  const text = textOf(field, before)
  if (block > 1 && text.length < 30 && /^(?:[\w+#]+\n?)?(?:copy code)?$/i.test(text))
    return leadOf(field, block - 1)
  return sentencesIn(field, before.start, before.end).at(-1)
}

/** How the snippet is used: the sentence after it, or the next snippet where that is announced as a usage example. */
function useOf(field: Field, snippet: Snippet, next: Snippet | undefined): FieldSpan | undefined {
  const after = field.blocks[snippet.to]
  if (!after || after.kind === 'code' || after.kind === 'table') return undefined
  const first = sentencesIn(field, after.start, after.end)[0]
  if (!first || !TELLS_USE.test(textOf(field, first))) return undefined
  if (textOf(field, first).endsWith(':'))
    return next?.from === snippet.to + 1 ? spanIn(field, next) : undefined
  return spanIn(field, first)
}

function spanIn(field: Field, { start, end }: Span): FieldSpan {
  return { field: field.field, start, end }
}

function textOf(field: Field, { start, end }: Span): string {
  return field.text.slice(start, end)
}
