import type { Language } from '../../text/language.js'
import { SMALL_TALK } from '../../text/social.js'
import type { Span } from '../../text/span.js'
import type { Field } from '../document.js'
import { isInstruction } from '../instructions.js'

/** What kind of answer a question asks for. */
export type Asked =
  | 'yes_no'
  | 'choice'
  | 'who'
  | 'when'
  | 'where'
  | 'quantity'
  | 'why'
  | 'how'
  | 'what'
  | 'request' // not a question: "Explain ...", "Write ..."
  | 'open' // a question mark, and no telling word

/** What a sentence of a chat may open with before it comes to the point. */
const OPENER_EN =
  /^(?:[\s"'“(*_>-]|(?:so|and|but|ok|okay|well|um+|uh+|hm+|now|then|also|or|yeah|yes|no|right|hey|hi|hello|hey there|alright|anyway|actually|please|sorry|thanks|thank you|great|cool|because|just|like|i mean|you know|wait|oh|good (?:morning|evening|day))\b[\s,.!:–—-]*)+/i
const OPENER_DE =
  /^(?:[\s"'„“(*_>-]|(?:so|und|aber|ok|okay|also|na|hm+|äh+|ähm|nun|dann|ja|nein|doch|hey|hi|hallo|moin|servus|guten (?:tag|morgen|abend)|bitte|sorry|entschuldigung|danke|super|gut|ach|oh|sag mal|übrigens)(?!\p{L})[\s,.!:–—-]*)+/iu

const AUX_EN =
  /^(?:is|are|am|was|were|do|does|did|can|could|would|will|shall|should|may|might|has|have|had|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|can't|couldn't|won't|wouldn't|shouldn't|haven't|hasn't|ain't)\s+(?:i|you|he|she|it|we|they|there|this|that|these|those|the|a|an|my|your|his|her|its|our|their|any\w*|some\w*|every\w*|all|people|one|not)\b/i
const AUX_DE =
  /^(?:ist|sind|bin|bist|war|waren|hat|haben|habe|hast|hatte|kann|kannst|können|könnte|könntest|könnten|könnt|muss|musst|müssen|soll|sollte|sollten|will|willst|wollen|wird|werden|wirst|würde|würdest|würden|darf|dürfen|gibt|gäbe|macht|geht|weiß|weißt|kennst|kennt|brauche|braucht|brauchst|hilft|funktioniert|stimmt|meinst|glaubst|findest|möchtest)\s+(?:ich|du|er|sie|es|man|wir|ihr|der|die|das|dies\w*|ein\w*|mein\w*|dein\w*|jemand|etwas|hier|da|denn|mir|mich)(?!\p{L})/iu

/** "Is Pluto a planet", "Hat Berlin einen Hafen": a verb, then a name. */
const AUX_NAME =
  /^(?:[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Dd]o|[Dd]oes|[Dd]id|[Cc]an|[Cc]ould|[Ww]ould|[Ww]ill|[Ss]hould|[Hh]as|[Hh]ave|[Ii]st|[Ss]ind|[Ww]ar|[Ww]aren|[Hh]at|[Hh]aben|[Kk]ann|[Kk]önnen|[Mm]uss|[Ss]oll|[Ww]ird|[Ww]erden|[Dd]arf)\s+\p{Lu}/u

/** A question even where it ends in a full stop; "Should you need ..." and "Had I known ..." are none. */
const SURE_EN =
  /^(?:is|are|am|do|does|did|can|could|would|will) (?:i|you|he|she|it|we|they|there|anyone|anybody)\b/i

const WH_EN: readonly (readonly [RegExp, Asked])[] = [
  [
    /^(?:who|whose|whom)\b|^(?:which|what) (?:person|people|actor|author|artist|president|player|company)\b/i,
    'who',
  ],
  [
    /^when\b|^(?:what|which|at what) (?:time|year|date|day|month|century)\b|^how (?:long ago|soon|old)\b/i,
    'when',
  ],
  [
    /^where\b|^(?:what|which|in which|in what) (?:place|country|city|state|town|location|continent)\b/i,
    'where',
  ],
  [
    /^how (?:many|much|long|far|tall|big|large|high|deep|fast|heavy|often|wide|hot|cold|strong|expensive)\b|^(?:what|which) (?:percentage|number|amount|price|size|height|distance|temperature|cost)\b/i,
    'quantity',
  ],
  [
    /^(?:why|how come|what(?:'s| is| was) the (?:reason|cause)|for what reason|what (?:causes|caused|makes|made))\b/i,
    'why',
  ],
  [
    /^(?:how|in what way|what(?:'s| is| are)? the (?:best |easiest |right |correct )?(?:way|steps|process|method|procedure)s? (?:to|for|of))\b/i,
    'how',
  ],
  [/^(?:what|which|whats)\b|^(?:to|for|from|with|in|on|of|at|by|about|under) (?:what|which|whom)\b/i, 'what'],
]
const WH_DE: readonly (readonly [RegExp, Asked])[] = [
  [/^(?:wer|wen|wem|wessen)(?!\p{L})/iu, 'who'],
  [/^(?:wann|seit wann|bis wann|ab wann|um wie viel uhr|in welchem jahr|an welchem tag)(?!\p{L})/iu, 'when'],
  [/^(?:wo|wohin|woher|in welche[mrn] (?:land|stadt|ort))(?!\p{L})/iu, 'where'],
  [
    /^(?:wie ?viele?|wie (?:lange?|weit|hoch|groß|alt|oft|schnell|schwer|teuer|tief|breit|stark|spät)|wieviele?)(?!\p{L})/iu,
    'quantity',
  ],
  [/^(?:warum|wieso|weshalb|weswegen|woran liegt|aus welchem grund|was ist der grund)(?!\p{L})/iu, 'why'],
  [/^(?:wie|auf welche weise|wodurch|womit)(?!\p{L})/iu, 'how'],
  [/^(?:was|welche[rsnm]?|wovon|wofür|worüber|worin|worauf|wozu|worum|woraus)(?!\p{L})/iu, 'what'],
]

const REQUEST_EN =
  /^(?:please |kindly |(?:can|could|would|will) you (?:please )?|i (?:want|need|would like|'d like) (?:you )?to |help me (?:to )?(?:understand |with )?)?(?:explain|describe|define|tell|list|name|give|show|compare|contrast|summari[sz]e|suggest|recommend|provide|outline|elaborate|clarify|teach|write|rewrite|rephrase|create|generate|make|compose|draft|translate|convert|calculate|compute|solve|find|discuss|analy[sz]e|evaluate|design|develop|implement|construct|classify|identify|complete|continue|correct|fix|improve|edit|extract|sort|rank|act|pretend|imagine|draw|paint|plan|build|produce|check|review|proofread|help|tl;?dr|modify|simplify|expand|answer|prove|come up)\b/i
const REQUEST_DE =
  /^(?:bitte |(?:kannst|könntest|würdest) du (?:mir )?(?:bitte )?|ich (?:möchte|will|brauche) |hilf mir )?(?:erklär|erläuter|beschreib|definier|nenn|sag|gib|zeig|vergleich|fass|schreib|erstell|mach|übersetz|berechne|löse|such|finde|analysier|entwirf|entwickl|formulier|verbesser|korrigier|liste|zähl|stell|schlag|empfiehl)(?:e|st|t|en)?(?!\p{L})/iu
const WONDER =
  /\b(?:i(?:'d| would)? (?:wonder|like to know|want to know|need to know)|i(?:'m| am) (?:wondering|curious)|(?:do|does) any(?:one|body) know|tell me|ich (?:frage mich|wüsste gern|möchte wissen)|weiß jemand|keine ahnung,? (?:wie|was|ob|warum))\b/i

const CHOICE = /\b(?:or|oder)\b(?! (?:not|nicht|something|so|what|was|anything)\b)[^?]{2,}\?/i
const HEAD = 300

/** A sentence without what opens it: "So, um, what is it?" becomes "what is it?". */
export function withoutOpener(sentence: string, language: Language): string {
  return sentence
    .slice(0, HEAD)
    .replaceAll('’', "'")
    .replace(language === 'de' ? OPENER_DE : OPENER_EN, '')
}

/**
 * What a sentence asks for; undefined where it asks nothing. A question mark is enough, and so are the forms of a
 * question without one ("how does it work").
 */
export function askedBy(sentence: string, language: Language): Asked | undefined {
  const mark =
    sentence.lastIndexOf('?') >= sentence.length - 20 &&
    /\?[\s"'”’)*_!?.]*(?:[^\p{L}\p{N}]*)$/u.test(sentence.slice(-20))
  const text = withoutOpener(sentence, language)
  const german = language === 'de'
  const statement = /[.!]$/.test(sentence) && !mark
  for (const [pattern, asked] of german ? WH_DE : WH_EN) {
    if (!pattern.test(text)) continue
    if (mark) return asked
    // "When it rains, ...", "What I mean is ...": a clause, no question
    return isInverted(text, german, statement) || (asked === 'quantity' && !statement) ? asked : undefined
  }
  const told = text.replace(TELL, '')
  if (told !== text) {
    const inner = (german ? WH_DE : WH_EN).find(([pattern]) => pattern.test(told))
    if (inner) return inner[1]
  }
  if ((german ? REQUEST_DE : REQUEST_EN).test(text)) return 'request'
  if (mark && CHOICE.test(sentence.slice(-HEAD))) return 'choice'
  if (
    ((german ? AUX_DE : AUX_EN).test(text) || AUX_NAME.test(text)) &&
    (mark || !statement || SURE_EN.test(text))
  )
    return 'yes_no'
  if (WONDER.test(text)) return 'open'
  if (statement) return isInstruction(text, language, false) ? 'request' : undefined
  const parts = text.split(/[,:;–—] (?:then |dann )?/, 6)
  const inner = (german ? WH_DE : WH_EN).find(([pattern]) =>
    parts.some((part) => pattern.test(part) && (mark || isInverted(part, german, false))),
  )
  if (!mark) return inner?.[1] ?? (isInstruction(text, language, false) ? 'request' : undefined)
  return inner ? inner[1] : TAG.test(sentence) ? 'yes_no' : 'open'
}

/** "Can you tell me what ...": the question is what comes after. */
const TELL =
  /^(?:please |(?:can|could|would|do) (?:you|anyone|anybody|someone) (?:please )?(?:tell|say|explain|know|show)(?: to)?(?: me| us)?|(?:please )?(?:tell|explain to|show) me|(?:kannst|könntest|weißt) du (?:mir )?(?:bitte )?(?:sagen|erklären)?|sag mir|erkläre? mir),? /i

/** "..., right?", "..., isn't it?": asks to confirm. */
const TAG =
  /[,.]? (?:right|correct|yeah|yes|no|ok|okay|huh|eh|(?:is|are|do|does|did|was|were|has|have|can|could|will|would|should)n't (?:it|you|they|he|she|we|there|that)|(?:is|are|do|does|did) (?:it|you|they)|oder|nicht wahr|stimmt's|nicht)\?/i

/** Does a verb follow the question word, or a noun and then a verb: "how does", "what is", "which city is"? */
function isInverted(text: string, german: boolean, statement: boolean): boolean {
  const [first = '', ...rest] = text.toLowerCase().split(/\s+/, 6)
  if (german) return !statement && rest.length > 0 && !rest.some((word) => /,$/.test(word))
  if (/^(?:what|who|where|how|when|why)'?s$/.test(first)) return !statement
  const at = rest.findIndex((word) => VERB_AFTER_WH.test(word))
  const reach = statement ? 0 : /^(?:how|which|what|whose)$/.test(first) ? 3 : 0
  return at >= 0 && at <= reach && !/^(?:i|you|we|they|he|she|it|the|this|that)$/.test(rest[0] ?? '')
}

const VERB_AFTER_WH =
  /^(?:is|are|was|were|do|does|did|can|could|would|should|will|has|have|had|to|happens|happened|made|makes|causes|caused|wrote|invented|came|isn't|aren't|don't|doesn't|didn't|about|if|not)$/

export interface Question extends Span {
  asked: Asked
}

/** The sentences of a text that ask something, but for small talk. */
export function questionsOf({ sentences, text, language }: Field): Question[] {
  const all: Question[] = []
  for (const { block, start, end } of sentences) {
    if (block.kind === 'quote') continue
    const sentence = text.slice(start, end)
    const asked = askedBy(sentence, language)
    if (asked && !SMALL_TALK.test(sentence)) all.push({ asked, start, end })
  }
  return all
}
