import { expect, it } from 'vitest'
import { parseLines, shell } from '../support/strom.js'

/** Nine exchanges: six with content, three that are only polite. */
const SESSION: [string, string][] = [
  ['hi', 'Hello! How can I help you today?'],
  [
    'What is a vector clock?',
    'A vector clock is a list of counters, one for each process of a distributed system. It tells whether one event happened before another or whether the two were concurrent. Each process raises its own counter at every event and sends the whole list with every message.',
  ],
  [
    'How does a process update its vector clock when it receives a message?',
    'It takes, for every position, the larger of its own counter and the counter in the message, and then raises its own position by one. That way its clock reflects everything the sender knew.',
  ],
  ['thanks!', "You're welcome!"],
  [
    'What is the difference between a vector clock and a Lamport timestamp?',
    'A Lamport timestamp is a single number, so it can order events but cannot tell whether two events were concurrent. A vector clock keeps one number per process and can tell. The price is size: it grows with the number of processes.',
  ],
  [
    'Why do databases such as Riak use version vectors?',
    'Riak accepts writes on several replicas at once, so two clients can change one key without knowing of each other. The version vectors show that neither write replaced the other, and the database can then keep both as siblings instead of losing one.',
  ],
  [
    'How do I implement a vector clock in Python?',
    'Follow these steps:\n\n1. Keep a dictionary that maps process names to counters.\n2. Before every local event, add one to your own counter.\n3. Send a copy of the dictionary with each message.\n4. On receipt, take the maximum of both dictionaries for every key, then add one to your own counter.',
  ],
  [
    'Should we use vector clocks or a central sequencer for our three services?',
    'Use the central sequencer. With three services in one data centre a single counter in PostgreSQL is simple and fast enough, because you process fewer than 100 events per second, and it gives you a total order that vector clocks cannot give.',
  ],
  ['bye', 'Goodbye! Have a great day!'],
]

it('keeps six of nine exchanges and finds at least five sure patterns, most of them Q&A', async () => {
  const stdin = SESSION.map(([user, assistant]) => `${JSON.stringify({ user, assistant })}\n`).join('')
  const scored = await shell('strom score -q', { stdin })
  const turns = parseLines(scored.stdout)
  expect(turns.map(({ signal }) => signal)).toEqual([false, true, true, false, true, true, true, true, false])

  const mined = await shell('strom mine -q', { stdin: scored.stdout })
  const patterns = parseLines(mined.stdout)
  expect(patterns.length).toBeGreaterThanOrEqual(5)
  expect(patterns.filter(({ kind }) => kind === 'qa_pair').length).toBeGreaterThanOrEqual(patterns.length / 2)
  const sure = patterns.filter(({ confidence }) => (confidence as number) >= 0.7)
  expect(sure.length / patterns.length).toBeGreaterThanOrEqual(0.8)
})
