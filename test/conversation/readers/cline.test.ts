import { describe, expect, it } from 'vitest'
import { importValues, pairs } from '../../support/import.js'

const text = (said: string) => ({ type: 'text', text: said })
const user = (...content: unknown[]) => ({ role: 'user', content })
const model = (...content: unknown[]) => ({ role: 'assistant', content })
const task = text('<task>\nFind the slow test\n</task>')
const details = text('<environment_details>\n# Open Tabs\nsrc/a.ts\n</environment_details>')
const use = (id: string, name: string, input: object) => ({ type: 'tool_use', id, name, input })
const back = (id: string, content: unknown) => ({ type: 'tool_result', tool_use_id: id, content })
const read = (...messages: object[]) => importValues(messages, { keepRejects: true })

describe('a task', () => {
  it('is one turn around its tools, with the words in the envelope', async () => {
    const result = await read(
      user(task, details),
      model(text('I look.'), use('t', 'read_file', { path: 'a.ts' })),
      user(back('t', 'sleep(1000)'), details),
      model(use('d', 'attempt_completion', { result: 'It is a.ts: it sleeps.' })),
    )
    expect(result.turns).toMatchObject([
      {
        user: 'Find the slow test',
        assistant: 'I look.\n\nIt is a.ts: it sleeps.',
        origin: 'cline',
        agent: { name: 'cline' },
        tools: [{ name: 'read_file' }],
        steps: [
          {
            text: 'I look.',
            calls: [{ id: 't', arguments: { path: 'a.ts' }, result: { text: 'sleep(1000)' } }],
          },
          { text: 'It is a.ts: it sleeps.' },
        ],
      },
    ])
    expect(result.rejected).toEqual({ injected: 2 })
    expect(result.rejects.map((reject) => reject.text)).toEqual([details.text, details.text])
  })

  it('of older versions has its calls as elements in the text, and results in texts', async () => {
    const write =
      '<write_to_file>\n<path>a.xml</path>\n<content>\n<content>x</content>\n</content>\n</write_to_file>'
    const result = await read(
      user(task, details),
      model(text(`<thinking>Which?</thinking>\n\nI look.\n<read_file>\n<path>a.ts</path>\n</read_file>`)),
      user(text("[read_file for 'a.ts'] Result:"), text('line 1\n<task>no task</task>'), details),
      model(text(write)),
      user(
        text(
          "[write_to_file for 'a.xml'] Result:\nThe tool execution failed with the following error:\n<error>\nx\n</error>",
        ),
      ),
      model(text('<attempt_completion>\n<result>\nDone.\n</result>\n</attempt_completion>')),
    )
    expect(result.turns).toMatchObject([
      {
        user: 'Find the slow test',
        assistant: 'I look.\n\nDone.',
        steps: [
          {
            reasoning: 'Which?',
            text: 'I look.',
            calls: [
              {
                name: 'read_file',
                arguments: { path: 'a.ts' },
                result: { text: 'line 1\n<task>no task</task>' },
              },
            ],
          },
          {
            calls: [
              {
                name: 'write_to_file',
                arguments: { path: 'a.xml', content: '<content>x</content>' },
                result: { error: true, text: expect.stringContaining('failed') },
              },
            ],
          },
          { text: 'Done.' },
        ],
      },
    ])
    expect(result.rejected).toEqual({ injected: 2 })
  })

  it.each<[string, unknown[], unknown[]]>([
    [
      'feedback to what was done',
      [model(text('<attempt_completion><result>Done.</result></attempt_completion>'))],
      [
        text('[attempt_completion] Result:'),
        text(
          'The user has provided feedback on the results. Consider their input.\n<feedback>\nNot yet.\n</feedback>',
        ),
      ],
    ],
    [
      'feedback to what was done, as a block',
      [model(use('d', 'attempt_completion', { result: 'Done.' }))],
      [
        back(
          'd',
          'The user has provided feedback on the results. Consider it.\n<feedback>\nNot yet.\n</feedback>',
        ),
      ],
    ],
    [
      'an answer to a question',
      [model(text('<ask_followup_question>\n<question>Ready?</question>\n</ask_followup_question>'))],
      [text("[ask_followup_question for 'Ready?'] Result:\n<answer>\nNot yet.\n</answer>")],
    ],
    [
      'words with a refusal',
      [model(use('t', 'execute_command', { command: 'rm a' }))],
      [back('t', JSON.stringify({ status: 'denied', feedback: 'Not yet.' }))],
    ],
    [
      'words with a refusal, in a text',
      [model(text('<execute_command><command>rm a</command></execute_command>'))],
      [
        text("[execute_command for 'rm a'] Result:"),
        text(
          'The user denied this operation and provided the following feedback:\n<feedback>\nNot yet.\n</feedback>',
        ),
      ],
    ],
    [
      'a message after a break',
      [model(text('Done.'))],
      [
        text('[TASK RESUMPTION] This task was interrupted a minute ago. Reassess it.'),
        text('New instructions for task continuation:\n<user_message>\nNot yet.\n</user_message>'),
      ],
    ],
    ['a message as it is', [model(text('Done.'))], [text('Not yet.')]],
  ])('has %s, which are the words of the person', async (_, before, answer) => {
    const { turns } = await read(
      user(task),
      ...(before as object[]),
      user(...answer, details),
      model(text('I wait.')),
    )
    expect(turns.map(({ user }) => user)).toEqual(['Find the slow test', 'Not yet.'])
    expect(turns[1]?.assistant).toBe('I wait.')
    const [call] = turns[0]?.steps?.[0]?.calls ?? []
    expect(turns[1]?.via).toEqual(call && { call: call.id })
    expect(call?.result?.author).toBe(call && 'human')
  })

  it.each([
    ['a demand for a tool', 'error', '[ERROR] You did not use a tool! Please retry.'],
    ['a break', 'resumption', '[TASK RESUMPTION] This task was interrupted a minute ago. Reassess it.'],
    [
      'a second tool',
      'not-executed',
      'Tool [read_file] was not executed because a tool has already been used.',
    ],
  ])('is answered by the model after %s, which is a step', async (_, name, said) => {
    const result = await read(
      user(task),
      model(text('Let me think.')),
      user(text(said), details),
      model(text('Done.')),
    )
    expect(pairs(result)).toEqual([['Find the slow test', 'Let me think.\n\nDone.']])
    expect(result.turns[0]?.steps?.[1]).toMatchObject({ from: 'runtime', name, text: said })
  })

  it('of Roo is told by its modes, and begins anew with a summary', async () => {
    const mode = text('<environment_details>\n# Current Mode\n<slug>code</slug>\n</environment_details>')
    const result = await read(
      user(task, mode),
      model(text('A.')),
      { ...model(text('They look for a test.')), isSummary: true },
      user(text('Go on'), mode),
      model(text('B.')),
    )
    expect(result.turns).toMatchObject([
      { agent: { name: 'roo-code' }, user: 'Find the slow test', assistant: 'A.' },
      { user: 'Go on', steps: [{ from: 'runtime', name: 'compaction' }, { text: 'B.' }] },
    ])
  })

  it('of 2026 is an object with times and no envelopes', async () => {
    const session = {
      version: 1,
      agent: 'lead',
      sessionId: 's1',
      messages: [
        { ...user(text('Find the slow test')), id: 'u', ts: 1_760_000_000_000 },
        {
          ...model({ type: 'thinking', text: 'Where?' }, text('It is a.ts.')),
          id: 'm',
          ts: 1_760_000_001_000,
        },
      ],
    }
    expect((await read(session)).turns).toMatchObject([
      {
        conversation: 's1',
        origin: 'cline',
        time: '2025-10-09T08:53:20.000Z',
        steps: [{ reasoning: 'Where?', text: 'It is a.ts.' }],
      },
    ])
  })

  it('is not every prompt in an element', async () => {
    const { turns } = await read({
      messages: [{ role: 'user', content: '<task>Add</task>' }, model(text('3'))],
    })
    expect(turns).toMatchObject([{ user: '<task>Add</task>', origin: 'openai-messages' }])
  })

  it('takes time that grows with its size only', async () => {
    for (const odd of ['<read_file>', '<read_file><path>', '</', '[a', '[a] Result:', '<feedback>', '<task>'])
      await read(user(task, text(odd.repeat(50_000))), model(text(odd.repeat(50_000))))
  })
})
