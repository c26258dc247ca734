import { describe, expect, it } from 'vitest'
import { scorePrompt } from '../../src/calibration/score-prompt.js'

const GOOD = `Beschreibe, wie Lieferketten auf den Ausfall eines einzigen Hafens reagieren. Nenne drei Stellen, an denen
Puffer fehlen, und erkläre, warum Unternehmen sie trotzdem nicht anlegen. Welche Kennzahl würde eine Störung früh anzeigen?`

describe('scorePrompt', () => {
  it('gives a clear task with several parts nearly everything', () => {
    const quality = scorePrompt(GOOD)
    expect(quality.total).toBeGreaterThan(9)
    expect(quality.total).toBeLessThanOrEqual(10)
  })

  it.each([
    ['nothing', '', 'total', 0],
    ['three words', 'Etwas über Lieferketten.', 'total', 5],
    [
      'no task',
      'Lieferketten sind lang. Häfen fallen aus. Puffer fehlen oft, und keiner legt sie an, obwohl man es weiß.',
      'structure',
      3,
    ],
    ['one endless sentence', `Erkläre ${'und dann noch etwas mehr davon '.repeat(20)}.`, 'sentences', 1],
    ['a word over and over', `Erkläre das. ${'Hafen '.repeat(60)}.`, 'clarity', 2],
    ['blanks left open', `${GOOD} Nutze [THEMA] und [ZAHL] und {{ort}}.`, 'clarity', 1],
    ['far too long', `${GOOD} `.repeat(14), 'length', 1],
  ] as const)('%s costs points', (_, text, part, most) => {
    expect(scorePrompt(text)[part]).toBeLessThanOrEqual(most)
  })

  it('takes points off for talk about the prompt', () => {
    expect(scorePrompt(`Hier ist dein Prompt:\n${GOOD}`).clarity).toBeLessThan(scorePrompt(GOOD).clarity)
  })

  it('keeps to 0..10 on anything', () => {
    for (const text of ['?'.repeat(5000), '[['.repeat(9000), 'a'.repeat(100_000), '\n\n\n', '\ud800 x'])
      for (const part of Object.values(scorePrompt(text))) {
        expect(part).toBeGreaterThanOrEqual(0)
        expect(part).toBeLessThanOrEqual(10)
      }
  })
})
