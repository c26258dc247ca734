import { readRows } from './data.js'

export const DIALOGUES = ['sgd', 'multiwoz', 'redial', 'ab_redial']
export const file = (set) => `outcome/${set}.jsonl`
export const rowsOf = (dir, set) => readRows(dir, file(set))
