import { describe, expect, it } from 'vitest'
import { sentences } from '../../src/text/sentences.js'
import fc from '../support/property.js'

/** Each case: the sentences as they should come out. The text is the parts joined by a blank, or as given. */
const CASES: [name: string, expected: string[], text?: string][] = [
  ['plain', ['One is here.', 'Two is there!', 'Is three?']],
  ['a title', ['Dr. Smith met Prof. Jones.', 'They talked.']],
  ['initials', ['J. K. Rowling wrote it.', 'It sold well.']],
  ['e.g. and i.e.', ['Use a queue, e.g. Kafka or NATS, i.e. a broker.', 'Then wait.']],
  ['etc. inside and at the end', ['Cats, dogs, etc. are pets.', 'We have cats, etc.', 'The end.']],
  ['decimals and versions', ['Pi is 3.14 and Node is v20.1.0 now.', 'Good.']],
  ['lower-case starts', ['i tried it.', 'it failed.', 'why?', 'no idea']],
  ['URL', ['See https://example.com/a.b?c=d.', 'It helps.']],
  ['file names', ['Open config.yaml and src/index.ts.', 'Save.']],
  ['ellipsis', ['Well... maybe it works.', 'Hm…', 'We will see.']],
  ['quotes', ['"Is it true?" he asked.', 'She said "No."', 'Then she left.']],
  ['brackets', ['It works (see Fig. 3).', '(This is new.)', 'Fine.']],
  ['emoji', ['Great!🎉', 'Next one.']],
  ['emoji as a stop', ['Thanks!😀👍', 'What now?']],
  ['German date', ['Am 3. Mai war es warm.', 'Am 4. war es kalt.']],
  ['German ordinals', ['Im 19. Jahrhundert war das so.', 'Der 2. Weltkrieg begann später.']],
  ['z. B. and d. h.', ['Nimm z. B. Butter, d. h. kein Öl.', 'Danach rühren.']],
  ['bzw. and usw.', ['Äpfel bzw. Birnen usw. sind Obst.', 'Das gilt auch für Nr. 5.']],
  ['year at the end', ['It was in 2020.', 'Later it changed.']],
  ['U.S. inside', ['The U.S. Senate voted.', 'It is in the U.S.', 'It passed.']],
  ['inline code', ['Run `git add . && git commit`.', 'Done.']],
  ['list number', ['1. Open the file.', 'Read it.']],
  ['bold', ['**It works.**', 'Next.']],
  ['lines', ['hello there', 'how do I fix this?', 'thanks'], 'hello there\nhow do I fix this?\nthanks'],
  [
    'wrapped lines',
    ['This sentence was wrapped by an editor at some\ncolumn and goes on here.', 'Next.'],
    'This sentence was wrapped by an editor at some\ncolumn and goes on here. Next.',
  ],
  ['blank line', ['no stop here', 'Second paragraph'], 'no stop here\n\nSecond paragraph'],
  ['Windows line ends', ['One.', 'Two.'], 'One.\r\nTwo.\r\n'],
  ['interrobang', ['What?!', 'Really.']],
  ['Chinese stops need no blank', ['你好。', '很好！'], '你好。很好！'],
  ['nothing', [], ' \n '],
]

describe('sentences', () => {
  it.each(CASES)('%s', (_name, expected, text = expected.join(' ')) => {
    expect(sentences(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected)
  })

  it('covers every visible character once, in order', () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      'Dr',
      '.',
      '. ',
      '? ',
      '...',
      '\n',
      '\n\n',
      '`',
      '"',
      ')',
      ' ',
      '3',
      'ß',
      '😀',
      '\ud800',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('')
        let at = 0
        for (const { start, end } of sentences(text)) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(text.slice(at, start).trim()).toBe('')
          expect(text.slice(start, end).trim()).toBe(text.slice(start, end))
          expect(end).toBeGreaterThan(start)
          at = end
        }
        expect(text.slice(at).trim()).toBe('')
      }),
    )
  })

  it('stays inside the part it is given', () => {
    const text = 'Zero. One. Two. Three.'
    expect(sentences(text, 6, 15).map(({ start, end }) => text.slice(start, end))).toEqual(['One.', 'Two.'])
  })
})
