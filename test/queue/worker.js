// A consumer without a model: asks a server for each job's answer and writes it down. For the tests that kill
// processes by the hundred, where `strom consume` takes too long to start.
//
//     node test/queue/worker.js QUEUE URL [--retry] [--durability process] [--jobs N]
//
// Ends when the queue is empty. Appends to QUEUE.saved each answer that was promised to be saved, with the time.
import { appendFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openDirectory } from '../../dist/queue/directory.js'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    retry: { type: 'boolean' },
    durability: { type: 'string', default: 'full' },
    jobs: { type: 'string', default: '1' },
  },
})
const [path, url] = positionals
const stop = new AbortController()
process.on('SIGTERM', () => stop.abort())
const queue = await openDirectory(path, {
  ...(values.retry && { onUnknown: 'retry' }),
  maxAttempts: 50, // killed at random, no job is poison
  durability: values.durability,
  stop: stop.signal,
})
await Promise.all(Array.from({ length: Number(values.jobs) }, consume))
await queue.close()

async function consume() {
  while (!stop.signal.aborted) {
    const claim = await queue.claim()
    if (claim.idle === 'later') await setTimeout(Math.min(200, Math.max(5, claim.until - Date.now())))
    else if (claim.idle) return
    else await work(claim)
  }
}

async function work(claim) {
  let [answer] = claim.answers
  if (answer === undefined) {
    await queue.begin(claim)
    const response = await fetch(`${url}/${claim.id}`, { signal: stop.signal }).catch(() => undefined)
    if (!response) return queue.retry(claim, { class: 'cancelled' }, { charge: false })
    answer = await response.json()
    await queue.saveResult(claim, 0, answer)
    appendFileSync(`${path}.saved`, `${claim.id} ${Date.now()}\n`)
  }
  await queue.complete(
    claim,
    { schema: 'strom.result/1', id: claim.id, class: 'ok', response: answer.text },
    'processed',
  )
}
