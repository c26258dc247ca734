import { describe, expect, it } from 'vitest'
import { prepare } from '../../../src/patterns/document.js'
import { causal } from '../../../src/patterns/miners/causal.js'
import { expectExactSpans } from '../spans.js'

/** Text, cause, effect. */
const CAUSED: [text: string, cause: string, effect: string][] = [
  ['The street is wet because it rained all night.', 'it rained all night', 'The street is wet'],
  ['Because it rained all night, the street is wet.', 'it rained all night', 'the street is wet'],
  ['The match was cancelled because of heavy rain.', 'heavy rain', 'The match was cancelled'],
  ['Due to the strike, no trains are running today.', 'the strike', 'no trains are running today'],
  ['The time lost due to the strike is long.', 'the strike', 'The time lost'],
  ['Since the pump is broken, the engine runs hot.', 'the pump is broken', 'the engine runs hot'],
  ['Tests should be fast, as they run on every commit.', 'they run on every commit', 'Tests should be fast'],
  ['Smoking causes lung cancer.', 'Smoking', 'lung cancer'],
  ['Fog or smoke cause irritation.', 'Fog or smoke', 'irritation'],
  ['The damage was caused by a short circuit.', 'a short circuit', 'The damage'],
  ['They repaired the damage caused by the storm in May.', 'the storm in May', 'the damage'],
  ['A lack of sleep can lead to poor decisions.', 'A lack of sleep', 'poor decisions'],
  ['The valve stuck, which led to an explosion.', 'The valve stuck', 'an explosion'],
  ['The valve stuck, causing an explosion.', 'The valve stuck', 'an explosion'],
  ['Cracks result from uneven cooling.', 'uneven cooling', 'Cracks'],
  ['Flu is one of the leading causes of absence.', 'Flu', 'absence'],
  ['The cause of the outage was a broken cable.', 'a broken cable', 'the outage'],
  ['The reason the build fails is that a file is missing.', 'a file is missing', 'the build fails'],
  ['The disk is full, so the build fails.', 'The disk is full', 'the build fails'],
  ['The disk is full; therefore, the build fails.', 'The disk is full', 'the build fails'],
  ['The disk is full. That is why the build fails.', 'The disk is full', 'the build fails'],
  ['The disk is full. As a result, the build fails.', 'The disk is full', 'the build fails'],
  ['Cells absorb too much water. This leads to swelling.', 'Cells absorb too much water', 'swelling'],
  ['If you heat water to 100 degrees, it will boil.', 'you heat water to 100 degrees', 'it will boil'],
  [
    'The box was so heavy that two people had to carry it.',
    'The box was so heavy',
    'two people had to carry it',
  ],
  // German
  [
    'Die Straße ist nass, weil es die ganze Nacht geregnet hat.',
    'es die ganze Nacht geregnet hat',
    'Die Straße ist nass',
  ],
  [
    'Weil es die ganze Nacht geregnet hat, ist die Straße nass.',
    'es die ganze Nacht geregnet hat',
    'ist die Straße nass',
  ],
  ['Der Motor läuft heiß, da die Pumpe defekt ist.', 'die Pumpe defekt ist', 'Der Motor läuft heiß'],
  ['Ich bleibe zu Hause, denn ich bin krank.', 'ich bin krank', 'Ich bleibe zu Hause'],
  ['Die Pumpe ist defekt, deshalb läuft der Motor heiß.', 'Die Pumpe ist defekt', 'läuft der Motor heiß'],
  [
    'Die Pumpe ist leider defekt. Daher läuft der Motor heiß.',
    'Die Pumpe ist leider defekt',
    'läuft der Motor heiß',
  ],
  ['Rauchen führt zu Lungenkrebs.', 'Rauchen', 'Lungenkrebs'],
  ['Der Schaden wurde durch einen Kurzschluss verursacht.', 'einen Kurzschluss', 'Der Schaden'],
  ['Wegen des Sturms fallen viele Züge aus.', 'des Sturms', 'fallen viele Züge aus'],
  ['Der Grund für den Ausfall ist ein defektes Kabel.', 'ein defektes Kabel', 'den Ausfall'],
  [
    'Der Server ist überlastet, sodass Anfragen langsam sind.',
    'Der Server ist überlastet',
    'Anfragen langsam sind',
  ],
]

const UNCAUSED = [
  'I have lived here since 2010.',
  'She has been ill since the party was over.',
  'It was not because of you.',
  'Why is the sky blue, and is it because of the air?',
  'He is so kind.',
  'As I said, the test is red.',
  'The result was good.',
  'They obtained evidence of probable cause and left.',
  'If you want, you can use the other one.',
  'If you have any questions, I will be here.',
  'Please make sure to press the button, then wait.',
  'It causes this.',
  'That is why.',
  '```\nx = 1 because y\n```',
  'Da ist ein Hund, der bellt.',
  'Er kommt daher, dass er müde ist.',
  'Wir gehen, sobald du da bist.',
]

const mined = (assistant: string) =>
  causal(prepare({ user: '', assistant })).filter(({ certainty }) => certainty >= 0.5)

describe('causal', () => {
  it.each(CAUSED)('%s', (text, cause, effect) => {
    const found = mined(text)
    expect(found.map(({ content }) => content)).toEqual([{ cause, effect }])
    for (const one of found) expectExactSpans({ user: '', assistant: text }, one)
  })

  it.each(UNCAUSED)('nothing in: %s', (text) => {
    expect(mined(text)).toEqual([])
  })
})
