import type { Block } from '../../text/blocks.js'
import { type Span, trimSpan } from '../../text/span.js'
import { isCodeLine, isMostlyCode } from '../code/lines.js'
import { type Field, sentencesIn } from '../document.js'
import { isInstruction } from '../instructions.js'
import { type List, listsOf } from '../lists.js'

/** Steps in order, found in one text. */
export interface Steps {
  steps: Span[]
  /** Index of the block that the steps begin in. */
  from: number
  /** Share of steps that are instructions, 0..1. */
  share: number
  /** The order is marked: numbers, or words such as first, then, finally. */
  ordered: boolean
  form: 'list' | 'sections' | 'text'
}

const MAX_STEPS = 100

export const SEQUENCE =
  /^\W*(?:first|firstly|second|secondly|third|thirdly|then|next|now|after(?:wards?| that| this)?|once|finally|lastly|meanwhile|when|while|step \d+|sobald|währenddessen|schritt \d+|(?:\p{L}+ (?:sie |du |wir )?)?(?:zuerst|zunächst|erstens|zweitens|drittens|dann|danach|anschließend|nun|jetzt|schließlich|zuletzt|abschließend))\b/iu
/** Says when, not in which order: rules begin so too. */
const WHENEVER = /^\W*(?:when|while|once|now|während(?:dessen)?|jetzt|nun)\b/i
/** The step before is missing. */
export const CONTINUES =
  /^\W*(?:second(?:ly)?|then|next|after that|afterwards|zweitens|dann|danach|anschließend)\b/i
