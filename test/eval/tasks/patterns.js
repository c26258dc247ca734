import { figures, readRows } from '../data.js'
import { program } from '../mined.js'

/** What is mined from real conversations: how many of each kind, and how many of one turn say the same. */
export default {
  name: 'patterns/oasst',
  needs: ['chats/oasst.jsonl'],
  async run(dir) {
    const mine = await program()
    const kinds = new Map()
    let [turns, mined, repeated] = [0, 0, 0]
    for (const { messages } of readRows(dir, 'chats/oasst.jsonl')) {
      for (const [i, { role, content }] of messages.entries()) {
        if (role !== 'user' || messages[i + 1]?.role !== 'assistant') continue
        turns++
        const context = messages.slice(Math.max(0, i - 4), i).map((message) => message.content)
        const contents = mine({ user: content, assistant: messages[i + 1].content, context }).map(
          ({ kind, content }) => `${kind} ${JSON.stringify(content).toLowerCase().replace(/\s+/g, ' ')}`,
        )
        mined += contents.length
        repeated += contents.length - new Set(contents).size
        for (const key of contents) kinds.set(key.split(' ')[0], (kinds.get(key.split(' ')[0]) ?? 0) + 1)
      }
    }
    return figures('patterns/oasst', turns, {
      'patterns a turn': mined / turns,
      ...Object.fromEntries([...kinds].sort().map(([kind, count]) => [`${kind}, a turn`, count / turns])),
      'repeated in a turn': repeated,
    })
  },
}
