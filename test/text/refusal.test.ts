import { describe, expect, it } from 'vitest'
import { readsAsRefusal } from '../../src/text/refusal.js'

describe('readsAsRefusal', () => {
  it.each([
    "I'm sorry, but I can't assist with that request.",
    'I’m sorry, I can’t help with that.',
    "Sorry, I'm not able to write this.",
    'I cannot provide instructions for that.',
    "I'm unable to help with this topic.",
    'As an AI language model, I cannot have opinions on this.',
    'Unfortunately, I cannot answer this question.',
    'Es tut mir leid, aber ich kann dir dabei nicht helfen.',
    'Tut mir leid, das geht nicht.',
    'Dabei kann ich leider nicht helfen.',
    'Ich kann diese Anfrage nicht beantworten.',
    'Leider kann ich dazu keine Auskunft geben, das ist nicht erlaubt.',
    'Als KI kann ich das nicht beurteilen.',
    'Ich darf Ihnen bei diesem Thema dazu leider keine Anleitung geben.',
    'Unfortunately I won’t be able to write that, and I cannot say more.',
  ])('%s', (text) => expect(readsAsRefusal(text)).toBe(true))

  it.each([
    'Ich kann nicht genug betonen, wie wichtig der Druck ist.',
    'Das kann man so nicht sagen: Der Markt ist träge.',
    'I cannot stress enough how much housing matters.',
    'Sorry seems to be the hardest word. This essay looks at apologies.',
    'Unfortunately, rents rise faster than wages.',
    'Es tut weh, wenn man das liest, aber es stimmt nicht immer.',
    'Ich kann das mit der Miete nicht verstehen. Erklär mir, was da los ist!',
    'Das kann ich mir nicht merken, also fass dich kurz.',
    'Kann ein Mensch frei sein? Nicht ohne andere.',
    'As an AI researcher, I look at data that does not lie.',
    `Ich kann das nicht beantworten, ohne auszuholen. ${'Zuerst kam der Boden, dann der Preis, dann der Streit. '.repeat(15)}`,
    '',
  ])('not: %s', (text) => expect(readsAsRefusal(text)).toBe(false))
})