/** Advice at the end of a text rather than a step. */
export const ADVICE =
  /^\W*(?:and |also,? |but )?(?:remember|note|keep in mind|please note|don't forget|do not forget|feel free|let me know|make sure you|consider|try to|be |contact|consult|seek|see |denk|bedenke|beachte|wende dich)\b/i

/** All step sequences of a text, in order: sections "Step 1", lists, running text. */
export function stepsOf(field: Field): Steps[] {
  const sections = fromSections(field)
  const [first, last] = [sections?.steps[0], sections?.steps.at(-1)]
  const outside = (block: Block | undefined) =>
    !first || !last || !block || block.start < first.start || block.start >= last.end
  const lists = listsOf(field)
  const found = lists
    .filter(({ from }) => outside(field.blocks[from]))
    .flatMap((list) => fromList(field, list))
  const text = fromText(field, lists, found.length > 0).filter(({ from }) => outside(field.blocks[from]))
  return [...(sections ? [sections] : []), ...found, ...text].sort((a, b) => a.from - b.from)
}

/** Headings or paragraphs "Step 1 ...", "Step 2 ...": each step runs to the next one. */
function fromSections(field: Field): Steps | undefined {
  const starts: number[] = []
  for (const [i, block] of field.blocks.entries()) {
    if (block.kind === 'code' || block.kind === 'table') continue
    const number = /^[*_]{0,3}(?:step|schritt) (\d{1,2})\b/i.exec(
      field.text.slice(block.inner.start, block.inner.start + 16),
    )?.[1]
    if (number !== undefined && Number(number) === starts.length + 1 && starts.length < MAX_STEPS)
      starts.push(i)
  }
  if (starts.length < 2) return undefined
  const steps = starts.map((from, i) => {
    const next = starts[i + 1]
    // the last one ends where its paragraph and list end
    const to = next ?? endOfSection(field, from)
    return { start: field.blocks[from]!.inner.start, end: field.blocks[to - 1]!.end }
  })
  return { steps, from: starts[0]!, share: 1, ordered: true, form: 'sections' }
}

function endOfSection(field: Field, from: number): number {
  const { blocks } = field
  let to = from + 1
  if (blocks[from]!.kind === 'heading' && blocks[to] && blocks[to]!.kind !== 'heading') to++
  while (blocks[to] && (blocks[to]!.kind === 'item' || blocks[to]!.kind === 'code')) to++
  return to
}

/** A list, where at least half of the items instruct. */
function fromList(field: Field, list: List): Steps[] {
  const steps = list.items.slice(0, MAX_STEPS)
  if (steps.length < 2) return []
  const texts = steps.map(({ start, end }) => field.text.slice(start, end))
  const share = texts.filter((text) => isInstruction(text, field.language)).length / steps.length
  const ordered = list.ordered || texts.filter((text) => SEQUENCE.test(text)).length >= 2
  if (share < (ordered ? 0.5 : 0.6)) return []
  return [{ steps, from: list.from, share, ordered, form: 'list' }]
}

/** A sentence, or a line where a paragraph has one step a line. */
interface Unit extends Span {
  block: number
  instructs: boolean
}

/**
 * Runs of instructions in running text. One sentence between that instructs nobody goes along. Two steps are enough
 * only where they are most of the text.
 */
function fromText(field: Field, lists: readonly List[], hasList: boolean): Steps[] {
  const listed = new Set<number>()
  for (const { from, to, items } of lists) if (items.length > 1) for (let i = from; i < to; i++) listed.add(i)
  const runs: Unit[][] = []
  let run: Unit[] = []
  let before: Unit | undefined
  let units = 0
  const close = () => {
    if (run.length > 1) runs.push(run)
    run = []
    before = undefined
  }
  for (const [i, block] of field.blocks.entries()) {
    if (block.kind === 'code') continue
    if (listed.has(i) || (block.kind !== 'paragraph' && block.kind !== 'item')) {
      close()
      continue
    }
    if (run.length > 0 && i > run.at(-1)!.block + 1) close()
    for (const { start, end } of byLine(field, block) ?? sentencesIn(field, block.start, block.end)) {
      const text = field.text.slice(start, end)
      const unit = { start, end, block: i, instructs: isInstruction(text, field.language, false) }
      units++
      if (run.length > 0) {
        if (!unit.instructs && (!run.at(-1)!.instructs || text.endsWith(':'))) close()
        else run.push(unit)
      } else if (unit.instructs && !ADVICE.test(text)) {
        if (before?.block === i && CONTINUES.test(text)) run.push(before)
        run.push(unit)
      }
      before = unit
    }
  }
  close()
  const found = runs.flatMap((units) => stepsOfRun(field, units))
  return found.filter(({ steps }) => steps.length >= 3 || (!hasList && steps.length * 2 > units))
}

/** A run without what follows its last step, if enough of it instructs and it is no program. */
function stepsOfRun(field: Field, run: readonly Unit[]): Steps[] {
  // "To use it, follow these steps:"
  const first = textOf(field, run[0]!).endsWith(':') ? 1 : 0
  const last = run.findLastIndex((unit) => unit.instructs && !ADVICE.test(textOf(field, unit)))
  const units = run.slice(first, last + 1)
  const instructing = units.filter(({ instructs }) => instructs).length
  if (instructing < 2 || instructing < 0.6 * units.length || units.length > MAX_STEPS) return []
  const texts = units.map((unit) => textOf(field, unit))
  if (texts.filter(isCodeLine).length * 3 >= texts.length || isMostlyCode(texts.join('\n'))) return []
  return [
    {
      steps: units.map(({ start, end }) => ({ start, end })),
      from: units[0]!.block,
      share: instructing / units.length,
      ordered: texts.some((text) => SEQUENCE.test(text) && !WHENEVER.test(text)),
      form: 'text',
    },
  ]
}

/** The lines of a paragraph, where it has one step a line. */
function byLine(field: Field, block: Block): Span[] | undefined {
  const first = field.text.indexOf('\n', block.inner.start)
  if (first < 0 || first >= block.inner.end) return undefined
  const lines: Span[] = []
  let instructing = 0
  for (let start = block.inner.start; start < block.inner.end; ) {
    const newline = field.text.indexOf('\n', start)
    const end = newline < 0 || newline > block.inner.end ? block.inner.end : newline
    const line = trimSpan(field.text, start, end)
    start = end + 1
    if (line.end === line.start) continue
    if (isInstruction(textOf(field, line), field.language, false)) instructing++
    lines.push(line)
  }
  return lines.length > 1 && instructing >= 0.6 * lines.length ? lines : undefined
}

function textOf(field: Field, span: Span): string {
  return field.text.slice(span.start, span.end)
}
