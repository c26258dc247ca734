import { expect, it } from 'vitest'
import { type Absent, restsOn } from '../../src/text/rests-on.js'

const PASTED =
  'The mill stood empty for years until a baker from the next village bought it and put in new stones.'

/** message, what it rests on, and whether the same message rests on it after others too */
const CASES: [message: string, rests: Absent | undefined, follows?: Absent | undefined][] = [
  ['Summarize this file.', 'file', 'file'],
  ['I have attached my report. What does it say?', 'file', 'file'],
  ['What is shown in this picture?', 'file', 'file'],
  ['Was ist auf diesem Bild zu sehen?', 'file', 'file'],
  ['Please proofread the section below.', 'text', 'text'],
  ['Translate the following sentence to French.', 'text', 'text'],
  ['Fix this code', 'text', undefined],
  ['Fasse diesen Text zusammen.', 'text', undefined],
  ['Summarize https://example.com/news', 'page', 'page'],
  ['https://example.com/news', 'page', 'page'],
  ['Continue.', 'history', undefined],
  ['Why did you say so in your last answer?', 'history', undefined],
  // what it speaks of is there
  [`Summarize this text: ${PASTED}`, undefined],
  [`Translate the following sentence to French.\n\n${PASTED}`, undefined],
  [`Proofread this sentence: "${PASTED}"`, undefined],
  ['Fix this code: let x = 1; let y = x +', undefined],
  // nothing of the kind
  ['What is a PDF document?', undefined],
  ['How do I attach a file to an e-mail?', undefined],
  ['Write a poem about a picture in a museum.', undefined],
  ['My site is https://example.com and it is slow. What can I do about that?', undefined],
  ['Explain the code of Hammurabi.', undefined],
  ['Wie öffne ich eine Datei in Python?', undefined],
]

it.each(CASES)('%s', (message, rests, follows) => {
  expect(restsOn(message, false)).toBe(rests)
  expect(restsOn(message, true)).toBe(follows)
})

it.each(['the following text ', 'https://', 'see attached image ', '"', 'this ', ': '])(
  'hostile: %s',
  (unit) => {
    expect(() => restsOn(unit.repeat(50_000), false)).not.toThrow()
  },
)
