import { visible } from '../text/visible.js'

/** Something that is wrong with a file, and what to do about it. */
export interface Finding {
  file: string
  /** 0 for the file as a whole. */
  line: number
  field: string
  reason: string
  fix: string
  level: 'error' | 'warning'
}

/** A finding as a line that editors can jump from. */
export function findingLine({ file, line, field, reason, fix, level }: Finding): string {
  const place = [file, ...(line ? [line] : [])].join(':')
  const what = [...(level === 'warning' ? ['warning'] : []), ...(field ? [field] : []), reason].join(': ')
  return visible(`${place}: ${what}; ${fix}`)
}
