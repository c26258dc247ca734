// A thread of a crew: makes the step that it is told of, then works on each block of lines it is sent.
import { parentPort, workerData } from 'node:worker_threads'
import { runBatch, type Step } from './batch.js'
import type { Answer, Orders } from './crew.js'
import { type LineBlock, linesOf } from './lines.js'

const { kind, module, options, batch } = workerData as Orders
const made = (await import(module)) as { step: (options: unknown) => Step }
const step = made.step(options)

parentPort?.on('message', (block: LineBlock) => {
  let answer: Answer
  try {
    answer = { result: runBatch(kind, step, linesOf(block), batch) }
  } catch (error) {
    answer = { error: error as Error }
  }
  parentPort?.postMessage(answer)
})
parentPort?.postMessage('ready')
