// Loaded into every Node process of a measured line: notes the peak resident memory, in kB, when it ends.
import { appendFileSync } from 'node:fs'

const file = process.env.STROM_BENCH_RSS
if (file) process.on('exit', () => appendFileSync(file, `${process.resourceUsage().maxRSS}\n`))
