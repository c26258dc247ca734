import { words } from './words.js'

/** A put-off is short; in a longer text such a sentence is part of something. */
const LONGEST_PUT_OFF = 60

/**
 * Sentences in which a model talks to the one who asked instead of doing it: it offers help, asks back, says that it has
 * understood. In lower case with single spaces; every gap is bounded.
 */
const PUT_OFFS = [
  "i(?:['’]m| am|['’]d be| would be) (?:\\w+ )?(?:ready|here|happy|glad|excited|delighted) to (?:help|assist|start|begin)",
  "i(?:['’]d| would) (?:love|like) to (?:help|assist)",
  "i (?:can|will|['’]ll) (?:do my best to )?(?:help|assist) you",
  'how (?:can|may) i (?:help|assist)',
  '(?:what|which) (?:topic|subject|language|style) (?:would|do|should|can|shall) (?:you|i|we)\\b',
  'what (?:would|do) you (?:like|want|need) (?:me to|help|assistance|to (?:know|talk|discuss|ask))',
  'let me know (?:what|which|if|how|when|more|once)',
  "(?:please|can you|could you|you(?:['’]ll| will)? need to) (?:please )?(?:provide|share|tell|give|send|specify|clarify)(?: me| us)? (?:with )?(?:more|further|additional|the (?:specific )?(?:topic|details|text|prompt|question|information|context)|your|what|which|some more)",
  'i (?:need|require|would need) (?:a bit )?(?:more|some|additional|further|the)\\b',
  "(?:i(?:['’]m| am) waiting|looking forward) (?:for|to) your",
  '(?:wie|womit|wobei) (?:kann|darf) ich (?:dir|ihnen|euch|helfen|behilflich)',
  'ich (?:helfe|unterstütze) (?:dir|ihnen|euch) (?:gern|dabei)',
  'gerne?(?: doch)?[,!]? (?:helfe|unterstütze|schreibe|erstelle) ich',
  'ich (?:bin|stehe) (?:\\w+ )?(?:bereit|zur verfügung)',
  '(?:bitte|kannst du|könntest du|können sie|könnten sie) (?:\\w+ ){0,3}?(?:mehr|weitere|nähere|genauere|zusätzliche) (?:informationen|details|angaben|kontext)',
  '(?:welches thema|welcher stil|worüber) (?:möchtest|soll|möchten|willst|wollen|darf)',
  'ich (?:brauche|benötige) (?:noch |dazu |dafür )?(?:mehr|weitere|das thema|nähere)',
  'sobald (?:du|sie) (?:mir|das)',
].map(
  (pattern) => new RegExp(`(?:^|[.!?:,]\\s*(?:and |but |so |und )?|\\b(?:but|however|und|and) )${pattern}`),
)

/** Nothing but "Sure!" or "Verstanden." */
const ONLY_YES =
  /^\W*(?:sure|ok(?:ay)?|yes|certainly|of course|understood|got it|alright|absolutely|great|thank you|thanks|ja|gerne?|klar|natürlich|verstanden|in ordnung|danke)\b[\s\S]{0,40}$/

/** Does a text put off what was asked for: an offer of help, a question back, a mere yes? */
export function readsAsPutOff(text: string): boolean {
  const start = text.slice(0, 1000).trim().toLowerCase().replace(/\s+/g, ' ')
  const count = words(text.slice(0, 5000)).length
  if (count > LONGEST_PUT_OFF) return false
  return (count <= 6 && ONLY_YES.test(start)) || PUT_OFFS.some((pattern) => pattern.test(start))
}
