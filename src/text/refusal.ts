import { words } from './words.js'

const LONGEST_REFUSAL = 120

const DOES =
  '(?:help|assist|comply|provide|answer|discuss|do that|fulfill?|engage|write|create|continue|support|offer|share)'
const TUT =
  '(?:helfen|weiterhelfen|beantworten|antworten|unterstützen|erfüllen|schreiben|verfassen|erstellen|nachkommen|bereitstellen|beurteilen|tun|machen|geben|fortsetzen|eingehen|äußern|zulässig|möglich|erlaubt)'
const CANNOT = "(?:can['’]?t|cannot|can not|won['’]?t|(?:am |['’]m )?(?:unable|not able) to)"
const DAS = '(?:das|dies|dabei|damit|dazu|darauf|darüber|hierbei|hierzu|diese[nrms]?)'

/** Beginnings of refusals, in lower case with single spaces. Every gap is bounded. */
const REFUSALS = [
  `(?:(?:i['’]m|i am) (?:\\w+ )?sorry|sorry|apologies|unfortunately)\\b.{0,60}?\\bi(?: |['’])?.{0,12}?${CANNOT}`,
  `i ?${CANNOT} (?:\\w+ ){0,3}?${DOES}`,
  `as an ai\\b.{0,40}?\\bi(?: |['’])?.{0,12}?${CANNOT}`,
  '(?:es )?tut mir (?:\\w+ )?leid\\b.{0,60}?(?:nicht|kein)',
  `(?:leider )?(?:(?:kann|darf|werde|möchte) ich|ich (?:kann|darf|werde|möchte)) .{0,20}?${DAS}\\b.{0,60}?(?:nicht|keine?n?)\\b.{0,40}?${TUT}`,
  `${DAS} (?:\\w+ )?(?:kann|darf|werde|möchte) ich .{0,20}?(?:nicht|keine?n?)\\b.{0,40}?${TUT}`,
  `als (?:ki|sprachmodell)\\b.{0,40}?(?:kann|darf) ich .{0,60}?(?:nicht|keine?n?)\\b`,
].map((pattern) => new RegExp(`^${pattern}`))

/** Does a short text say, at its beginning, that its writer will not answer? */
export function readsAsRefusal(text: string): boolean {
  const start = text.slice(0, 300).trim().toLowerCase().replace(/\s+/g, ' ')
  return (
    REFUSALS.some((pattern) => pattern.test(start)) && words(text.slice(0, 5000)).length <= LONGEST_REFUSAL
  )
}
