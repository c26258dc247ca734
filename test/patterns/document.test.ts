import { describe, expect, it } from 'vitest'
import { fieldOf, prepare } from '../../src/patterns/document.js'

describe('prepare', () => {
  it('names the texts as evidence does, oldest first', () => {
    const document = prepare({ user: 'And why?', assistant: 'Because.', context: ['Hi', '', 'Hello'] })
    expect(document.fields.map(({ field, text }) => [field, text])).toEqual([
      ['context.0', 'Hi'],
      ['context.2', 'Hello'],
      ['user', 'And why?'],
      ['assistant', 'Because.'],
    ])
  })

  it('never gives a text that a runtime put in', () => {
    const document = prepare({ user: 'Reminder: be kind', assistant: 'Yes.', authors: { user: 'injected' } })
    expect(document.fields.map(({ field }) => field)).toEqual(['assistant'])
  })

  it('gives a text without hints the language of the turn', () => {
    const document = prepare({ user: 'Docker?', assistant: 'Das ist eine Software für Container.' })
    expect(document.fields.map(({ language }) => language)).toEqual(['de', 'de'])
  })

  it('derives the same id from the same texts', () => {
    const id = prepare({ user: 'a', assistant: 'b' }).id
    expect(prepare({ user: 'a', assistant: 'b', importance: 1 }).id).toBe(id)
    expect(prepare({ user: 'a', assistant: 'b', id: 't_1' }).id).toBe('t_1')
  })

  it('finds no sentences in code and tables', () => {
    const assistant = 'Run it.\n\n```sh\nls. Then. That.\n```\n\n| a | b |\n|---|---|\n| c. | d. |\n\nDone.'
    const field = fieldOf(prepare({ user: 'x', assistant }), 'assistant')
    expect(field?.sentences.map(({ start, end }) => assistant.slice(start, end))).toEqual([
      'Run it.',
      'Done.',
    ])
  })
})
