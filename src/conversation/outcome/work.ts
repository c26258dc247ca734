import type { OutcomeRules } from '../../record/outcome-rules.js'
import type { Call, Step } from '../../record/step.js'
import { REFUSED_CALL } from '../authorship.js'
import type { Evidence } from './evidence.js'
import { testRun } from './test-run.js'

/** A call with its place: evidence names it. */
interface Done {
  call: Call
  command: string
  output: string
}

/**
 * What the work of an agent shows: the last run of the tests, commits and pushes that were made, reverts, calls that were refused,
 * errors at the end. It is read from what tools printed; what the model says of it counts nothing.
 */
export function evidenceOfWork(steps: readonly Step[], values: OutcomeRules['evidence']): Evidence[] {
  const calls = steps.flatMap((step) => (step.copied ? [] : (step.calls ?? []))).map(doneBy)
  const found: Evidence[] = []
  const tests = calls.findLast(({ command, call }) => isTestRun(command) && call.result)
  if (tests) {
    const passed = testRun(tests.output, exitSays(tests))
    if (passed !== undefined)
      found.push({ kind: 'test', value: passed ? values.test : -values.test, at: tests.call.id })
  }
  const commit = calls.findLast(
    ({ command, output }) => /\bgit\b[^\n;|&]*\bcommit\b/.test(command) && COMMITTED.test(output),
  )
  if (commit) found.push({ kind: 'commit', value: values.commit, at: commit.call.id })
  const push = calls.findLast(
    ({ command, output }) => /\bgit\b[^\n;|&]*\bpush\b/.test(command) && pushed(output),
  )
  if (push) found.push({ kind: 'push', value: values.push, at: push.call.id })
  const revert = lastRevert(calls)
  if (revert) found.push({ kind: 'revert', value: values.revert, at: revert.call.id })
  const refused = calls.findLast(({ output }) => REFUSED_CALL.test(output))
  if (refused) found.push({ kind: 'refused call', value: values['refused call'], at: refused.call.id })
  return found
}

/** How the turn ended, where that says something. */
export function evidenceOfEnding(steps: readonly Step[], values: OutcomeRules['evidence']): Evidence[] {
  const last = steps.findLast((step) => !step.from)
  if (last?.stop === 'interrupted') return [{ kind: 'interrupt', value: values.interrupt }]
  if (last?.stop) return [{ kind: 'error', value: values.error }]
  const failed =
    last?.calls?.length && last.calls.every(({ result }) => result?.error && !REFUSED_CALL.test(result.text))
  return failed ? [{ kind: 'error', value: values.error, at: last.calls!.at(-1)!.id }] : []
}

/** `[main 1a2b3c4] message`, as git prints it when a commit was made. */
const COMMITTED = /^\[[^\]\n]{1,200} (?:\(root-commit\) )?[0-9a-f]{7,40}\]/m

/** What tools of agents call the command that a shell is to run. */
const COMMAND_KEYS = ['command', 'cmd', 'script', 'code', 'input']

function doneBy(call: Call): Done {
  const given = typeof call.arguments === 'string' ? { command: call.arguments } : call.arguments
  const held = COMMAND_KEYS.map((key) => given[key]).find(
    (value) => typeof value === 'string' || Array.isArray(value),
  )
  const command = Array.isArray(held) ? held.join(' ') : typeof held === 'string' ? held : ''
  return { call, command: withoutTexts(command), output: call.result?.text ?? '' }
}

/** A command line without what it only carries: here-documents and quoted messages may name any command. */
function withoutTexts(command: string): string {
  return command
    .replace(/<<-?\s*['"]?(\w+)['"]?[\s\S]*?\n\s*\1\b/g, ' ')
    .replace(/(\s-[am]*m\s*|--message[= ]|\becho\s+)(?:"(?:[^"\\]|\\.)*"|'[^']*')/g, '$1')
}

const RUNNERS = [
  String.raw`(?:npm|pnpm|yarn|bun|deno)\s+(?:run\s+)?(?:-\S+\s+)*test\S*`,
  String.raw`(?:npx\s+|pnpm\s+exec\s+|yarn\s+)?(?:vitest|jest|mocha|ava|tap|playwright\s+test|cypress\s+run)\b`,
  String.raw`node\s+(?:\S+\s+)*--test\b`,
  String.raw`(?:python[\d.]*\s+-m\s+)?(?:pytest|py\.test|nose2?|tox|nox)\b`,
  String.raw`python[\d.]*\s+-m\s+unittest\b`,
  String.raw`(?:\S*manage\.py|rails|rake|bin/rails)\s+test\b`,
  String.raw`(?:go|cargo|mix|dotnet|swift|zig|flutter|dart|sbt|lein|stack|cabal|gleam|forge)\s+(?:\S+\s+)?(?:test|nextest)\b`,
  String.raw`(?:bundle\s+exec\s+)?(?:rspec|minitest|cucumber)\b`,
  String.raw`(?:\S*/)?(?:phpunit|pest|bats|ctest|prove)\b`,
  String.raw`(?:mvn|\./mvnw)\s+(?:\S+\s+)*(?:test|verify)\b`,
  String.raw`(?:gradle|\./gradlew)\s+(?:\S+\s+)*(?:test|check)\b`,
  String.raw`(?:make|just|task)\s+(?:\S+\s+)*(?:test|check)\S*`,
]
/** At the start of the line, or behind what joins commands and sets their environment. */
const TEST_RUN = new RegExp(
  String.raw`(?:^|[\n;&|(])\s*(?:\w+=\S*\s+)*(?:(?:time|timeout\s+\S+|env|sudo|uv\s+run|poetry\s+run|rye\s+run)\s+)*(?:${RUNNERS.join('|')})`,
)

function isTestRun(command: string): boolean {
  return TEST_RUN.test(command)
}

/** Whether the exit status is that of the tests: not where their output goes through a pipe, or more follows. */
function exitSays({ command, call }: Done): boolean | undefined {
  const alone = !/[|;]|\|\|/.test(command.replace(/2>&1/g, ''))
  return alone && call.result?.error ? false : undefined
}

function pushed(output: string): boolean {
  return /->|Everything up-to-date/.test(output) && !/\brejected\b|^(?:error|fatal):/m.test(output)
}

const REVERTS = /\bgit\s+(?:revert\b|reset\s+--hard\b|checkout\s+(?:\S+\s+)?--\s|restore\s+(?!--staged))/
const WRITES =
  /^(?:edit|write|multiedit|notebookedit|apply_patch|str_replace\w*|create_file|write_file|replace_in_file|update_file)$/i

/** A revert counts where nothing was written or committed after it: an experiment that is taken back is work. */
function lastRevert(calls: readonly Done[]): Done | undefined {
  const at = calls.findLastIndex(
    ({ command, call }) => REVERTS.test(command) && call.result && !call.result.error,
  )
  if (at < 0) return undefined
  const wrote = calls.slice(0, at).some(({ call }) => WRITES.test(call.name))
  const goesOn = calls
    .slice(at + 1)
    .some(({ call, output }) => WRITES.test(call.name) || COMMITTED.test(output))
  return wrote && !goesOn ? calls[at] : undefined
}
