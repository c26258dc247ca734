import { CODES, run } from './program.js'

/** A promise of the program that was broken. */
export class Broken extends Error {}

export function check(holds, message) {
  if (!holds) throw new Broken(message)
}

const TIME_LIMIT_MS = 120_000
const NOT_PLAIN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

/**
 * Runs a command that must end in time, with one of these exit codes, without a stack trace or a control character on
 * stderr, and with JSON lines on stdout where it writes records.
 */
export async function runs(id, args, chunks = [], codes = CODES) {
  let timer
  const late = new Promise((_, fail) => {
    timer = setTimeout(
      () => fail(Object.assign(new Broken('it does not end'), { hangs: true })),
      TIME_LIMIT_MS,
    )
  })
  const result = await Promise.race([run(id, args, chunks), late]).finally(() => clearTimeout(timer))
  const { code, stderr, stack } = result
  const what = `strom ${id.replace(':', ' ')} ${args.join(' ')}`
  check(
    code !== 70 && !/\n\s+at .+:\d+:\d+/.test(stderr),
    `${what}: a bug: ${stack ?? stderr.slice(0, 2000)}`,
  )
  check(codes.includes(code), `${what}: exit code ${code}, not ${codes}: ${stderr.slice(0, 1000)}`)
  const odd = NOT_PLAIN.exec(stderr)
  check(
    !odd,
    `${what}: a control character on stderr: ${JSON.stringify(stderr.slice(Math.max(0, (odd?.index ?? 0) - 100)).slice(0, 200))}`,
  )
  return result
}

/** Every line is a JSON object or array. */
export function checkRecords(stdout) {
  for (const line of stdout.split('\n').filter(Boolean)) {
    try {
      JSON.parse(line)
    } catch {
      throw new Broken(`not a record on stdout: ${line.slice(0, 300)}`)
    }
  }
}
