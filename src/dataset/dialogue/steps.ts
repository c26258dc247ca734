import type { Call, Step, ToolResult } from '../../record/step.js'
import type { Turn } from '../../record/turn.js'
import type { Rough } from './dialogue.js'

/** How much of an agent's work goes into a row. */
export interface StepOptions {
  /** Calls of tools with their results, or only what was said beside them. */
  calls: 'keep' | 'drop'
  /** Calls that were made at once: in one message, or each in its own, for chat templates that take one. */
  parallel: 'keep' | 'split'
  /** Thoughts; `last`: only those after the last message of the user. */
  reasoning: 'keep' | 'drop' | 'last'
  /** A step all of whose calls failed: trained on, kept as context, or left out. */
  failed: 'keep' | 'mask' | 'drop'
  /** Characters of a result; of a longer one head and tail are kept. */
  maxResult: number
}

export const STEP_OPTIONS: StepOptions = {
  calls: 'keep',
  parallel: 'keep',
  reasoning: 'keep',
  failed: 'mask',
  maxResult: 16_000,
}

/** The arguments of a call; undefined where the model wrote no JSON object. */
export function argumentsOf({
  arguments: given,
}: Pick<Call, 'arguments'>): Record<string, unknown> | undefined {
  if (typeof given !== 'string') return given
  try {
    const value: unknown = JSON.parse(given)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** Did every call of the step fail? */
export function hasFailed({ calls }: Step): boolean {
  return Boolean(calls?.length) && (calls as Call[]).every(({ result }) => result?.error)
}

/** Is this what the model wrote, whole, and to be learned? */
export function isLearned(step: Step): boolean {
  const { from, weight, copied, stop, calls = [] } = step
  if (from || weight === 0 || copied || (stop !== undefined && stop !== 'ok')) return false
  return calls.every((call) => argumentsOf(call) !== undefined)
}

/** Why no step of the turn is to be learned; undefined where one is, or where it has none. */
export function whyNoStep(
  { steps }: Pick<Turn, 'steps'>,
  { calls, failed }: StepOptions,
): string | undefined {
  if (!steps?.length) return undefined
  if (!steps.some(isLearned)) return 'not finished'
  const keepsFailed = failed === 'keep' || calls === 'drop'
  return keepsFailed || steps.some((step) => isLearned(step) && !hasFailed(step)) ? undefined : 'failed'
}

/**
 * The messages of a turn. A compaction begins another list: from there on the model saw a summary in the place of what
 * came before.
 * @param masked keeps the whole turn out of the training
 */
export function messagesOfTurn(turn: Turn, options: StepOptions, masked = false): Rough[][] {
  const { user, assistant, steps } = turn
  const question: Rough = { role: 'user', content: user, turn }
  if (!steps?.length)
    return [
      [question, { role: 'assistant', content: assistant, ...(masked && { weight: 0 as const }), turn }],
    ]
  const parts: Rough[][] = [[question]]
  for (const step of steps) {
    if (step.name === 'compaction' && step.from) parts.push([])
    const part = parts.at(-1) as Rough[]
    for (const message of messagesOfStep(step, options)) {
      if (message.role === 'assistant' && masked) message.weight = 0
      part.push({ ...message, turn })
    }
  }
  return parts
}

function messagesOfStep(step: Step, options: StepOptions): Rough[] {
  if (step.from) return [remark(step)]
  const failed = options.calls === 'keep' && hasFailed(step)
  if (failed && options.failed === 'drop') return []
  const calls = options.calls === 'keep' ? (step.calls ?? []) : []
  const reasoning = options.reasoning !== 'drop' && !step.reasoning_is ? step.reasoning : undefined
  const off = !isLearned(step) || (failed && options.failed === 'mask')
  const groups = options.parallel === 'split' ? calls.map((call) => [call]) : [calls]
  return (groups.length ? groups : [[]]).flatMap((group, i): Rough[] => [
    {
      role: 'assistant',
      content: i === 0 ? (step.text ?? '') : '',
      ...(reasoning && i === 0 && { reasoning }),
      ...(group.length && {
        calls: group.map(({ id, name, arguments: given }) => ({ id, name, arguments: given })),
      }),
      ...(off && { weight: 0 as const }),
    },
    ...group.flatMap(({ id, result }) =>
      result ? [{ role: 'tool', content: resultText(result, options.maxResult), call_id: id }] : [],
    ),
  ])
}

/** What a runtime or another agent put in, without its envelope; its first line says who wrote it. */
function remark({ from, name, text = '' }: Step): Rough {
  const who = name ? `${from}: ${name.replace(/[\s[\]]+/g, ' ').trim()}` : from
  return { role: 'user', content: `[${who}]\n${withoutEnvelope(text.trim())}`.trimEnd(), injected: true }
}

/** A text that begins with a tag loses it and its closing one; what is inside, and behind, stays. */
function withoutEnvelope(text: string): string {
  const open = /^<([a-z][\w-]{0,60})(?:\s[^<>]{0,400})?>/i.exec(text)
  if (!open) return text
  const close = `</${open[1]}>`
  const end = text.indexOf(close)
  if (end < 0) return text
  const inside = text.slice(open[0].length, end).trim()
  const behind = text.slice(end + close.length).trim()
  return [inside, behind].filter(Boolean).join('\n\n')
}

/** A result as it goes into a row: of a long one head and tail, with what is left out counted in between. */
function resultText({ text, media }: ToolResult, most: number): string {
  const shown = text || (media ?? []).map((kind) => `[${kind}]`).join(' ')
  if (shown.length <= most) return shown
  const head = Math.ceil(most / 2)
  const tail = most - head
  return `${shown.slice(0, head)}\n[… ${shown.length - most} characters left out …]\n${tail ? shown.slice(-tail) : ''}`
}

/** Does an answer call tools? */
export function hasCalls({ steps }: Pick<Turn, 'steps'>): boolean {
  return Boolean(steps?.some(({ calls }) => calls?.length))
}

/** About how many characters a turn has in a row. */
export function sizeOf(
  { user, assistant, steps = [] }: Turn,
  { calls: mode, maxResult }: StepOptions,
): number {
  let size = user.length + assistant.length
  for (const { reasoning = '', calls = [] } of steps) {
    size += reasoning.length
    if (mode === 'drop') continue
    for (const { arguments: given, result } of calls) {
      const values = typeof given === 'string' ? [given] : Object.values(given)
      for (const value of values) size += typeof value === 'string' ? value.length : 20
      size += Math.min(result?.text.length ?? 0, maxResult)
    }
  }
  return size
}
