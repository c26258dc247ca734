import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FileStore } from '../../src/memory/file-store.js'
import { passagesOf, readKnowledge } from '../../src/memory/knowledge.js'
import { Memory } from '../../src/memory/memory.js'
import { SessionStore } from '../../src/memory/store.js'
import { scratch } from '../support/strom.js'

const turn = (id: string, user = `What is ${id}?`, assistant = `${id} is a queue.`) => ({
  id,
  user,
  assistant,
})
const file = () => join(scratch(), 'memory.jsonl')
const idsOf = (memory: Memory) => [...memory.turns()].map(({ id }) => id)

describe.each([
  ['a file', () => new FileStore(file())],
  ['the session', () => new SessionStore()],
])('a memory in %s', (_, open) => {
  it('gives back what was kept, in order, and no more what was removed', async () => {
    const memory = new Memory(open())
    for (const id of ['t_1', 't_2', 't_3']) memory.store.append(turn(id))
    expect(idsOf(memory)).toEqual(['t_1', 't_2', 't_3'])
    expect(memory.store.read('t_2')).toMatchObject(turn('t_2'))
    expect(memory.store.remove('t_2')).toBe(true)
    expect(memory.store.remove('t_2')).toBe(false)
    expect(idsOf(memory)).toEqual(['t_1', 't_3'])
  })

  it('recalls by words, the best first, also what came after the first search', async () => {
    const memory = new Memory(open())
    memory.store.append(turn('t_1', 'How does Thompson Sampling work?', 'It draws from posteriors.'))
    memory.store.append(turn('t_2', 'Wie plane ich Lieferketten?', 'Die Lieferkette beginnt beim Rohstoff.'))
    const found = async (question: string) => (await memory.recall(question, 5)).map(({ id }) => id)
    expect(await found('what is thompson sampling')).toEqual(['t_1'])
    expect(await found('Was ist eine Lieferkette?')).toEqual(['t_2'])
    expect(await found('how are you?')).toEqual([])
    expect(await found('the and was ist')).toEqual([])
    memory.store.append(turn('t_3', 'Who invented Thompson Sampling?', 'Thompson, in 1933.'))
    expect(new Set(await found('thompson sampling'))).toEqual(new Set(['t_1', 't_3']))
    memory.store.remove('t_3')
    expect(await found('thompson sampling')).toEqual(['t_1'])
    expect(await memory.recall('thompson sampling', 5, new Set(['t_1']))).toEqual([])
    expect(await memory.recall('thompson sampling', 0)).toEqual([])
  })
})

describe('a memory file', () => {
  it('tells a reader of what another one appends or removes', async () => {
    const path = file()
    const [one, two] = [new Memory(new FileStore(path)), new Memory(new FileStore(path))]
    one.store.append(turn('t_1'))
    two.store.append(turn('t_2'))
    expect(idsOf(one)).toEqual(['t_1', 't_2'])
    expect(idsOf(two)).toEqual(['t_1', 't_2'])
    two.store.remove('t_1')
    expect(idsOf(one)).toEqual(['t_2'])
  })

  it('passes over broken lines and begins a new one after a half', () => {
    const path = file()
    writeFileSync(path, `nonsense\n\n${JSON.stringify(turn('t_1'))}\n{"user":"hal`)
    const memory = new Memory(new FileStore(path))
    expect(idsOf(memory)).toEqual(['t_1'])
    memory.store.append(turn('t_2'))
    expect(idsOf(memory)).toEqual(['t_1', 't_2'])
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(6)
  })

  it('reads a last line that has no end yet, once, and lines longer than what is read at a time', () => {
    const path = file()
    const long = 'ü'.repeat(3_000_000)
    writeFileSync(
      path,
      `${JSON.stringify(turn('t_1', 'long', long))}\n${JSON.stringify({ user: 'a', assistant: 'b' })}`,
    )
    const memory = new Memory(new FileStore(path))
    expect(idsOf(memory)).toHaveLength(2)
    expect(memory.store.read('t_1')?.assistant).toBe(long)
    appendFileSync(path, '\n')
    memory.store.append(turn('t_3'))
    expect(idsOf(memory)).toHaveLength(3)
  })
})

describe('knowledge', () => {
  it('cuts Markdown at headings and long texts into passages', () => {
    const passages = [
      ...passagesOf(`Before.\n\n# One\n\nText of one.\n\n- item\n\n# Two\n\n${'word '.repeat(1800)}`),
    ]
    expect(passages.map(({ at }) => at)).toEqual(['text', 'One', 'Two', 'Two', 'Two'])
    expect(passages[1]?.text).toBe('One\nText of one.\n\n- item')
    expect(
      passages.slice(2).reduce((sum, { text }) => sum + (text.match(/word/g)?.length ?? 0), 0),
    ).toBeGreaterThan(1790)
  })

  it('reads turns of JSON lines, and is found', async () => {
    const path = join(scratch(), 'turns.jsonl')
    writeFileSync(
      path,
      `${JSON.stringify(turn('t_1', 'What is a wrapper?', 'A text around a prompt.'))}\nnonsense\n`,
    )
    const memory = new Memory(new SessionStore(), readKnowledge([path]))
    const [found] = await memory.recall('wrapper of a prompt', 3)
    expect(found).toMatchObject({ passage: { origin: `${path}: line 1` } })
  })
})
