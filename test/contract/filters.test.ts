import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { KINDS, type KindName } from '../../src/record/kinds.js'
import { parseLines, STROM, scratch, shell, strom, summaryOf } from '../support/strom.js'
import { sampleLines, TRAITS } from './samples.js'

/** The contract of `strom help pipes`, for every command of the manifest that reads records; `make` reads exports. */
const manifest = JSON.parse(readFileSync(join(STROM, '..', '..', 'oclif.manifest.json'), 'utf8'))
const filters = Object.values(manifest.commands as Record<string, { id: string; reads?: string }>)
  .filter(
    (command): command is { id: string; reads: string } =>
      command.reads !== undefined && command.id !== 'make',
  )
  .map(({ id, reads }) => ({
    id,
    reads,
    traits: TRAITS[id] ?? {},
    args: [...id.split(':'), ...(TRAITS[id]?.args ?? [])],
  }))

/** Output without what was measured: times are the one thing that differs from run to run. */
function stable(stdout: string): string {
  return stdout.replace(/,"(?:duration_ms":[\d.]+|time":"[^"]+")/g, '')
}

it('finds the filters', () => {
  expect(filters.map(({ id }) => id)).toContain('synthesize')
})

describe.each(filters)('strom $id', ({ reads, traits, args }) => {
  const json = [...args, '--log-format', 'json']

  it('gives nothing for nothing, with exit code 0', async () => {
    if (traits.startsItself) return
    const { code, stdout } = await strom(args)
    expect(code).toBe(0)
    if (!traits.sumsUp) expect(stdout).toBe('')
  })

  it('accepts CRLF, a byte order mark, blank lines and a missing last newline', async () => {
    const clean = sampleLines(reads, 3)
    const odd = `\uFEFF${clean.trimEnd().replaceAll('\n', '\r\n\r\n')}`
    const expected = await strom(args, { stdin: clean })
    expect(expected.code).toBe(0)
    expect(expected.stdout).not.toBe('')
    expect(stable((await strom(args, { stdin: odd })).stdout)).toBe(stable(expected.stdout))
  })

  it('writes records only on stdout, and the same bytes every time', async () => {
    const stdin = sampleLines(reads, traits.slow ? 20 : 200)
    const [one, two] = [await strom(args, { stdin }), await strom(args, { stdin })]
    for (const record of parseLines(one.stdout)) expect(typeof record).toBe('object')
    expect(stable(two.stdout)).toBe(stable(one.stdout))
  })

  it('answers for every record it read', async () => {
    const run = await strom([...json, '--on-error', 'skip'], { stdin: `${sampleLines(reads, 50)}nonsense\n` })
    const summary = summaryOf(run)
    expect(run.code).toBe(1)
    expect(summary.in).toBe(51)
    expect(summary.failed).toBe(1)
  })

  it('stops at a bad line with its place, and writes what came before', async () => {
    const { code, stdout, stderr } = await strom(args, {
      stdin: `${sampleLines(reads, 2)}{"user": oops}\n${sampleLines(reads, 1)}`,
    })
    expect(code).toBe(65)
    expect(stderr).toContain('<stdin>:3:10: not JSON')
    if (!traits.sumsUp) expect(stdout).not.toBe('')
  })

  it('refuses another kind of record, and names the command that makes the right one', async () => {
    if (reads === 'any' || traits.readsExports) return
    const other = reads === 'turn' ? 'pattern' : 'turn'
    const { code, stderr } = await strom(args, { stdin: sampleLines(other, 1) })
    expect(code).toBe(65)
    expect(stderr).toContain(`expected a ${reads} record, got strom.${other}/1`)
    expect(stderr).toContain(KINDS[reads as KindName].madeBy)
  })

  it('refuses a record made by a newer version', async () => {
    if (reads === 'any' || traits.readsExports) return
    const { code, stderr } = await strom(args, {
      stdin: sampleLines(reads, 1).replace(`strom.${reads}/1`, `strom.${reads}/2`),
    })
    expect(code).toBe(65)
    expect(stderr).toContain('another version of strom')
  })

  it('keeps bad lines with --errors, in a form that can be mended and fed back', async () => {
    if (traits.readsExports) return
    const folder = scratch()
    const errors = join(folder, 'errors.jsonl')
    const broken = sampleLines(reads, 1).replace('"schema":"strom.', '"schema":"strom.x')
    const first = await strom([...args, '--errors', errors], { stdin: `${broken}${sampleLines(reads, 1)}` })
    if (reads === 'any' && !traits.readsSome) return expect(first.code).toBe(0)
    expect(first.code).toBe(1)
    const [record] = parseLines(readFileSync(errors, 'utf8'))
    expect(record?.record).toBe(broken.trim())
    writeFileSync(errors, readFileSync(errors, 'utf8').replaceAll('strom.x', 'strom.'))
    const again = await strom([...args, '-i', errors])
    expect(again.code).toBe(0)
    expect(stable(again.stdout)).toBe(stable(first.stdout))
  })

  it('ends with | head, exit code 0 on both sides', async () => {
    const folder = scratch()
    const file = join(folder, 'many.jsonl')
    writeFileSync(file, sampleLines(reads, traits.slow ? 200 : 20_000))
    const { code, stdout } = await shell(
      `strom ${args.join(' ')} -q -i ${file} | head -n 1 >/dev/null; echo "\${PIPESTATUS[*]}"`,
    )
    expect(code).toBe(0)
    expect(stdout).toBe('0 0\n')
  })

  it('loses no line to a slow reader', async () => {
    const folder = scratch()
    const file = join(folder, 'many.jsonl')
    writeFileSync(file, sampleLines(reads, traits.slow ? 50 : 5_000))
    const slow = await shell(`strom ${args.join(' ')} -i ${file} | (sleep 0.5; cat)`)
    const fast = await strom([...args, '-i', file])
    expect(stable(slow.stdout)).toBe(stable(fast.stdout))
  })

  it('passes a record on while its input is still open', async () => {
    if (traits.sumsUp) return
    const child = spawn(process.execPath, [STROM, ...args], { stdio: ['pipe', 'pipe', 'ignore'] })
    child.stdin.write(sampleLines(reads, 1))
    const first = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data) => resolve(String(data))),
    )
    expect(parseLines(first)).not.toHaveLength(0)
    child.kill('SIGKILL')
  })

  it('writes what is done when it is told to stop, and says so', async () => {
    const child = spawn(process.execPath, [STROM, ...args], { stdio: 'pipe' })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (data) => {
      stdout += data
      child.kill('SIGTERM')
    })
    child.stderr.on('data', (data) => {
      stderr += data
    })
    child.stdin.write(sampleLines(reads, 1))
    if (traits.sumsUp) setTimeout(() => child.kill('SIGTERM'), 1500)
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(code).toBe(143)
    expect(stderr).toContain('stopped by SIGTERM')
    expect(stdout).not.toBe('')
  })

  it('makes its file whole or not at all', async () => {
    const folder = scratch()
    const [good, bad] = [join(folder, 'good'), join(folder, 'bad')]
    const stdin = sampleLines(reads, 5)
    expect((await strom([...args, '-o', good], { stdin })).code).toBe(0)
    expect(stable(readFileSync(good, 'utf8'))).toBe(stable((await strom(args, { stdin })).stdout))
    expect((await strom([...args, '-o', bad], { stdin: `${stdin}nonsense` })).code).toBe(65)
    expect(existsSync(bad)).toBe(false)
    expect(existsSync(`${bad}.partial`)).toBe(true)
  })

  it('writes nothing in a dry run', async () => {
    const file = join(scratch(), 'out')
    const run = await strom([...json, '--dry-run', '-o', file], { stdin: sampleLines(reads, 5) })
    expect(run.code).toBe(0)
    expect(run.stdout).toBe('')
    expect(existsSync(file)).toBe(false)
    expect(summaryOf(run).in).toBe(5)
    expect(run.stderr).not.toMatch(/[1-9]\d* calls,/) // nobody was asked
  })

  it('gives help instead of waiting for a terminal', async () => {
    if (traits.startsItself) return
    const { stdout } = await shell(
      `script -qec "'${process.execPath}' '${STROM}' ${args.join(' ')}" /dev/null </dev/null; echo "code $?"`,
    )
    expect(stdout).toContain('stdin is a terminal')
    expect(stdout).toContain('code 64')
  })

  it('says which input is missing', async () => {
    const { code, stderr } = await strom([...args, '-i', '/nowhere/turns.jsonl'])
    expect(code).toBe(66)
    expect(stderr).toContain('/nowhere/turns.jsonl: no such file')
  })

  it('names the nearest flag', async () => {
    const { code, stderr } = await strom([...args, '--inputt', 'x'])
    expect(code).toBe(64)
    expect(stderr).toContain('did you mean --input?')
  })
})

it.each(Object.keys(manifest.commands))('%s never takes an argument from stdin', async (id) => {
  const path = join(STROM, '..', '..', 'dist', 'program', 'commands', ...id.split(':'))
  const { default: command } = await import(/* @vite-ignore */ `${pathToFileURL(path).href}.js`)
  for (const arg of Object.values(command.args as Record<string, { ignoreStdin?: boolean }>))
    expect(arg.ignoreStdin).toBe(true)
})
