import { type SpawnOptions, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The built program, as a user runs it. */
export const STROM = join(import.meta.dirname, '..', '..', 'bin', 'run.js')

export interface Run {
  code: number | null
  stdout: string
  stderr: string
}

export interface RunOptions {
  stdin?: string | Buffer
  env?: Record<string, string>
  cwd?: string
}

/** Only what a bare cron job has: no HOME, no terminal. */
const BARE_ENV = { PATH: process.env.PATH ?? '' }

/** Runs strom to its end. */
export function strom(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return run(process.execPath, [STROM, ...args], options)
}

/** Runs a line of bash in which `strom` is the built program. */
export function shell(line: string, options: RunOptions = {}): Promise<Run> {
  return run('bash', ['--norc', '-c', `strom() { '${process.execPath}' '${STROM}' "$@"; }\n${line}`], options)
}

function run(command: string, args: string[], { stdin = '', env, cwd }: RunOptions): Promise<Run> {
  return new Promise((resolve, reject) => {
    const options: SpawnOptions = { env: { ...BARE_ENV, ...env }, ...(cwd && { cwd }) }
    const child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk) => out.push(chunk))
    child.stderr.on('data', (chunk) => err.push(chunk))
    child.stdin.on('error', () => {}) // a command may end before it has read everything
    child.stdin.end(stdin)
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    )
  })
}

/** A folder that goes away with the test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'strom-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The records of JSONL. Fails on a line that is not JSON. */
export function parseLines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

/** The counts of the summary that --log-format json prints. */
export function summaryOf({ stderr }: Run): {
  seconds: number
  in: number
  out: number
  failed: number
  rejected: Record<string, number>
} {
  const line = stderr.split('\n').find((text) => text.includes('"event":"summary"'))
  if (!line) throw new Error(`no summary in: ${stderr}`)
  return JSON.parse(line)
}
