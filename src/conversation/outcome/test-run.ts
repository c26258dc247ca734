/** Counts that runners print at the end: a number before or behind the word. */
const FAILED = [
  /\b(\d+) (?:tests? )?(?:failed|failures?|failing|errored|errors?)\b/gi, // pytest, vitest, jest, ExUnit, RSpec, mocha
  /\b(?:failures?|errors?|failed|fail)[:=]\s*(\d+)/gi, // maven, unittest, PHPUnit, dotnet
  /^(?:#|ℹ) fail (\d+)$/gm, // node --test
]
const PASSED = [
  /\b(\d+) (?:tests? |examples?,? )?(?:passed|passing|pass|ok)\b/gi,
  /\b(?:passed|pass)[:=]\s*(\d+)/gi,
  /^(?:#|ℹ) pass (\d+)$/gm,
  /\b(\d+) (?:tests?|examples?|runs|doctests?)(?:, \d+ (?:tests?|assertions|doctests?))*, 0 failures\b/gi,
  /\bTests run: (\d+)/g,
  /^Ran (\d+) tests?\b[\s\S]{0,200}?^OK\b/gm,
  /^OK \((\d+) tests?/gm,
]
/** Lines that say the same without a count. */
const FAILED_LINE =
  /^(?:--- FAIL|FAIL(?:\s|$)|FAILED(?:\s|$)|not ok \d|test result: FAILED|BUILD FAILED|Failed!|\*\* \((?:Compile|Token|Syntax)\w*Error\)|error(?:\[E\d+\])?: could not compile|== Compilation error)/m
const PASSED_LINE =
  /^(?:ok\s+\S+\s+[\d.]+s|ok\s+\S+\s+\(cached\)|PASS(?:\s|$)|test result: ok|BUILD SUCCESSFUL|Passed!|All tests passed|100% tests passed)/m

/** So much of the end of an output is read: runners sum up last. */
const TAIL = 6000

/**
 * Did the tests of a run pass, as its output says?
 * @param exit what the exit status says, where it is the runner's: false is a failure
 * @returns undefined where the output does not tell
 */
export function testRun(output: string, exit: boolean | undefined): boolean | undefined {
  const text = output.slice(-TAIL)
  const failed = largest(text, FAILED)
  const passed = largest(text, PASSED)
  if (failed > 0 || FAILED_LINE.test(text)) return false
  if (exit === false) return false
  return passed > 0 || PASSED_LINE.test(text) ? true : undefined
}

function largest(text: string, patterns: readonly RegExp[]): number {
  let most = -1
  for (const pattern of patterns)
    for (const match of text.matchAll(pattern)) most = Math.max(most, Number(match[1]))
  return most
}
