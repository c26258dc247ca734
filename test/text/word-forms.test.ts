import { expect, test } from 'vitest'
import { tagEnglish } from '../../src/text/english.js'
import { tokenize } from '../../src/text/tokens.js'
import { wordForm } from '../../src/text/word-forms.js'
import { WordSets } from '../../src/text/word-sets.js'

const formOf = (word: string) => wordForm(`a ${word} b`, 2, 2 + word.length)

test('a word has one form, wherever it stands; its capitals make another', () => {
  expect(formOf('Größe')).toBe(wordForm('Größe', 0, 5))
  expect(formOf('Größe')).not.toBe(formOf('größe'))
  expect(formOf('Größe')).toMatchObject({ word: 'Größe', lower: 'größe' })
})

test('numbers and very long words are right, though they are not kept', () => {
  expect(formOf('2024')).toMatchObject({ word: '2024', lower: '2024' })
  expect(formOf('A'.repeat(100)).lower).toBe('a'.repeat(100))
})

test('more different words than are kept: each is itself, and what is known of a word stays right', () => {
  const sets = new WordSets([['because'], ['is']])
  const sentence = 'It is slow because the disk is old'
  const tags = () => tagEnglish(tokenize(sentence, 0, sentence.length)).map(({ tag }) => tag)
  const before = tags()
  const wrong: string[] = []
  for (let n = 0; n < 100_000; n++) {
    const word = `w${n.toString(36)}`
    if (formOf(word).word !== word) wrong.push(word)
  }
  expect(wrong).toEqual([])
  expect(tags()).toEqual(before)
  expect(sets.of(tokenize(sentence, 0, sentence.length))).toBe(3)
})

test('sets of words: a bit for each, asked of several tables in any order', () => {
  const [first, second] = [new WordSets([['a', 'b'], ['b']]), new WordSets([['c'], ['a', 'c']])]
  const tokens = (text: string) => tokenize(text, 0, text.length)
  expect(second.of(tokens('A c'))).toBe(3)
  expect(first.of(tokens('A c'))).toBe(1)
  expect(first.of(tokens('b'))).toBe(3)
  expect(first.of(tokens('nothing of it'))).toBe(0)
})
