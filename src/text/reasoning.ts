/** An answer without the thoughts that stood before it. */
export interface Split {
  /** Undefined where there were none. */
  reasoning: string | undefined
  text: string
}

/**
 * How models and their runtimes fence thoughts off inside the text of an answer. `alone`: chat templates write the
 * opening mark themselves, so that only the closing one arrives.
 */
const MARKS: readonly { open: RegExp; close: string; alone?: true }[] = [
  { open: /<think>/y, close: '</think>', alone: true }, // DeepSeek-R1, Qwen3, GLM, SmolLM3
  { open: /<thinking>/y, close: '</thinking>', alone: true }, // Claude prompts, Granite
  { open: /<thought>/y, close: '</thought>', alone: true }, // Gemini
  { open: /<reasoning>/y, close: '</reasoning>' },
  { open: /<seed:think>/y, close: '</seed:think>', alone: true }, // Seed-OSS
  { open: /<antThinking>/y, close: '</antThinking>' }, // Claude.ai of 2024
  { open: /◁think▷/y, close: '◁/think▷', alone: true }, // Kimi
  { open: /\[THINK\]/y, close: '[/THINK]', alone: true }, // Magistral
  { open: /<\|begin_of_thought\|>/y, close: '<|end_of_thought|>', alone: true }, // OpenThoughts
  { open: /<\|channel>thought\b/y, close: '<channel|>' }, // Gemma 4
  { open: /(?:<\|start\|>assistant)?<\|channel\|>analysis<\|message\|>/y, close: '<|end|>' }, // gpt-oss (harmony)
  { open: /<details type="reasoning"[^<>]*>\s*(?:<summary>[^<>]*<\/summary>)?/y, close: '</details>' }, // Open WebUI
]

/** Stands before the answer proper, or around it, where thoughts were fenced off; says nothing. */
const BEFORE_ANSWER = /(?:<\|start\|>assistant)?<\|channel\|>final<\|message\|>|<\|begin_of_solution\|>/y
const AFTER_ANSWER = /(?:<\|return\|>|<\|end_of_solution\|>)\s*$/

/**
 * Takes the thoughts off the beginning of an answer: one block or several in a row, blocks that were never closed (then
 * all that follows is thought), and a closing mark whose opening one is missing. A mark further on in the text, or in
 * code, is the text's own. Linear in the text's length.
 */
export function splitReasoning(answer: string): Split {
  if (!mayHold(answer)) return { reasoning: undefined, text: answer }
  const thoughts: string[] = []
  let at = 0
  let found = false
  for (let mark = openedAt(answer, at); mark; mark = openedAt(answer, at)) {
    found = true
    const close = answer.indexOf(mark.close, mark.end)
    thoughts.push(answer.slice(mark.end, close < 0 ? answer.length : close).trim())
    at = close < 0 ? answer.length : close + mark.close.length
  }
  if (!found) {
    const lone = closedAlone(answer)
    if (!lone) return { reasoning: undefined, text: answer }
    thoughts.push(answer.slice(0, lone.start).trim())
    at = lone.end
  }
  const text = answer.slice(skipBefore(answer, at))
  const reasoning = thoughts.filter(Boolean).join('\n\n')
  return { reasoning: reasoning || undefined, text: text.replace(AFTER_ANSWER, '').trim() }
}

/** The mark that closes thoughts which a chat template opened itself, in an answer that has them. */
export function loneClose(answer: string): string | undefined {
  const lone = openedAt(answer, 0) ? undefined : closedAlone(answer)
  return lone && answer.slice(lone.start, lone.end)
}

/** What stands at the beginning of the answer proper and says nothing: where it ends; `from` where there is none. */
export function skipBefore(answer: string, from: number): number {
  const start = spaceEnd(answer, from)
  BEFORE_ANSWER.lastIndex = start
  return BEFORE_ANSWER.test(answer) ? BEFORE_ANSWER.lastIndex : from
}

/** Most answers hold none of what every mark does, which is found out soonest by their rare characters. */
function mayHold(answer: string): boolean {
  return (answer.includes('<') || answer.includes('◁') || answer.includes('THINK]')) && HINT.test(answer)
}
const HINT = /think|thought|THINK|reasoning|Thinking|<\|channel\|>analysis/

/** Is there an opening mark at the next text from here on? Says where it ends, and what closes it. */
export function openedAt(answer: string, from: number): { end: number; close: string } | undefined {
  const start = spaceEnd(answer, from)
  for (const { open, close } of MARKS) {
    open.lastIndex = start
    if (open.test(answer)) return { end: open.lastIndex, close }
  }
  return undefined
}

/**
 * A closing mark that nothing opened, at the end of a line or of the text and outside of code: what stands before it was
 * thought. One that its own opening mark precedes is quoted.
 */
function closedAlone(answer: string): { start: number; end: number } | undefined {
  for (const { close, alone } of MARKS) {
    const start = alone ? answer.indexOf(close) : -1
    if (start < 0) continue
    const end = start + close.length
    const before = answer.slice(0, start)
    const opening = close.replace('/', '').replace('end_of', 'begin_of')
    const inCode =
      count(before, '```') % 2 === 1 || count(before.slice(before.lastIndexOf('\n') + 1), '`') % 2 === 1
    if (!before.includes(opening) && !inCode && /^[^\S\n]*(?:\n|$)/.test(answer.slice(end, end + 64)))
      return { start, end }
  }
  return undefined
}

function count(text: string, part: string): number {
  return text.split(part).length - 1
}

function spaceEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text[at]!)) at++
  return at
}
