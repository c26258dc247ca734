// Every operation of the queue on a real disk, to be killed at any moment: node test/faults/program.js QUEUE LOG
// The log says what was promised and what was paid for.
import { appendFileSync } from 'node:fs'
import { openDirectory } from '../../dist/queue/directory.js'

const [path, log] = process.argv.slice(2)
const note = (what, id) => appendFileSync(log, `${what} ${id}\n`)
const job = (n, plan) => ({ id: `p_${n.toString(16).padStart(16, '0')}`, plan })

const a = await openDirectory(path, { create: true, onUnknown: 'hold' })
for (const { id } of await a.putBatch([job(1, 'ok'), job(2, 'flaky'), job(3, 'low')])) note('acked', id)
note('acked', (await a.put(job(4, 'release'))).id)
const b = await openDirectory(path, { onUnknown: 'hold' })
const held = await b.claim()
await drain(a, 2)
await work(b, held)
await b.recover()
await drain(b)
for (const { id } of await b.list('error')) note('redriven', id)
await b.redrive()
await drain(a)
await b.archive()
await a.close()
await b.close()

async function drain(queue, most = Number.POSITIVE_INFINITY) {
  for (let n = 0; n < most; n++) {
    const claim = await queue.claim()
    if (claim.idle) return
    await work(queue, claim)
  }
}

export async function work(queue, claim) {
  const { id, attempt, job } = claim
  if (job.payload.plan === 'release' && attempt === 0 && !work.released) {
    work.released = true
    return queue.release(claim)
  }
  let [answer] = claim.answers
  if (answer === undefined) {
    await queue.begin(claim)
    if (job.payload.plan === 'flaky' && attempt === 0) return queue.retry(claim, { class: 'server_error' })
    note('paid', id)
    answer = `answer to ${id}`
    await queue.saveResult(claim, 0, answer)
    note('saved', id)
  }
  await queue.complete(
    claim,
    { class: 'ok', response: answer },
    job.payload.plan === 'low' ? 'error' : 'processed',
  )
  note('done', id)
}
