const DAY = 86_400_000
const TWO = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))

let day = Number.NaN
let date = ''

/** As `new Date(millis).toISOString()`, with the date made once for all times of a day that follow each other. */
export function isoTime(millis: number): string {
  const whole = Math.trunc(millis)
  const today = Math.floor(whole / DAY)
  if (today !== day) {
    date = new Date(whole).toISOString().slice(0, -13)
    day = today
  }
  const rest = whole - today * DAY
  const seconds = Math.floor(rest / 1000)
  const minutes = Math.floor(seconds / 60)
  const time = `${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}`
  return `${date}${time}.${String(rest % 1000).padStart(3, '0')}Z`
}
