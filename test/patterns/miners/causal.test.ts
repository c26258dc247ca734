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
  [
    'The box was so heavy that two people had to carry it.',
    'The box was so heavy',
    'two people had to carry it',
  ],
  ['The result may be worse because of a lack of memory.', 'a lack of memory', 'The result may be worse'],
  ['Infections of the ear result in fever.', 'Infections of the ear', 'fever'],
  ['The valve stuck and caused an explosion.', 'The valve', 'an explosion'],
  ['The engine generates heat.', 'The engine', 'heat'],
  ['The noise is produced by a worn bearing.', 'a worn bearing', 'The noise'],
  ['He has pain from an old injury.', 'an old injury', 'pain'],
  ['The problem comes from a worn bearing.', 'a worn bearing', 'The problem'],
  ['The fire was the result of a short circuit.', 'a short circuit', 'The fire'],
  ['The main reason for the delay is a lack of drivers.', 'a lack of drivers', 'the delay'],
  ['They demolished the wall, thereby weakening the roof.', 'They demolished the wall', 'weakening the roof'],
  [
    'The court fined the company for polluting the river.',
    'polluting the river',
    'The court fined the company',
  ],
  ['He was expelled on the grounds of misconduct.', 'misconduct', 'He was expelled'],
  ['She kept quiet out of fear.', 'fear', 'She kept quiet'],
  ['Cyanide is a poison that causes rapid death.', 'Cyanide', 'rapid death'],
  ['Now that the pump is broken, the engine runs hot.', 'the pump is broken', 'the engine runs hot'],
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

/** What is no plain causing, with how the two hang together. */
const RELATED: [text: string, cause: string, effect: string, relation: string][] = [
  [
    'If you heat water to 100 degrees, it will boil.',
    'you heat water to 100 degrees',
    'it will boil',
    'condition',
  ],
  ['A cover prevents the pump from freezing.', 'A cover', 'prevents the pump from freezing', 'prevent'],
  ['A strap keeps the box from falling.', 'A strap', 'keeps the box from falling', 'prevent'],
  ['The law allows cities to raise the tax.', 'The law', 'allows cities to raise the tax', 'enable'],
  ['Shade reduces the growth of algae.', 'Shade', 'reduces the growth of algae', 'change'],
  ['The storm made the trip more difficult.', 'The storm', 'made the trip more difficult', 'change'],
  [
    'Fear drove many families to leave the country.',
    'Fear',
    'drove many families to leave the country',
    'change',
  ],
  [
    'The city raised the tax in order to repair its bridges.',
    'repair its bridges',
    'The city raised the tax',
    'purpose',
  ],
  [
    'To repair its bridges, the city raised the tax by a third.',
    'repair its bridges',
    'the city raised the tax by a third',
    'purpose',
  ],
  [
    'The company adopted a plan to ward off unwanted buyers.',
    'ward off unwanted buyers',
    'The company adopted a plan',
    'purpose',
  ],
  ['Calcium is essential for strong bones.', 'Calcium', 'strong bones', 'requirement'],
  ['The ice is too thin to carry a car.', 'The ice is too thin', 'carry a car', 'degree'],
  ['The ice was thick enough to carry a car.', 'The ice was thick enough', 'carry a car', 'degree'],
  // German
  [
    'Wir bauen einen Damm, um das Dorf zu schützen.',
    'das Dorf zu schützen',
    'Wir bauen einen Damm',
    'purpose',
  ],
  [
    'Um das Dorf zu schützen, bauen wir einen Damm.',
    'das Dorf zu schützen',
    'bauen wir einen Damm',
    'purpose',
  ],
  [
    'Wir bauen einen Damm, damit das Dorf sicher ist.',
    'das Dorf sicher ist',
    'Wir bauen einen Damm',
    'purpose',
  ],
  ['Das Eis ist zu dünn, um ein Auto zu tragen.', 'Das Eis ist zu dünn', 'ein Auto zu tragen', 'degree'],
  [
    'Ein Deckel verhindert das Einfrieren der Pumpe.',
    'Ein Deckel',
    'verhindert das Einfrieren der Pumpe',
    'prevent',
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
  'You can use the tool to convert files.',
  'Pros of listening to loud music in order to withstand the noise:',
  'The trail leads to a lake.',
  'It is a lesson for us all, as we go through life.',
  'Use a knife to open the box.',
  'He asked the court to hear the case.',
  'They have the right to vote.',
  'To be honest, the plan is far from done yet.',
  'It is important to note the date.',
  'This lets you edit the file.',
  'The factory produces cars.',
  'The light from the lamp is blue.',
  'In response to your question, the plan is done.',
  'It is too soon to tell.',
  'First, make sure that the door is closed.',
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

  it.each(RELATED)('%s', (text, cause, effect, relation) => {
    const found = mined(text)
    expect(found.map(({ content }) => content)).toEqual([{ cause, effect, relation }])
    for (const one of found) expectExactSpans({ user: '', assistant: text }, one, ['relation'])
  })

  it.each(UNCAUSED)('nothing in: %s', (text) => {
    expect(mined(text)).toEqual([])
  })
})
