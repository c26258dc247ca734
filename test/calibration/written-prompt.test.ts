import { describe, expect, it } from 'vitest'
import { buildProduceMessages } from '../../src/calibration/messages.js'
import { NearCopies } from '../../src/calibration/near-copy.js'
import { writtenPrompt } from '../../src/calibration/written-prompt.js'
import { Prompt, Result } from '../../src/record/loop.js'
import { asked, brief } from './examples.js'

const TEXT =
  'Beschreibe, wie die Wohnungsnot eine Stadt verändert. Welche Messgröße zeigt es zuerst, und warum?'

describe('a written prompt', () => {
  it('is a job with the factors of its brief and a quality', () => {
    const written = writtenPrompt(brief, asked(TEXT), new NearCopies())
    if (!('prompt' in written)) throw new Error('not kept')
    expect(Prompt.parse(written.prompt)).toMatchObject({
      text: TEXT,
      style: 'technisch',
      slot: 3,
      model: 'm',
      cost: 0.01,
    })
    expect(written.prompt.quality?.total).toBeGreaterThan(7)
    expect(written.prompt.id).not.toBe(brief.id)
  })

  it.each([
    ['a label', `Prompt: ${TEXT}`],
    ['a bold label', `**Prompt:** ${TEXT}`],
    ['quotation marks', `„${TEXT}“`],
    ['a fence', `\`\`\`text\n${TEXT}\n\`\`\``],
  ])('is taken out of %s', (_, text) => {
    expect(writtenPrompt(brief, asked(text), new NearCopies())).toMatchObject({ prompt: { text: TEXT } })
  })

  it('keeps quotation marks that are part of it', () => {
    const text = '„Wohnen“ und „Leben“'
    expect(writtenPrompt(brief, asked(text), new NearCopies())).toMatchObject({ prompt: { text } })
  })

  it('is rejected as a duplicate of one on its topic, and says of which', () => {
    const copies = new NearCopies()
    const first = writtenPrompt(brief, asked(TEXT), copies)
    const second = writtenPrompt({ ...brief, id: 'b_2', slot: 4 }, asked(TEXT), copies)
    if (!('prompt' in first) || !('rejected' in second)) throw new Error('not as expected')
    expect(Result.parse(second.rejected)).toMatchObject({
      class: 'duplicate',
      score: null,
      slot: 4,
      style: 'technisch',
    })
    expect(second.rejected.error?.message).toContain(first.prompt.id)
    expect(writtenPrompt({ ...brief, topic: 'anderes' }, asked(TEXT), copies)).toHaveProperty('prompt')
  })

  it.each([
    ['content_filter', asked('', { class: 'content_filter' })],
    ['truncated', asked(TEXT, { class: 'truncated' })],
    ['weak', asked('', { class: 'refused', refusal: 'No.' })],
    ['weak', asked('  \n')],
    ['weak', asked('', { reasoning: 'The user wants a prompt.' })],
    ['weak', asked('Dabei kann ich nicht helfen.')],
    ['weak', asked("Sure! I'd be happy to help. What topic would you like me to write about?")],
    ['weak', asked('Gerne! Bitte gib mir mehr Informationen zu deinem Thema.')],
    ['weak', asked('Verstanden.')],
    ['weak', asked('Schreibe jetzt einen neuen Prompt von 40 bis 120 Wörtern zu diesem Thema.')],
    ['weak', asked(`Die Stadt. ${'Die Wohnung in der Stadt ist eine Wohnung in der Stadt. '.repeat(8)}`)],
    [
      'weak',
      asked(
        'Wie wäre ein neuer Prompt von 40 bis 120 Wörtern zu diesem Thema, der alles verbindet? Ich denke nach.',
      ),
    ],
    ['weak', asked('Thema: Wohnungsnot\nStil (technisch): sachlich\nSprache: Deutsch')],
  ])('is rejected as %s', (kind, answer) => {
    expect(writtenPrompt(brief, answer, new NearCopies())).toMatchObject({ rejected: { class: kind } })
  })
})

it.each([
  'Explain Thompson sampling.',
  'Please provide a detailed analysis of housing in three cities, and say which one you would choose.',
  'What would happen if rents were frozen for ten years? Name three effects, and who would feel them first.',
  'Erkläre, wie ich mehr Informationen über meine Miete bekomme, und nenne drei Stellen.',
  'Stell dir vor, du wohnst in einer Stadt ohne Wohnungsnot. Was wäre anders? Nenne drei Beispiele.',
])('takes a prompt for one: %s', (text) => {
  expect(writtenPrompt(brief, asked(text), new NearCopies())).toHaveProperty('prompt')
})

describe('the request for a prompt', () => {
  it('says topic, style and language, and holds what was learned', () => {
    const [system, user] = buildProduceMessages(brief, { topic: 'Wohnungsnot', style: 'Schreibe sachlich.' })
    expect(system?.role).toBe('system')
    expect(user?.content).toMatch(
      /^Thema: Wohnungsnot\nStil \(technisch\): Schreibe sachlich\.\nSprache: Deutsch\n\nBisher/,
    )
  })

  it('is English for an English brief, and does without texts', () => {
    const [, user] = buildProduceMessages({ ...brief, language: 'en', topic: 'free_will' })
    expect(user?.content).toMatch(/^Topic: free will\nStyle \(technisch\)\nLanguage: English/)
  })
})
