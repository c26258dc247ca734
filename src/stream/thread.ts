// A thread of a crew: makes the step that it is told of, then works on each block of lines it is sent.
import { parentPort, workerData } from 'node:worker_threads'
import { runBatch, type Step } from './batch.js'
import type { Answer, Orders } from './crew.js'
import { type LineBlock, linesOf } from './lines.js'

const { kind, module, options, batch } = workerData as Orders
const made = (await import(module)) as { step: (options: unknown) => Step | Promise<Step> }
const step = await made.step(options)

let last = Promise.resolve()
parentPort?.on('message', (block: LineBlock) => {
  last = last.then(async () => parentPort?.postMessage(await answer(block)))
})
parentPort?.postMessage('ready')

async function answer(block: LineBlock): Promise<Answer> {
  try {
    return { result: await runBatch(kind, step, linesOf(block), batch) }
  } catch (error) {
    return { error: error as Error }
  }
}
