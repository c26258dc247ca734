import { describe, expect, it } from 'vitest'
import { loadOutcomeRules } from '../../../src/config/outcome.js'
import { outcomeReader } from '../../../src/conversation/outcome/outcome.js'
import { testRun } from '../../../src/conversation/outcome/test-run.js'
import { evidenceOfWork } from '../../../src/conversation/outcome/work.js'
import type { Step } from '../../../src/record/step.js'

const rules = loadOutcomeRules()
let count = 0
const ran = (command: string, text: string, error = false): Step => ({
  calls: [
    {
      id: `c${count++}`,
      name: 'Bash',
      arguments: { command },
      result: { text, ...(error && { error: true as const }) },
    },
  ],
})
const edit = (): Step => ({
  calls: [{ id: `c${count++}`, name: 'Edit', arguments: { file_path: 'a' }, result: { text: 'ok' } }],
})
const kinds = (...steps: Step[]) =>
  Object.fromEntries(evidenceOfWork(steps, rules.evidence).map(({ kind, value }) => [kind, value]))

/** The last lines of runners, reworded: [runner, output, did the tests pass?]. */
const RUNS: [string, string, boolean | undefined][] = [
  ['pytest', '===== 12 passed in 0.31s =====', true],
  ['pytest', '===== 1 failed, 11 passed, 2 warnings in 0.4s =====', false],
  ['pytest that could not start', '===== 1 error in 0.10s =====', false],
  ['unittest', 'Ran 4 tests in 0.002s\n\nOK', true],
  ['unittest', 'Ran 4 tests in 0.002s\n\nFAILED (failures=2)', false],
  ['vitest', ' Test Files  3 passed (3)\n      Tests  41 passed (41)', true],
  ['vitest', ' Test Files  1 failed | 2 passed (3)\n      Tests  2 failed | 39 passed (41)', false],
  ['jest', 'Tests:       1 failed, 7 passed, 8 total', false],
  ['jest', 'Tests:       8 passed, 8 total', true],
  ['mocha', '  9 passing (20ms)', true],
  ['mocha', '  9 passing (20ms)\n  1 failing', false],
  ['node --test', '# tests 5\n# pass 5\n# fail 0', true],
  ['node --test', 'ℹ tests 5\nℹ pass 4\nℹ fail 1', false],
  ['go', 'ok  \texample.org/x\t0.013s', true],
  ['go', '--- FAIL: TestSum (0.00s)\nFAIL\nFAIL\texample.org/x\t0.01s', false],
  ['cargo', 'test result: ok. 6 passed; 0 failed; 0 ignored', true],
  ['cargo', 'test result: FAILED. 5 passed; 1 failed; 0 ignored', false],
  ['cargo that does not compile', 'error: could not compile `x` (lib test) due to 2 errors', false],
  ['ExUnit', '2 doctests, 31 tests, 0 failures', true],
  ['ExUnit', '31 tests, 4 failures', false],
  ['RSpec', '14 examples, 0 failures', true],
  ['RSpec', '14 examples, 1 failure', false],
  ['minitest', '8 runs, 20 assertions, 0 failures, 0 errors, 0 skips', true],
  ['Maven', 'Tests run: 7, Failures: 0, Errors: 0, Skipped: 0\nBUILD SUCCESS', true],
  ['Maven', 'Tests run: 7, Failures: 1, Errors: 0, Skipped: 0', false],
  ['PHPUnit', 'OK (3 tests, 9 assertions)', true],
  ['PHPUnit', 'FAILURES!\nTests: 3, Assertions: 9, Failures: 1.', false],
  ['dotnet', 'Passed!  - Failed:     0, Passed:    11, Skipped:     0', true],
  ['dotnet', 'Failed!  - Failed:     2, Passed:     9, Skipped:     0', false],
  ['ctest', '100% tests passed, 0 tests failed out of 12', true],
  ['Gradle', 'BUILD SUCCESSFUL in 3s', true],
  ['nothing that tells', 'Command running in background with ID: b1', undefined],
  ['cut by tail', '  at Object.<anonymous> (a.js:3:1)', undefined],
]

