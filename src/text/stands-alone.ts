import { languageOf } from './language.js'
import { pointsBack } from './points-back.js'

/** So much of a text shows whether it goes on from what was said. */
const HEAD = 400
/** A question that is understood by itself names at least so many things. */
const LEAST_NAMED = 2
const LEAST_WORDS = 5
/** In so short a message "I" and "we" are people of whom more was told. */
const SHORT = 80
const SPEAKER = /\b(?:I|me|my|we|us|our|ich|mir|mich|mein\w*|wir|uns)\b/

/** Speaks of a text, or of a speaker's text, that is not in the message. */
const EARLIER =
  /\b(?:your|yours|you (?:said|say|just|gave|wrote|mentioned|provided|listed|suggested|told|forgot|missed)|so far|earlier|next|then|still|yet|already|from (?:now|here) on|(?:a |any |the )?(?:better|worse|longer|shorter|simpler|easier|similar|different|further|additional|alternative)\b(?! than)|(?:these|those) (?:kinds?|sorts?|types?|things|ones)|(?:change|modify|rewrite|rephrase|reword|shorten|expand|translate|convert|improve|fix|format|summari[sz]e) (?:the|all|every|each|my)|in (?:english|german|french|spanish|python|java|javascript|rust|c\+\+)[?.!]*$|dein\w*|ihre?n?|bisher|vorhin|eben|nächste\w*|dann|ähnlich\w*|ander[se]\w*)\b/iu

/** "Give me examples": of what stands before, unless it is said of what. */
const OF_WHAT =
  /\b(?:examples?|details?|steps?|reasons?|ideas?|options?|sources?|references?|names?|suggestions?|alternatives?|versions?|recipes?|tips|beispiele?|einzelheiten|schritte|gründe|ideen|quellen|vorschläge)\b(?! (?:of|for|to|on|about|how|that|why|in|from|with|by|where|when|von|für|zu|wie|aus|über|der|des)\b)/iu

/** "the code", "the second one": something that was spoken of, unless a name or what follows says which. */
const THE = /\bthe ((?:\p{L}[\p{L}'’-]*[^\S\n]*){1,4})/giu
const SAYS_WHICH =
  /^(?:of|in|for|between|that|which|who|whose|from|by|about|under|behind|against|within|during|used|called|named|known)$/i
/** There is one of each. */
const KNOWN =
  /^(?:world|internet|web|sun|moon|earth|universe|future|past|present|sky|ocean|weather|human|most|best|more|less|same time|morning|evening|night|day|way|difference|following|list below)\b/i

/** "What is Docker?" */
const ASKS_WHAT =
  /^(?:(?:what|who)(?:['’]s| is| are| was| were)|(?:please )?(?:explain|define)|was (?:ist|sind|war|bedeutet)|wer (?:ist|war))(?: an?| eine?)? ["'“„«`]?[\p{L}\p{N}+#.-]+(?: [\p{L}\p{N}+#.-]+)?\W*$/iu

/** Words that name nothing a question could be about. */
const EMPTY = new Set(
  (
    'a an the and or but so if of to in on at by for from with about as into than then that this these those it its they them their he she his her him ' +
    'i me my we us our you your one ones some any all each every no not only also too very much many more most less least own ' +
    'is are was were be been being am do does did done doing have has had having can could will would shall should may might must need let ' +
    "what which who whom whose when where why how there here please thanks thank ok okay yes no hi hello hey well now just really actually maybe i'm it's what's " +
    'give tell show explain describe write make list name provide create say get use know want like think help find try go see mean work works add put take ' +
    'example examples detail details thing things kind kinds type types way ways word words step steps part parts reason reasons question answer ' +
    'good great nice best better other another different same first second last next new old few five ten two three four six ' +
    'der die das den dem des ein eine einen einem einer und oder aber wenn dass als auch noch nur schon sehr mehr nicht kein keine von zu im am mit für auf ' +
    'ist sind war waren sein hat haben kann können könnte soll sollte wird werden würde muss gibt ich du er sie es wir ihr mir mich dir dich man ' +
    'was wer wie wo wann warum wieso welche welcher welches bitte danke ja nein hallo sag sage nenne gib zeige erkläre erklär schreibe schreib mach mache ' +
    'beispiel beispiele wort wörter schritt schritte grund frage antwort gut andere anderen erste zweite letzte nächste'
  ).split(' '),
)
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’+#.-]*/gu

/** An answer that begins so speaks of what was said before its question. */
const ANSWERS_EARLIER =
  /\b(?:i(?:['’]m| am)? ?(?:very |so |really )?(?:apologi[sz]e|sorry (?:for|about|if|that))|my apologies|apologies|you(?:['’]re| are) (?:absolutely |completely )?(?:right|correct)|as (?:i |we )?(?:mentioned|said|noted|stated|explained|discussed)|(?:the|this|that|your) \w+(?: \w+)? (?:that )?(?:you|i|we) (?:provided|gave|listed|shared|sent|mentioned)|(?:mentioned|said|listed|described|given) (?:above|earlier|before|previously)|(?:revised|updated|modified|rewritten|shortened|corrected|improved|new|another|longer|shorter) (?:version|list|code|example|script|poem|story|ending)|more (?:examples|ideas|details)|entschuldigung|du hast recht|sie haben recht|wie (?:oben |bereits |schon )?(?:erwähnt|gesagt)|überarbeitete\w*)\b/iu

/**
 * Is a message that follows others understood without them? Says no where it is in doubt: history that was not needed
 * does no harm, history that is missing does. Rules for English and German; a message in another language needs what
 * stands before it.
 * @param answer what was answered to it: "the list you gave" shows what it is about
 */
export function standsAlone(message: string, answer: string): boolean {
  const head = message.slice(0, HEAD).trim()
  if (languageOf(head) === 'other' || pointsBack(message) || EARLIER.test(head) || OF_WHAT.test(head))
    return false
  if (message.length < SHORT && SPEAKER.test(message)) return false
  const words = head.match(WORD) ?? []
  const named = words.filter(names).length
  if (ASKS_WHAT.test(head) ? named === 0 : words.length < LEAST_WORDS || named < LEAST_NAMED) return false
  for (const [, phrase = ''] of head.matchAll(THE))
    if (!KNOWN.test(phrase) && !saysWhich(phrase)) return false
  return !ANSWERS_EARLIER.test(answer.slice(0, 250))
}

const names = (word: string) => !EMPTY.has(word.toLowerCase().replace(/[.'’-]+$/, ''))

/** "the capital of", "the planet Mars" */
const saysWhich = (phrase: string) =>
  phrase
    .split(/\s+/)
    .some((word, i) =>
      i === 0 ? /^\p{Lu}/u.test(word) : SAYS_WHICH.test(word) || /^\p{Lu}\p{Ll}/u.test(word),
    )
