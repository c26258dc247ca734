/** What a message speaks of and a reader of the record does not see. */
export type Absent = 'file' | 'text' | 'page' | 'history'

const PICTURE =
  'image|picture|photo(?:graph)?|screenshot|video|audio|recording|drawing|diagram|bild|foto|video|aufnahme|zeichnung'
const PAPER = 'file|document|pdf|spreadsheet|slides?|csv|docx?|xlsx?|datei|dokument|tabelle'
const WRITING =
  'text|paragraph|passage|section|sentences?|article|essay|e-?mail|letter|code|function|script|snippet|table|list|data|poem|story|transcript|absatz|abschnitt|satz|sätze|artikel|aufsatz|brief|funktion|liste|gedicht|geschichte'

const ATTACHED = new RegExp(
  `\\b(?:attached|enclosed|uploaded|angehängte\\w*|beigefügte\\w*|hochgeladene\\w*) (?:[\\p{L}-]+ )?(?:${PICTURE}|${PAPER}|${WRITING})s?\\b|\\b(?:${PICTURE}|${PAPER})s? (?:is |are |i(?:['’]ve| have)? )?(?:attached|enclosed|uploaded|sent)\\b|\\bi(?:['’]ve| have)? (?:just )?(?:attached|uploaded)\\b|\\bsee (?:the )?attach(?:ed|ment)\\b|\\bim anhang\\b`,
  'iu',
)
const THIS_PICTURE = new RegExp(
  `\\b(?:in|of|from|at|describe|caption|transcribe|analy[sz]e|explain|read|edit|auf|beschreibe?) (?:this|these|the following|diese[mnrs]?) (?:[\\p{L}-]+ )?(?:${PICTURE})s?\\b|\\b(?:${PICTURE}|${PAPER}) (?:above|below|oben|unten)\\b`,
  'iu',
)
const THIS_PAPER = new RegExp(
  `\\b(?:this|these|the following|diese[mnrs]?|folgende\\w*) (?:[\\p{L}-]+ )?(?:${PAPER})s?\\b`,
  'iu',
)
const BELOW = new RegExp(
  `\\b(?:the )?(?:following|folgende\\w*) (?:[\\p{L}-]+ ){0,2}(?:${WRITING})\\b|\\b(?:${WRITING}) (?:below|unten)\\b`,
  'iu',
)
const THIS_WRITING = new RegExp(
  `\\b(?:summari[sz]e|rewrite|rephrase|paraphrase|translate|proofread|correct|edit|fix|debug|improve|shorten|analy[sz]e|explain|review|refactor|convert|in|übersetze?|korrigiere?|verbessere?|kürze?|fasse?) (?:this|these|diese[mnrs]?) (?:[\\p{L}-]+ )?(?:${WRITING})\\b`,
  'iu',
)
const PAGE =
  /\b(?:read|summari[sz]e|summary of|visit|open|watch|look at|check(?: out)?|analy[sz]e|translate|review|browse|go to|according to|tl;?dr|lies|lese?n?|fasse?|öffne|schau|übersetze?)\b[^\n]{0,120}https?:\/\//i
const ONLY_A_LINK = /^\s*https?:\/\/\S+\s*$/
const LINKS = /https?:\/\/\S+/g
const EARLIER =
  /^\W*(?:(?:please )?(?:continue|go on|keep going)|(?:bitte )?(?:mach )?weiter)\W*$|\b(?:your (?:previous|last|earlier) (?:answer|response|message|reply)|as you (?:said|mentioned|wrote)|(?:deine|ihre) (?:vorherige|letzte) antwort)\b/i
const ABOVE = new RegExp(
  `\\b(?:the )?(?:above|obige\\w*) (?:[\\p{L}-]+ )?(?:${WRITING})\\b|\\b(?:${WRITING}) above\\b`,
  'iu',
)

/** So much beside what points to it may be the thing itself, pasted. */
const PASTED = 300
const LEAST = 6

/**
 * What a message rests on that is not in it. English and German; only what is plainly said counts.
 * @param follows there are messages before it: they may hold the text that is meant
 */
export function restsOn(message: string, follows: boolean): Absent | undefined {
  if (ONLY_A_LINK.test(message)) return 'page'
  const head = message.slice(0, 2000)
  const short = message.replace(LINKS, '').length < PASTED
  if (short && PAGE.test(head)) return 'page'
  const holds = holdsText(message)
  if (!holds && (ATTACHED.test(head) || THIS_PAPER.test(head))) return 'file'
  if (short && !holds && THIS_PICTURE.test(head)) return 'file'
  if (holds) return undefined
  if (BELOW.test(head) || (!follows && THIS_WRITING.test(head))) return 'text'
  return !follows && (EARLIER.test(head) || ABOVE.test(head)) ? 'history' : undefined
}

/** Is there more than the request: a second line, a quotation, what stands after a colon, or just much of it? */
function holdsText(message: string): boolean {
  if (message.length >= PASTED) return true
  const [, ...lines] = message.trim().split('\n')
  if (lines.join('').trim().length >= LEAST) return true
  if (/["“„«`'‘][^"”“»`'’]{12,}["”“»`'’]/.test(message)) return true
  const colon = message.indexOf(':')
  return colon >= 0 && message.slice(colon + 1).trim().length >= LEAST
}
