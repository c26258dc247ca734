import { describe, expect, it } from 'vitest'
import { prepare } from '../../../src/patterns/document.js'
import { procedure } from '../../../src/patterns/miners/procedure.js'
import type { Turn } from '../../../src/record/turn.js'
import { expectExactSpans } from '../spans.js'

interface Case {
  name: string
  turn: Turn
  task?: string
  steps: string[]
}

const CASES: Case[] = [
  {
    name: 'numbered list, the question is the task',
    turn: {
      user: 'Hi! How do I poach an egg?',
      assistant:
        'Sure! Follow these steps:\n\n1. Bring water to a simmer.\n2. Add a splash of vinegar.\n3. Slide the egg in.\n\nEnjoy your meal!',
    },
    task: 'How do I poach an egg?',
    steps: ['Bring water to a simmer.', 'Add a splash of vinegar.', 'Slide the egg in.'],
  },
  {
    name: 'code belongs to its step; numbers go on after it',
    turn: {
      user: 'How to install strom?',
      assistant: '1. Clone it:\n```\ngit clone x\n```\n2. Run the build:\n```\nnpm ci\n```\n3. Link it.',
    },
    task: 'How to install strom?',
    steps: ['Clone it:\n```\ngit clone x\n```', 'Run the build:\n```\nnpm ci\n```', 'Link it.'],
  },
  {
    name: 'bullets below numbers are steps of their own',
    turn: {
      user: 'How do I clean the filter?',
      assistant: '1. Remove the lid.\n   - Turn it to the left.\n   - Lift it.\n2. Rinse the filter.',
    },
    task: 'How do I clean the filter?',
    steps: ['Remove the lid.', 'Turn it to the left.', 'Lift it.', 'Rinse the filter.'],
  },
  {
    name: 'running text with first, then, finally',
    turn: {
      user: 'How can I descale a kettle?',
      assistant:
        'It is easy. First, fill the kettle with vinegar and water. Then boil it and let it stand for an hour. Finally, rinse it well.',
    },
    task: 'How can I descale a kettle?',
    steps: [
      'First, fill the kettle with vinegar and water.',
      'Then boil it and let it stand for an hour.',
      'Finally, rinse it well.',
    ],
  },
  {
    name: 'what announces the steps is none; the question is no task where it asks for something else',
    turn: {
      user: 'What is Braille? I know little about it.',
      assistant:
        'It is a script. Here is how to write Braille:\n\n1. Visit the site.\n2. Enter the text.\n3. Click "Translate".',
    },
    task: 'Here is how to write Braille:',
    steps: ['Visit the site.', 'Enter the text.', 'Click "Translate".'],
  },
  {
    name: 'lines without numbers',
    turn: {
      user: 'Recipe for pesto?',
      assistant:
        'Wash the basil\nToast the pine nuts in a pan\nWhen they are golden, crush them with the garlic\nStir in the oil',
    },
    task: 'Recipe for pesto?',
    steps: [
      'Wash the basil',
      'Toast the pine nuts in a pan',
      'When they are golden, crush them with the garlic',
      'Stir in the oil',
    ],
  },
  {
    name: 'sections "Step 1", "Step 2"',
    turn: {
      user: 'How do I repot a plant?',
      assistant:
        '**Step 1: Loosen the roots**\nTap the pot.\n\n**Step 2: Fill the new pot**\nUse fresh soil.\n\nGood luck!',
    },
    task: 'How do I repot a plant?',
    steps: ['**Step 1: Loosen the roots**\nTap the pot.', '**Step 2: Fill the new pot**\nUse fresh soil.'],
  },
  {
    name: 'without a question the lead-in is the task',
    turn: {
      user: '',
      assistant: 'To reset the router:\n\n- Unplug it.\n- Wait ten seconds.\n- Plug it in again.',
    },
    task: 'To reset the router:',
    steps: ['Unplug it.', 'Wait ten seconds.', 'Plug it in again.'],
  },
  {
    name: 'German list',
    turn: {
      user: 'Wie backe ich ein Brot?',
      assistant:
        '1. Mehl und Wasser mischen.\n2. Den Teig eine Stunde gehen lassen.\n3. Das Brot bei 220 Grad backen.',
    },
    task: 'Wie backe ich ein Brot?',
    steps: [
      'Mehl und Wasser mischen.',
      'Den Teig eine Stunde gehen lassen.',
      'Das Brot bei 220 Grad backen.',
    ],
  },
  {
    name: 'German running text',
    turn: {
      user: 'Wie setze ich das Gerät zurück?',
      assistant:
        'Öffnen Sie zuerst die Einstellungen. Wählen Sie dann das Menü System. Klicken Sie schließlich auf Zurücksetzen.',
    },
    task: 'Wie setze ich das Gerät zurück?',
    steps: [
      'Öffnen Sie zuerst die Einstellungen.',
      'Wählen Sie dann das Menü System.',
      'Klicken Sie schließlich auf Zurücksetzen.',
    ],
  },
  {
    name: 'told over several turns',
    turn: {
      context: [
        'How do I change the battery of the lamp?',
        'First unscrew the back plate.',
        'done',
        'Then lift the old battery out.',
      ],
      user: 'ok, it is out',
      assistant: 'Finally, put the new one in and close the plate.',
    },
    task: 'How do I change the battery of the lamp?',
    steps: [
      'First unscrew the back plate.',
      'Then lift the old battery out.',
      'Finally, put the new one in and close the plate.',
    ],
  },
]

