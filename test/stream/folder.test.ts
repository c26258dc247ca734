import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { folderOutput } from '../../src/stream/folder.js'
import { scratch } from '../support/strom.js'

async function made(path: string, text: string) {
  const folder = await folderOutput(path, 'manifest.json')
  await (await folder.file('manifest.json')).write(text)
  return folder
}

it('appears whole, and replaces one that was made the same way', async () => {
  const base = scratch()
  const path = join(base, 'set')
  const first = await made(path, 'one')
  await (await first.file('old.txt')).write('x')
  expect(existsSync(path)).toBe(false)
  await first.close()
  expect(readdirSync(path).sort()).toEqual(['manifest.json', 'old.txt'])
  const second = await made(path, 'two')
  expect(readFileSync(join(path, 'manifest.json'), 'utf8')).toBe('one')
  await second.close()
  expect(readdirSync(path)).toEqual(['manifest.json'])
  expect(readdirSync(base)).toEqual(['set'])
})

it('leaves the old folder as it is when the run ends early', async () => {
  const base = scratch()
  const path = join(base, 'set')
  await (await made(path, 'one')).close()
  await (await made(path, 'two')).keepPartial()
  await (await made(path, 'three')).discard()
  expect(readFileSync(join(path, 'manifest.json'), 'utf8')).toBe('one')
  expect(readFileSync(join(`${path}.partial`, 'manifest.json'), 'utf8')).toBe('two')
  expect(readdirSync(base).sort()).toEqual(['set', 'set.partial'])
})

it('never removes what it did not make', async () => {
  const path = join(scratch(), 'home')
  mkdirSync(path)
  await (await made(path, 'into an empty one')).close()
  const other = join(scratch(), 'thesis')
  mkdirSync(other)
  writeFileSync(join(other, 'chapter.txt'), 'x')
  await expect(folderOutput(other, 'manifest.json')).rejects.toThrow(/files that strom did not make/)
  await expect(folderOutput(join(other, 'chapter.txt'), 'manifest.json')).rejects.toThrow(/is a file/)
  expect(readdirSync(other)).toEqual(['chapter.txt'])
})
