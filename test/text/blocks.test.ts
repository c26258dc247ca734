import { describe, expect, it } from 'vitest'
import { blocks } from '../../src/text/blocks.js'
import fc from '../support/property.js'

const seen = (text: string) =>
  blocks(text).map(({ kind, inner, level, number, language }) =>
    [kind, text.slice(inner.start, inner.end), level ?? number ?? language].filter(
      (part) => part !== undefined,
    ),
  )

const CASES: [name: string, text: string, expected: unknown[][]][] = [
  [
    'paragraphs',
    'One\ntwo\n\nThree',
    [
      ['paragraph', 'One\ntwo'],
      ['paragraph', 'Three'],
    ],
  ],
  [
    'headings',
    '# One\n## Two ##\nText',
    [
      ['heading', 'One', 1],
      ['heading', 'Two ', 2],
      ['paragraph', 'Text'],
    ],
  ],
  [
    'underlined heading',
    'Title\n=====\nText',
    [
      ['heading', 'Title', 1],
      ['paragraph', 'Text'],
    ],
  ],
  [
    'a line all in bold is a heading',
    '**Steps:**\nGo',
    [
      ['heading', '**Steps:**', 6],
      ['paragraph', 'Go'],
    ],
  ],
  ['bold inside a line is not', '**Bold** word', [['paragraph', '**Bold** word']]],
  ['a hash tag is no heading', '#tag here', [['paragraph', '#tag here']]],
  [
    'list without a blank line before it',
    'Do this:\n1. Open\n2) Close\n- Smile',
    [
      ['paragraph', 'Do this:'],
      ['item', 'Open', 1],
      ['item', 'Close', 2],
      ['item', 'Smile'],
    ],
  ],
  [
    'item over two lines',
    '- one\n  more\n- two',
    [
      ['item', 'one\n  more'],
      ['item', 'two'],
    ],
  ],
  [
    'code',
    'Run:\n```Python\nx = 1\n\n# no heading\n```\nDone',
    [
      ['paragraph', 'Run:'],
      ['code', 'x = 1\n\n# no heading', 'python'],
      ['paragraph', 'Done'],
    ],
  ],
  ['an open fence runs to the end', '```\na\n\n- b', [['code', 'a\n\n- b']]],
  ['inline code is no fence', '```x``` is code', [['paragraph', '```x``` is code']]],
  [
    'indented code',
    'Run\n\n    ls -l\n\n    cd',
    [
      ['paragraph', 'Run'],
      ['code', 'ls -l\n\n    cd'],
    ],
  ],
  [
    'text under an item is not code',
    '1. Run\n\n    then wait',
    [
      ['item', 'Run', 1],
      ['paragraph', 'then wait'],
    ],
  ],
  [
    'quote',
    '> said\nanswer',
    [
      ['quote', 'said'],
      ['paragraph', 'answer'],
    ],
  ],
  [
    'table',
    '| a | b |\n|---|---|\n| 1 | 2 |\n\nend',
    [
      ['table', '| a | b |\n|---|---|\n| 1 | 2 |'],
      ['paragraph', 'end'],
    ],
  ],
  [
    'rule',
    'a\n\n---\n\nb',
    [
      ['paragraph', 'a'],
      ['paragraph', 'b'],
    ],
  ],
  ['a minus is no item', '-5 degrees', [['paragraph', '-5 degrees']]],
  [
    'Windows line ends',
    '- a\r\n- b\r\n',
    [
      ['item', 'a'],
      ['item', 'b'],
    ],
  ],
  ['nothing', '\n \n', []],
]

describe('blocks', () => {
  it.each(CASES)('%s', (_name, text, expected) => {
    expect(seen(text)).toEqual(expected)
  })

  it('gives ordered, disjoint blocks with the inner text inside', () => {
    const line = fc.constantFrom(
      'a',
      '- b',
      '  c',
      '```',
      '```js',
      '# d',
      '> e',
      '| f |',
      '|--|',
      '---',
      '',
      '    g',
      '**h**',
      '=',
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        let at = 0
        for (const block of blocks(lines.join('\n'))) {
          expect(block.start).toBeGreaterThanOrEqual(at)
          expect(block.inner.start).toBeGreaterThanOrEqual(block.start)
          expect(block.inner.end).toBeGreaterThanOrEqual(block.inner.start)
          expect(block.inner.end).toBeLessThanOrEqual(block.end)
          at = block.end
        }
      }),
    )
  })
})
