import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderOutput } from '../../src/stream/folder.js'
import { holdFile } from '../../src/stream/lock.js'
import { type FileOptions, fileOutput } from '../../src/stream/output.js'
import { endOfLinks, modeLike, writeWhole } from '../../src/stream/replace.js'
import { STROM, scratch, shell, strom } from '../support/strom.js'

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

async function written(path: string, text: string, options?: FileOptions) {
  const output = await fileOutput(path, options)
  await output.write(text)
  await output.close()
}

describe('a file that is replaced', () => {
  it.each([false, true])('keeps its mode and the link to it (append: %s)', async (append) => {
    const folder = scratch()
    const [real, link] = [join(folder, 'real'), join(folder, 'link')]
    writeFileSync(real, 'old\n')
    chmodSync(real, 0o640)
    symlinkSync('real', link)
    await written(link, 'new\n', { append })
    expect(readFileSync(real, 'utf8')).toBe(append ? 'old\nnew\n' : 'new\n')
    expect(mode(real)).toBe('640')
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(['link', 'real'])
  })

  it('is made where a link leads that leads to nothing yet', async () => {
    const folder = scratch()
    mkdirSync(join(folder, 'data'))
    symlinkSync('data/rows', join(folder, 'link'))
    await written(join(folder, 'link'), 'x')
    expect(readFileSync(join(folder, 'data', 'rows'), 'utf8')).toBe('x')
    symlinkSync('loop', join(folder, 'loop'))
    expect(endOfLinks(join(folder, 'loop'))).toBe(join(folder, 'loop'))
  })

  it.runIf(process.getuid?.() === 0)('keeps its owner', async () => {
    const path = join(scratch(), 'rows')
    const { chownSync } = await import('node:fs')
    writeFileSync(path, 'old')
    chownSync(path, 1234, 1235)
    await written(path, 'new')
    expect(statSync(path)).toMatchObject({ uid: 1234, gid: 1235 })
  })

  it('ends a line that another hand has left open', async () => {
    const path = join(scratch(), 'rows')
    writeFileSync(path, 'old')
    await written(path, 'new\n', { append: true })
    expect(readFileSync(path, 'utf8')).toBe('old\nnew\n')
  })

  it('leaves what another run is writing alone, and removes what a dead one left', async () => {
    const folder = scratch()
    const path = join(folder, 'rows')
    writeFileSync(join(folder, '.rows.0.tmp'), 'of a run that was killed')
    const [one, two] = [await fileOutput(path), await fileOutput(path)]
    expect(readdirSync(folder).sort()).toEqual(['.rows.0.tmp', '.rows.1.tmp'])
    await one.write('one')
    await two.write('two')
    await one.close()
    expect(readFileSync(path, 'utf8')).toBe('one')
    await two.close()
    expect(readFileSync(path, 'utf8')).toBe('two')
    expect(readdirSync(folder)).toEqual(['rows'])
  })

  it('is put beside its place where the run ends early', async () => {
    const path = join(scratch(), 'rows')
    writeFileSync(path, 'old')
    const output = await fileOutput(path)
    await output.write('half')
    await output.keepPartial()
    expect([path, `${path}.partial`].map((one) => readFileSync(one, 'utf8'))).toEqual(['old', 'half'])
  })
})

