import type { Call, Step, Tool, ToolResult } from '../../record/step.js'
import type { Turn } from '../../record/turn.js'
import type { TurnsFormat } from './index.js'

type Fields = Record<string, unknown>

/**
 * The Agent Trajectory Interchange Format, 1.8 (harbor-framework/harbor, rfcs/0001-trajectory-format.md). What strom knows
 * and the format has no field for is in `extra.strom`; what a trajectory held that strom has no field for is given back.
 */
export const atif: TurnsFormat = { conversation: trajectoryOf }

function trajectoryOf(turns: readonly Turn[], subagents: readonly unknown[]): Fields {
  const [first] = turns
  const { head, agent, ...rest } = fieldsOf(first?.trajectory)
  const harness = fieldsOf(agent)
  const steps = [...headSteps(first, head), ...turns.flatMap((turn) => stepsOf(turn, harness.model_name))]
  return defined({
    ...(first?.trajectory === undefined && {
      session_id: first?.conversation,
      trajectory_id: first?.conversation,
      extra: aboutOf(first),
    }),
    ...rest,
    schema_version: 'ATIF-v1.8',
    agent: agentOf(first, harness),
    steps: withObservations(steps).map((step, index) => ({ step_id: index + 1, ...step })),
    subagent_trajectories: subagents.length ? subagents : undefined,
  })
}

function aboutOf(turn: Turn | undefined): Fields | undefined {
  const about = defined({ title: turn?.title, project: turn?.project, origin: turn?.origin })
  return Object.keys(about).length ? about : undefined
}

function agentOf(turn: Turn | undefined, harness: Fields): Fields {
  return defined({
    name: turn?.agent?.name ?? turn?.origin ?? 'unknown',
    version: turn?.agent?.version ?? 'unknown',
    ...(Object.keys(harness).length === 0 && { model_name: turn?.model }),
    ...harness,
    tool_definitions: turn?.tools?.map(definitionOf),
  })
}

function definitionOf({ name, description, parameters, inferred: _, ...more }: Tool): Fields {
  return { type: 'function', function: defined({ name, description, parameters, ...more }) }
}

function headSteps(turn: Turn | undefined, head: unknown): Fields[] {
  if (Array.isArray(head)) return head as Fields[]
  return turn?.system ? [{ source: 'system', message: turn.system }] : []
}

function stepsOf(turn: Turn, usual: unknown): Fields[] {
  const steps = turn.steps?.length ? turn.steps : [{ text: turn.assistant }]
  const answered = steps.map((step) => (step.from ? putIn(step) : agentStep(step, turn, usual)))
  return [...questionOf(turn), ...answered]
}

function questionOf({ asked, user, via, time, media, trajectory }: Turn): Fields[] {
  if (Array.isArray(asked))
    return (asked as Fields[]).map(({ text, message, ...kept }) => ({
      source: 'user',
      message: message ?? text,
      ...kept,
    }))
  // Where the words stand in the result of a call too, `via` says so.
  const extra = extraOf(undefined, { media, via: via?.call })
  return [defined({ source: 'user', message: user, timestamp: trajectory ? undefined : time, extra })]
}

/** Fields of a step that the format has, under the same names in both. */
const SHARED = [
  'timestamp',
  'model_name',
  'reasoning_effort',
  'metrics',
  'llm_call_count',
  'is_copied_context',
]

function sharedOf(step: Step): Fields {
  return Object.fromEntries(SHARED.filter((key) => step[key] !== undefined).map((key) => [key, step[key]]))
}

function agentStep(step: Step, turn: Turn, usual: unknown): Fields {
  const model = step.model ?? turn.model
  const usualModel = usual ?? turn.model
  const results = (step.calls ?? []).flatMap((call) => (call.result ? [resultOf(call, call.result)] : []))
  return defined({
    source: 'agent',
    message: step.message ?? step.text ?? '',
    timestamp: step.time,
    model_name: model !== usualModel ? model : undefined,
    reasoning_content: step.llm_call_count === 0 ? undefined : step.reasoning,
    tool_calls: step.calls?.map(callOf),
    observation: results.length ? { results } : undefined,
    is_copied_context: step.copied,
    ...sharedOf(step),
    extra: extraOf(step.extra, {
      stop: step.stop,
      weight: step.weight,
      reasoning_is: step.reasoning_is,
    }),
  })
}

/** A note of the runtime, or of another agent. One without an id belongs to the step before it; see `withObservations`. */
function putIn(step: Step): Fields {
  const { from, name, text, message, extra, time } = step
  const shared = sharedOf(step)
  if (name === 'observation') {
    const { content, subagent_trajectory_ref } = step
    return { observed: defined({ content: contentOf(content, text), subagent_trajectory_ref, extra }) }
  }
  if (name === 'dispatch')
    return defined({ source: 'agent', message: message ?? text ?? '', ...shared, extra })
  const { model_name: _, reasoning_effort: _effort, metrics: _metrics, ...common } = shared
  const isPlain = from === 'runtime' && (name === 'system' || name === undefined)
  return defined({
    source: 'system',
    message: message ?? text ?? '',
    timestamp: time,
    ...common,
    observation: step.observation,
    extra: extraOf(extra, isPlain ? {} : { from, name }),
  })
}

function withObservations(steps: readonly Fields[]): Fields[] {
  const found: Fields[] = []
  for (const step of steps) {
    const last = found.at(-1)
    if (!('observed' in step)) found.push({ ...step })
    else if (last?.source !== 'agent')
      found.push({ source: 'system', message: '', observation: { results: [step.observed] } })
    else {
      const { results = [] } = fieldsOf(last.observation) as { results?: unknown[] }
      last.observation = { results: [...results, step.observed] }
    }
  }
  return found
}

function callOf({ id, name, arguments: given, extra }: Call): Fields {
  const isRaw = typeof given === 'string'
  return defined({
    tool_call_id: id,
    function_name: name,
    arguments: isRaw ? { _raw: given } : given,
    extra: isRaw ? { ...fieldsOf(extra), strom_raw_arguments: true } : extra,
  })
}

function resultOf({ id, conversation }: Call, result: ToolResult): Fields {
  const { text, content, nameless, extra, subagent_trajectory_ref, error, cut, author, time } = result
  const media = content === undefined ? result.media : undefined
  return defined({
    source_call_id: nameless ? undefined : id,
    content: contentOf(content, text),
    subagent_trajectory_ref: subagent_trajectory_ref ?? (conversation && [{ trajectory_id: conversation }]),
    extra: extraOf(extra, { error, cut, author, time, media }),
  })
}

/** @param content as the trajectory had it: null for none, undefined where it was the text */
function contentOf(content: unknown, text: string | undefined): unknown {
  return content === null ? undefined : (content ?? text ?? '')
}

function extraOf(extra: unknown, ours: Fields): Fields | undefined {
  const strom = defined(ours)
  const all = { ...fieldsOf(extra), ...(Object.keys(strom).length && { strom }) }
  return Object.keys(all).length ? all : undefined
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function defined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
