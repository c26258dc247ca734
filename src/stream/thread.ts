// A thread of a crew: makes the step that it is told of, then works on each block of lines it is sent.
import { parentPort, workerData } from 'node:worker_threads'
import { runBatch, type Step } from './batch.js'
import type { Answer, Orders } from './crew.js'
import type { LineBlock } from './lines.js'
import type { BatchResult } from './sink.js'

const { kind, module, options, batch } = workerData as Orders
const made = (await import(module)) as { step: (options: unknown) => Step | Promise<Step> }
const step = await made.step(options)

let last = Promise.resolve()
parentPort?.on('message', (block: LineBlock) => {
  last = last.then(async () => {
    const answer = await answerTo(block)
    parentPort?.postMessage(answer, 'result' in answer ? buffersOf(answer.result) : [])
  })
})
parentPort?.postMessage('ready')

async function answerTo(block: LineBlock): Promise<Answer> {
  try {
    return { result: await runBatch(kind, step, block, batch) }
  } catch (error) {
    return { error: error as Error }
  }
}

/** What is handed over, not copied. */
function buffersOf({ out, rejects }: BatchResult): ArrayBuffer[] {
  return [out, rejects].flatMap(({ buffer, length }) => (length ? [buffer as ArrayBuffer] : []))
}