describe('a run of tests is read from what it printed', () => {
  it.each(RUNS)('%s: %s', (_, output, passed) => {
    expect(testRun(output, undefined)).toBe(passed)
  })

  it('the exit status tells where the output does not, and where it is the own one of the tests', () => {
    expect(kinds(ran('npm test', 'Error: no such file', true))).toEqual({ test: -0.6 })
    expect(kinds(ran('npm test | tail -3', 'Error: no such file', true))).toEqual({})
  })

  it.each([
    'npm test',
    'npm run test:unit',
    'cd x && CI=1 npx vitest run',
    'uv run pytest -q',
    'python3 -m pytest',
    'go test ./...',
    'make check',
  ])('is known by its command: %s', (command) => {
    expect(kinds(ran(command, '3 passed, 0 failed'))).toEqual({ test: 0.6 })
  })

  it.each([
    'cat test.log',
    'git log --grep "npm test"',
    'echo "npm test"',
    'ls tests',
    'git commit -m "run npm test: 3 passed"',
  ])('is none: %s', (command) => {
    expect(kinds(ran(command, '3 passed, 0 failed'))).toEqual({})
  })

  it('the last one counts', () => {
    expect(kinds(ran('npm test', '1 failed, 2 passed'), edit(), ran('npm test', '3 passed'))).toEqual({
      test: 0.6,
    })
  })
})

describe('commits, pushes, reverts', () => {
  it('a commit is one that git says it made', () => {
    expect(kinds(ran('git add . && git commit -m x', '[main 1a2b3c4] x\n 1 file changed'))).toEqual({
      commit: 0.4,
    })
    expect(kinds(ran('git commit -m x', 'hook: lint failed', true))).toEqual({})
    expect(kinds(ran('git commit -m x', 'On branch main\nnothing to commit'))).toEqual({})
  })

  it('a push is one that was taken', () => {
    expect(kinds(ran('git push', '   1a2b..3c4d  main -> main'))).toEqual({ push: 0.1 })
    expect(kinds(ran('git push', ' ! [rejected] main -> main (fetch first)', true))).toEqual({})
  })

  it('a revert counts where it is the last word on what was written', () => {
    const revert = () => ran('git checkout -- a', '')
    expect(kinds(edit(), revert())).toEqual({ revert: -0.8 })
    expect(kinds(edit(), revert(), edit())).toEqual({})
    expect(kinds(revert())).toEqual({})
  })
})

describe('the outcome', () => {
  const outcome = outcomeReader(rules)
  const turn = { user: 'Q', assistant: 'All tests pass, it works perfectly, thanks.' }

  it('is unknown without evidence: what the model says is none', () => {
    expect(outcome(turn)).toBeUndefined()
    expect(outcome({ ...turn, next: { user: 'Name a river.' } })).toEqual({
      value: null,
      evidence: [{ kind: 'new topic', value: null }],
    })
  })

  it('is the rating where there is one', () => {
    expect(outcome({ ...turn, feedback: 'down', next: { user: 'thanks, perfect' } })?.value).toBe(-1)
  })

  it('weighs the strongest sign of each source', () => {
    const worked = {
      ...turn,
      steps: [ran('npm test', '3 passed'), ran('git commit -m x', '[main 1a2b3c4] x')],
    }
    expect(outcome(worked)).toMatchObject({ value: 0.6, evidence: [{ kind: 'test' }, { kind: 'commit' }] })
    const praised = outcome({ ...worked, next: { user: 'perfect, thanks' } })
    expect(praised?.value).toBeGreaterThan(0.8)
    expect(outcome({ ...worked, next: { user: "that's wrong" } })?.value).toBeLessThan(0)
  })

  it('sees how the turn ended', () => {
    expect(outcome({ ...turn, steps: [{ text: 'A', stop: 'interrupted' }] })?.evidence).toEqual([
      { kind: 'interrupt', value: -0.4 },
    ])
    expect(outcome({ ...turn, steps: [ran('ls x', 'no such file', true)] })?.evidence).toMatchObject([
      { kind: 'error' },
    ])
    expect(
      outcome({ ...turn, steps: [{ text: 'A', stop: 'length' }], next: { user: 'continue' } })?.evidence,
    ).toEqual([{ kind: 'error', value: -0.3 }])
  })

  it('sees that another answer was chosen, and that the question was edited', () => {
    expect(outcome({ ...turn, alternatives: [{ assistant: 'B' }] })?.value).toBe(0.3)
    expect(outcome({ ...turn, left: 'edit' })?.value).toBe(-0.3)
  })
})