describe('who may read', () => {
  it('is the least of those who may read the inputs, files and folders', () => {
    const folder = scratch()
    const [open, secret, set] = ['open', 'secret', 'set'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    writeFileSync(open, '')
    writeFileSync(secret, '')
    mkdirSync(set)
    chmodSync(open, 0o644)
    chmodSync(secret, 0o600)
    chmodSync(set, 0o750)
    expect(modeLike([open]).toString(8)).toBe('644')
    expect(modeLike([open, secret]).toString(8)).toBe('600')
    expect(modeLike([set]).toString(8)).toBe('640')
    expect(modeLike(['/dev/null', join(folder, 'missing')]).toString(8)).toBe('666')
  })

  it('what is made of a private file is private: rows, rejects, a folder, from a file or stdin', async () => {
    const cwd = scratch()
    const turn = '{"schema":"strom.turn/1","user":"What is a queue?","assistant":"A list of jobs."}\n'
    writeFileSync(join(cwd, 'turns'), turn)
    chmodSync(join(cwd, 'turns'), 0o600)
    const run = await shell(
      `umask 022; strom score -q -i turns -o scored --rejects rejects && strom score -q -o piped < turns &&
strom export -q -i turns --for trl --out set && cat turns | strom score -q -o free`,
      { cwd },
    )
    expect(run).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(
      ['scored', 'rejects', 'piped', 'set/train.jsonl', 'free'].map((name) => mode(join(cwd, name))),
    ).toEqual([...['600', '600', '600', '600'], '644'])
  })
})

describe('--append', () => {
  const turns = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) =>
      JSON.stringify({ user: `What is rule ${from + n}?`, assistant: `Rule ${from + n} is kept.` }),
    ).join('\n')
  const appending = ['export', '-q', '--format', 'chatml', '-o', 'rows', '--append']

  it('has every row once, however many add to the file at the same time', async () => {
    const cwd = scratch()
    const parts = [0, 5, 10, 15].map((from) => strom(appending, { cwd, stdin: turns(from, from + 10) }))
    const codes = (await Promise.all(parts)).map(({ code }) => code)
    expect(codes).toEqual([0, 0, 0, 0])
    const rows = readFileSync(join(cwd, 'rows'), 'utf8').trimEnd().split('\n')
    expect(new Set(rows).size).toBe(25)
    expect(rows).toHaveLength(25)
    expect(readdirSync(cwd)).toEqual(['rows'])
  })

  it('tells who comes too late, and lets him in when the first has ended', async () => {
    const path = join(scratch(), 'rows')
    const first = await holdFile(path)
    await expect(holdFile(path, 0)).rejects.toMatchObject({
      exitCode: 75,
      message: `${path} is being written by another process`,
    })
    const second = holdFile(path, 60_000)
    first.release()
    ;(await second).release()
  })

  it('goes on after a run that was killed, and leaves nothing of it', async () => {
    const cwd = scratch()
    writeFileSync(join(cwd, 'rows'), '{"messages":[]}\n')
    const child = spawn(process.execPath, [STROM, ...appending], { cwd, stdio: ['pipe', 'ignore', 'ignore'] })
    child.stdin.write(`${turns(0, 3)}\n`)
    while (!readdirSync(cwd).includes('.rows.0.tmp')) await new Promise((done) => setTimeout(done, 20))
    child.kill('SIGKILL')
    await once(child, 'close')
    expect(readFileSync(join(cwd, 'rows'), 'utf8')).toBe('{"messages":[]}\n')
    const { code, stderr } = await strom(appending, { cwd, stdin: turns(0, 3) })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(readFileSync(join(cwd, 'rows'), 'utf8').split('\n')).toHaveLength(5)
    expect(readdirSync(cwd)).toEqual(['rows'])
  })
})

it('a small file is written whole, for its owner alone, and what a killed run left goes in time', async () => {
  const folder = join(scratch(), 'cache', 'ab')
  mkdirSync(folder, { recursive: true })
  const [old, young] = ['0', '1'].map((n) => join(folder, `.${n.repeat(8)}-0000-4000-8000-000000000000.tmp`))
  for (const path of [old!, young!]) writeFileSync(path, '{')
  const { utimesSync } = await import('node:fs')
  utimesSync(old!, 1, 1)
  await writeWhole(join(folder, 'one'), 'text')
  expect(readdirSync(folder).sort()).toEqual([young!.split('/').at(-1), 'one'])
  expect(mode(join(folder, 'one'))).toBe('600')
})

it('a folder that was moved away by a run that was killed comes back', async () => {
  const base = scratch()
  const path = join(base, 'set')
  mkdirSync(join(base, '.set.old'))
  writeFileSync(join(base, '.set.old', 'manifest.json'), 'old')
  mkdirSync(join(base, '.set.0.tmp'))
  const folder = await folderOutput(path, 'manifest.json')
  expect(readFileSync(join(path, 'manifest.json'), 'utf8')).toBe('old')
  await (await folder.file('manifest.json')).write('new')
  await folder.close()
  expect(readFileSync(join(path, 'manifest.json'), 'utf8')).toBe('new')
  expect(readdirSync(base)).toEqual(['set'])
})

it('a folder is replaced behind the link to it', async () => {
  const base = scratch()
  symlinkSync('real', join(base, 'link'))
  for (const text of ['one', 'two']) {
    const folder = await folderOutput(join(base, 'link'), 'manifest.json')
    await (await folder.file('manifest.json')).write(text)
    await folder.close()
  }
  expect(readFileSync(join(base, 'real', 'manifest.json'), 'utf8')).toBe('two')
  expect(lstatSync(join(base, 'link')).isSymbolicLink()).toBe(true)
})
