/** Small sets in which each text says what it is, so that a check can tell what was trained. */

const call = (id, name, given, text, error) => ({
  id,
  name,
  arguments: given,
  result: { text, ...(error && { error: true }) },
})

/** Turns of an agent: parallel calls, a failure and its repair, thoughts, remarks of the runtime, a compaction. */
export function agentSession() {
  const turn = (index, more) => ({ id: `t_${index}`, conversation: 'c_agent', index, signal: true, ...more })
  const result = (n) => `result ${n}: what the tool gave back, which nobody is to learn`
  const session = [
    turn(0, {
      system: 'You work in a repository.',
      user: 'Question 0: why does the test of the basket fail, and can you mend it?',
      assistant: 'Said 0: I look at both files.\n\nSaid 1: the sum was never rounded, and now it is.',
      steps: [
        {
          text: 'Said 0: I look at both files.',
          reasoning: 'Thought 0: two files at once.',
          calls: [
            call('call_1', 'Read', { path: 'src/basket.ts', from: 1 }, result(1)),
            call('call_2', 'Bash', { command: 'npm test -- "basket" | tail' }, result(2)),
          ],
        },
        {
          calls: [
            call('call_3', 'Edit', { path: 'src/basket.ts', old: 'a + b', new: 'wrong' }, result(3), true),
          ],
        },
        {
          calls: [
            call('call_4', 'Edit', { path: 'src/basket.ts', old: 'a + b;', new: 'round(a + b);' }, result(4)),
          ],
        },
        { text: 'Said 1: the sum was never rounded, and now it is.', reasoning: 'Thought 1: it passes.' },
      ],
    }),
    turn(1, {
      user: 'Question 1: thank you. What does round do with a half?',
      assistant: 'Said 2: it goes up, -0.5 to -0.',
    }),
    turn(2, {
      user: 'Question 2: go on with the list of invoices, which is longer.',
      assistant: 'Said 3: started.\n\nSaid 4: the list is done too.',
      steps: [
        { text: 'Said 3: started.', calls: [call('call_5', 'Bash', { command: 'ls <dir>' }, result(5))] },
        {
          from: 'runtime',
          name: 'task-notification',
          text: '<note>The build in the background, of which nobody spoke, has ended.</note>',
        },
        { calls: [call('call_6', 'Read', { path: 'src/invoices.ts' }, '')] },
        {
          from: 'runtime',
          name: 'compaction',
          text: 'Summary: the basket was mended, the list of invoices is under way.',
        },
        { calls: [call('call_7', 'Bash', { command: 'npm test' }, result(7))] },
        { text: 'Said 4: the list is done too.' },
      ],
    }),
  ]
  return Array.from({ length: 6 }, (_, n) =>
    session.map((each) => ({
      ...each,
      id: `${each.id}_${n}`,
      conversation: `c_${n}`,
      user: `${each.user} (${n})`,
    })),
  ).flat()
}

/** Plain turns. */
export function chats() {
  return Array.from({ length: 12 }, (_, n) => ({
    id: `p_${n}`,
    conversation: `p_${n >> 1}`,
    index: n & 1,
    user: `Question ${n}: what is the square of ${n}?`,
    assistant: `Said ${n}: it is ${n * n}, which is ${n} times ${n}.`,
    signal: n % 5 !== 4,
  }))
}

/** Turns with a better and a worse answer. */
export function preferences() {
  return Array.from({ length: 6 }, (_, n) => ({
    id: `r_${n}`,
    conversation: `r_${n}`,
    index: 0,
    user: `Question ${n}: what is the double of ${n}?`,
    assistant: `Said ${n}: it is ${2 * n}.`,
    feedback: 'up',
    alternatives: [{ assistant: `Said ${n}: it is ${2 * n + 1}, I think.`, feedback: 'down' }],
  }))
}
