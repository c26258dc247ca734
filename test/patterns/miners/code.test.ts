import { describe, expect, it } from 'vitest'
import { prepare } from '../../../src/patterns/document.js'
import { code } from '../../../src/patterns/miners/code.js'
import type { Turn } from '../../../src/record/turn.js'
import { expectExactSpans } from '../spans.js'

const FENCE = '```'
const fenced = (body: string, language = '') => `${FENCE}${language}\n${body}\n${FENCE}`

interface Case {
  name: string
  turn: Turn
  content: Record<string, string>
}

const CASES: Case[] = [
  {
    name: 'the lead-in tells the purpose, the sentence after it the use',
    turn: {
      user: 'Help',
      assistant: `Here is a function that doubles a number:\n\n${fenced('def double(x):\n    return 2 * x', 'py')}\n\nYou can call it with any number. More text.`,
    },
    content: {
      language: 'python',
      code: 'def double(x):\n    return 2 * x',
      purpose: 'Here is a function that doubles a number:',
      use: 'You can call it with any number.',
    },
  },
  {
    name: 'after a bare lead-in the purpose is what was asked for',
    turn: {
      user: 'How do I list files in Rust?',
      assistant: `Sure, here's the code:\n${fenced('let x = std::fs::read_dir(".");', 'rust')}`,
    },
    content: {
      language: 'rust',
      code: 'let x = std::fs::read_dir(".");',
      purpose: 'How do I list files in Rust?',
    },
  },
  {
    name: 'the next snippet is the use where it is announced as that',
    turn: {
      user: 'Write a sum function',
      assistant: `This adds two numbers in JavaScript:\n${fenced('const add = (a, b) => a + b', 'js')}\nTo use it:\n${fenced('console.log(add(1, 2))', 'js')}`,
    },
    content: {
      language: 'javascript',
      code: 'const add = (a, b) => a + b',
      purpose: 'This adds two numbers in JavaScript:',
      use: 'console.log(add(1, 2))',
    },
  },
  {
    name: 'the language shows in the code',
    turn: {
      user: 'x',
      assistant: `To see the newest commits run this:\n${fenced('git log --oneline | head')}`,
    },
    content: {
      language: 'bash',
      code: 'git log --oneline | head',
      purpose: 'To see the newest commits run this:',
    },
  },
  {
    name: 'code that nobody fenced',
    turn: {
      user: 'How do I sum a list in Python?',
      assistant: 'import sys\n\ntotal = 0\nfor line in sys.stdin:\n    total += int(line)\nprint(total)',
    },
    content: {
      language: 'python',
      code: 'import sys\n\ntotal = 0\nfor line in sys.stdin:\n    total += int(line)\nprint(total)',
      purpose: 'How do I sum a list in Python?',
    },
  },
  {
    name: 'the sentence after code that nobody fenced is none of it',
    turn: {
      user: 'How do I sum a list in Python?',
      assistant:
        'import sys\ntotal = 0\nfor line in sys.stdin:\n    total += int(line)\nprint(total)\nIn this script the numbers are read line by line.',
    },
    content: {
      language: 'python',
      code: 'import sys\ntotal = 0\nfor line in sys.stdin:\n    total += int(line)\nprint(total)',
      purpose: 'How do I sum a list in Python?',
    },
  },
  {
    name: 'German',
    turn: {
      user: 'Wie lösche ich alle leeren Ordner?',
      assistant: `Der folgende Befehl löscht alle leeren Ordner:\n${fenced('find . -type d -empty -delete', 'sh')}\nFühre ihn im Hauptordner aus.`,
    },
    content: {
      language: 'bash',
      code: 'find . -type d -empty -delete',
      purpose: 'Der folgende Befehl löscht alle leeren Ordner:',
      use: 'Führe ihn im Hauptordner aus.',
    },
  },
]

const NONE: [name: string, assistant: string][] = [
  ['a drawing in a fence', `Here is a cat for you:\n${fenced(' /\\_/\\\n( o.o )\n > ^ <')}`],
  [
    'plain text in a fence',
    `The answer of the server is:\n${fenced('Welcome to the machine, my dear friend.', 'text')}`,
  ],
  ['the output of a program', `The program above prints:\n${fenced('1;2;3')}`],
  [
    'an indented list',
    'The top causes were these:\n\n    Money (64%)\n    Work (60%)\n    The economy (49%)',
  ],
  ['prose', 'First we open the file; then we read it. Finally (and only then) we close it.'],
  ['an empty fence', `Here is nothing at all:\n${fenced('')}`],
  ['Markdown', `An example of Markdown is this:\n${fenced('# Title\n\n- a\n- b', 'markdown')}`],
]

describe('code', () => {
  it.each(CASES)('$name', ({ turn, content }) => {
    const found = code(prepare(turn))
    expect(found.map((one) => one.content)).toEqual([content])
    expect(found[0]!.certainty).toBeGreaterThanOrEqual(0.5)
    expectExactSpans(turn, found[0]!, ['language'])
  })

  it.each(NONE)('none in %s', (_, assistant) => {
    expect(
      code(prepare({ user: 'Tell me about it', assistant })).filter(({ certainty }) => certainty >= 0.5),
    ).toEqual([])
  })

  it.each([
    ['an open fence', `${FENCE}js\n${'let a = 1;\n'.repeat(50_000)}`],
    ['fences', `${FENCE}\n`.repeat(50_000)],
    ['lines', 'a = b;\n\n'.repeat(20_000)],
    ['one line', `x = ${'('.repeat(500_000)}`],
    ['comments', '# a\n'.repeat(50_000)],
    ['tags', '<a '.repeat(200_000)],
    ['braces', `${FENCE}\n${'{'.repeat(300_000)}`],
  ])('hostile: %s', (_, assistant) => {
    expect(Array.isArray(code(prepare({ user: 'How?', assistant })))).toBe(true)
  })
})
