import { expect, it } from 'vitest'
import { type Selection, selector } from '../../src/conversation/select.js'
import type { Turn } from '../../src/record/turn.js'
import { importValues } from '../support/import.js'

/** A conversation of two days with two models. */
const turns: Turn[] = [
  {
    user: 'a',
    assistant: 'b',
    conversation: 'c-1',
    time: '2024-03-01T23:30:00.000Z',
    model: 'gpt-4o',
    title: 'Garden plans',
    project: 'Home',
  },
  {
    user: 'c',
    assistant: 'd',
    conversation: 'c-1',
    time: '2024-03-05T08:00:00.000Z',
    model: 'o3-mini',
    title: 'Garden plans',
    project: 'Home',
  },
]

it.each<[Selection, string | undefined]>([
  [{ since: '2024-03-05' }, undefined],
  [{ since: '2024-03-06' }, 'before --since'],
  [{ since: '2024-03-05T08:00:01Z' }, 'before --since'],
  [{ since: '2024-03-05T10:00:00+02:00' }, undefined],
  [{ until: '2024-03-01' }, undefined],
  [{ until: '2024-02-29' }, 'after --until'],
  [{ until: '2024-03-01T23:29' }, 'after --until'],
  [{ project: ['home'] }, undefined],
  [{ project: ['work'] }, 'other project'],
  [{ model: ['O3'] }, undefined],
  [{ model: ['claude', 'gpt-4'] }, undefined],
  [{ model: ['claude'] }, 'other model'],
  [{ title: ['PLANS'] }, undefined],
  [{ title: ['recipes'] }, 'other title'],
  [{ title: ['garden'], model: ['claude'] }, 'other model'],
  [{ exclude: ['c-1'] }, 'excluded'],
  [{ exclude: ['https://chatgpt.com/c/c-1?model=x'] }, 'excluded'],
  [{ exclude: ['Garden plans   # they are private'] }, 'excluded'],
  [{ exclude: ['garden', '', '# c-1'], title: ['garden'] }, undefined],
])('%j: %s', (selection, reason) => {
  expect(selector(selection)?.(turns)).toBe(reason)
})

it('nothing asked for wants everything', () => {
  expect(selector({ exclude: ['# nobody'], model: [] })).toBeUndefined()
})

it('a conversation without a date is in no span of time', () => {
  expect(selector({ since: '2024-01-01' })?.([{ user: 'a', assistant: 'b' }])).toBe('no date')
})

it.each(['yesterday', '2024-3-1', '2024-02-31T', '20240301', ''])('%j is no date', (text) => {
  expect(() => selector({ since: text })).toThrow('--since=')
})

it('every message of a conversation that is not wanted is rejected, with its text', async () => {
  const talk = (id: string, model: string) => ({
    schema: 'strom.turn/1',
    user: `What of ${id}?`,
    assistant: 'This.',
    conversation: id,
    model,
  })
  const messages = {
    messages: [
      { role: 'user', content: 'Why?' },
      { role: 'assistant', content: 'So.' },
      { role: 'user', content: 'And?' },
    ],
  }
  const select = selector({ model: ['opus'] })
  const imported = await importValues([talk('one', 'opus-4'), talk('two', 'gpt-4o'), messages], {
    select,
    keepRejects: true,
  })
  expect(imported.turns.map(({ conversation }) => conversation)).toEqual(['one'])
  expect(imported.rejected).toEqual({ 'other model': 3, 'no answer': 1 })
  expect(imported.messages).toBe(5)
  expect(imported.rejects.map(({ text }) => text).sort()).toEqual(['And?', 'So.', 'What of two?', 'Why?'])
})