const NONE: [name: string, turn: Turn][] = [
  [
    'ingredients',
    {
      user: 'What goes in?',
      assistant: '- 1 pinch rosemary\n- Salt and pepper\n- Brown sugar\n- Butter for the pan',
    },
  ],
  [
    'a list of things',
    {
      user: 'Which libraries are there?',
      assistant: '1. TensorFlow: by Google.\n2. PyTorch: by Meta.\n3. Keras: on top.',
    },
  ],
  [
    'lyrics',
    {
      user: 'Write a song about rain',
      assistant: 'Let it rain\nWash the street\nCome and dance\nTurn around',
    },
  ],
  [
    'a prompt',
    { user: 'Write a text about cats. Use short sentences. Make it funny.', assistant: 'Cats sleep.' },
  ],
  [
    'code that nobody fenced',
    {
      user: 'How do I sort in Rust?',
      assistant: 'let mut a = vec![3, 1];\nlet n = a.len();\na.sort();\nprint(a)',
    },
  ],
  [
    'a story',
    {
      user: 'What happened?',
      assistant: 'First she opened the door. Then she saw the dog. Finally they went home.',
    },
  ],
  ['questions', { user: 'How do I start?', assistant: 'Open what? Use which tool? Run it where?' }],
  ['one step', { user: 'How do I stop it?', assistant: 'Press the red button.' }],
  [
    'German story',
    { user: 'Was war?', assistant: 'Zuerst ging sie weg. Dann kam er. Schließlich aßen sie.' },
  ],
]

describe('procedure', () => {
  it.each(CASES)('$name', ({ turn, task, steps }) => {
    const found = procedure(prepare(turn))
    expect(found.map(({ content }) => content)).toEqual([{ ...(task && { task }), steps }])
    expect(found[0]!.certainty).toBeGreaterThanOrEqual(0.6)
    expectExactSpans(turn, found[0]!)
  })

  it.each(NONE)('none in %s', (_, turn) => {
    expect(procedure(prepare(turn)).filter(({ certainty }) => certainty >= 0.5)).toEqual([])
  })

  it.each([
    ['items', '1. a\n'.repeat(50_000)],
    ['instructions', 'Open it. '.repeat(50_000)],
    ['one sentence', `Open ${'a, '.repeat(200_000)}`],
    ['indents', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}- Open it`).join('\n')],
    ['sections', Array.from({ length: 5000 }, (_, i) => `Step ${i + 1}: go`).join('\n\n')],
  ])('hostile %s', (_, text) => {
    expect(Array.isArray(procedure(prepare({ user: 'How?', assistant: text })))).toBe(true)
  })
})
