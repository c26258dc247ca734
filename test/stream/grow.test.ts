import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { GrowingFile } from '../../src/stream/grow.js'
import { appendLog } from '../../src/stream/log.js'
import { scratch } from '../support/strom.js'

const texts = (file: GrowingFile, from = 0) =>
  [...file.lines(from)].map(({ text, ended }) => (ended ? text : `${text}?`))

it('gives the lines that several have added, and where each is', () => {
  const path = join(scratch(), 'log')
  const [one, two] = [new GrowingFile(path), new GrowingFile(path)]
  one.append('eins')
  two.append('zwei ö')
  one.append('')
  expect(texts(two)).toEqual(['eins', 'zwei ö', ''])
  const [, second] = [...one.lines(0)]
  expect(one.bytes(second!).toString()).toBe('zwei ö')
  expect(texts(one, second!.offset)).toEqual(['zwei ö', ''])
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600')
})

it('begins a line of its own after half a line', () => {
  const path = join(scratch(), 'log')
  writeFileSync(path, 'whole\nhal')
  const file = new GrowingFile(path)
  expect(texts(file)).toEqual(['whole', 'hal?'])
  file.append('next')
  expect(readFileSync(path, 'utf8')).toBe('whole\nhal\nnext\n')
  expect(texts(file)).toEqual(['whole', 'hal', 'next'])
})

it('reads lines that are longer than what it reads at once', () => {
  const path = join(scratch(), 'log')
  const file = new GrowingFile(path)
  const long = 'ä'.repeat(2_000_000)
  for (const line of ['a', long, 'b', long, long]) file.append(line)
  expect(texts(file)).toEqual(['a', long, 'b', long, long])
})

it('blanks a line without moving the others', () => {
  const path = join(scratch(), 'log')
  const file = new GrowingFile(path)
  for (const line of ['one', 'two', 'three']) file.append(line)
  const [, second] = [...file.lines(0)]
  file.blank(second!)
  expect(readFileSync(path, 'utf8')).toBe('one\n   \nthree\n')
})

it('shares a wait for the disk among those who come at the same time', async () => {
  const file = new GrowingFile(join(scratch(), 'log'))
  file.append('x')
  const first = file.durable()
  const later = [file.durable(), file.durable()]
  expect(later[0]).toBe(later[1])
  expect(later[0]).not.toBe(first)
  await Promise.all([first, ...later])
  file.close()
  await expect(file.durable()).rejects.toThrow()
})

it('a log gets a line of its own behind half a one', () => {
  const path = join(scratch(), 'logs', 'log.jsonl')
  appendLog(path, { a: 1 })
  appendFileSync(path, '{"half')
  appendLog(path, { a: 2 })
  expect(readFileSync(path, 'utf8')).toBe('{"a":1}\n{"half\n{"a":2}\n')
})
