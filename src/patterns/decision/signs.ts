import type { Language } from '../../text/language.js'

/** How a sentence says that something was decided. */
export interface Sign {
  /**
   * `stated`: "We decided to ..."; `taken`: "Let's go with ...", "Okay, we'll use ...";
   * `proposed`: "We should use ...", which counts if it is agreed to.
   * `advised`: "I would take ...", which counts as an answer to a question for a choice. */
  form: 'stated' | 'taken' | 'proposed' | 'advised'
  /** Who decides is the speaker, alone or with others. */
  own: boolean
}

const HEAD = 500

const STATED_EN =
  /(?<!\b(?:be|been|being|is|are|was|were|get|gets) )\b(?:(?:decided|agreed|opted|settled|resolved|voted) (?:to|on|that|against|for|upon|in favou?r)\b|(?:we|i|they|he|she|have|has|had|'ve) (?:have |has |had )?(?:finally |then |eventually |already )?(?:decided|chose|chosen) (?!to be\b)[\p{L}\d]+|(?:it|this) (?:was|has been|is) (?:decided|agreed|settled)|(?:the|our|my|his|her|their|final) decision (?:is|was|to|not)|(?:made|made up|took|taken|reached) (?:the|a|our|my|his|her|their) (?:decision|mind))\b/iu
const TAKEN_EN =
  /\b(?:let's|let us|lets) (?:just |then |all |therefore |rather |better |maybe )*(?:go (?:with|for|ahead)|use|stick (?:with|to)|keep|drop|skip|pick|choose|switch|stay with|take (?!a (?:look|closer|step|moment|break))|leave|remove|get rid|do (?:it|that|this)|make it|not)|\b(?:we|i)(?:'ll| will|'re going to| are going to|'re gonna| are gonna|'m going to| am going to|'m gonna| gonna|'d| would)? (?:just |then |definitely |therefore |probably |rather |not |both |all )*(?:go(?:ing)? (?:with|for)|went (?:with|for)|stick(?:ing)? (?:with|to)|stuck with|opt(?:ing)? for|settle(?:d)? (?:on|for)|switch(?:ing)? to|choose|pick)\b|\b(?:we|i)(?:'ll| will|'re going to| are going to|'re gonna| are gonna|'re not (?:going to|gonna)| won't| are not going to) (?:just |then |definitely |therefore |not )*(?:use|have|keep|take|need|drop|buy|make it|do (?:it|that|this|without)|skip|include|stay|leave)\b|^\W*(?:okay|ok|alright|right|yes|yeah|so|fine|good)[ ,.]+(?:so |then |and |well |um |uh )*(?:it's|it is|that's|that is|we|just|no|the|let's|i think we|we're|we've|i'll|we'll) [^?]{3,120}(?:then|it is|settled|decided|agreed|it)\b\W*$/i
const UNDECIDED_EN =
  /\b(?:(?:not|n't|never|yet to|un|if|whether|once|when|before|after|until|how|what|which|who) (?:yet |been |be |you |we |i |they |have |has |had |'ve |you've |we've |finally )*(?:decided?|deciding|agreed?|chose|choose|chosen|picked?|settled?|going to|gonna|go with|use)|(?:can|could|should|must|need|needs|have|has|want|help|helps|may|might|to) (?:you |us |me |we |i )*(?:to )?(?:decide|choose|pick)|you (?:decided?|chose|choose|have (?:decided|chosen)|will use|'ll use)|undecided|(?:one|someone|somebody|people|anyone)\W{1,4}(?:has |have |had )?(?:decided?|chose|agreed)|let's (?:say|see|assume|suppose))\b/i

const STATED_DE =
  /(?<!\p{L})(?:(?:habe|haben|hat|hatte|hatten|wurde|wurden|ist|sind|sei)(?!\p{L})[^.?!]{0,120}(?<!\p{L})(?:entschieden|beschlossen|geeinigt|festgelegt|vereinbart|verworfen|ausgewählt)|(?:entschied|entschieden|einigte|einigten) (?:sich|wir uns|ich mich)|(?:beschloss|beschlossen|entschloss|entschlossen)(?: sich)?|(?:die|unsere|meine|seine|ihre) (?:endgültige )?entscheidung (?:ist|war|fiel|fällt|lautet)|(?:wir|ich) (?:entscheiden uns|entscheide mich|einigen uns|wählen|wähle))(?!\p{L})/iu
const TAKEN_DE =
  /(?<!\p{L})(?:(?:dann|also|gut|okay|ok|somit|daher|deshalb|jetzt)[ ,]+(?:\p{L}+ ){0,2}?(?:nehmen|nehme|machen|mache|verwenden|verwende|nutzen|nutze|bleiben|bleibe|bleibt|lassen|lasse|streichen|streiche|behalten|kaufen|kaufe|wechseln) (?:wir|ich|es)|(?:wir|ich) (?:nehmen|nehme|bleiben bei|bleibe bei|machen es|mache es|behalten|behalte|streichen|streiche|verzichten|verzichte|steigen|wechseln|wechsle|setzen auf|setze auf)|lasst? uns (?:\p{L}+ ){0,6}(?:nehmen|machen|verwenden|nutzen|bleiben|streichen|kaufen))(?!\p{L})/iu
const UNDECIDED_DE =
  /(?<!\p{L})(?:(?:nicht|nie|noch nicht|ob|wenn|falls|bevor|sobald|wie|was|welche[rsn]?)(?!\p{L})[^.,]{0,60}(?<!\p{L})(?:entschieden|entscheide\p{L}*|beschlossen|beschließe\p{L}*|geeinigt|nehmen|verwenden)|(?:muss|müssen|soll|sollen|sollte|sollten|kann|können|möchte|will|wollen)(?!\p{L})[^.,]{0,60}(?<!\p{L})entscheiden|du (?:entscheidest|hast dich)|unentschieden|unentschlossen)(?!\p{L})/iu

/**
 * Whether a sentence takes a decision or tells of one; undefined where it does neither.
 * @param forms the forms looked for
 */
export function decisionIn(
  sentence: string,
  language: Language,
  forms: readonly Sign['form'][] = FORMS,
): Sign | undefined {
  const text = sentence.slice(0, HEAD).replaceAll('’', "'")
  if (text.endsWith('?')) return undefined
  const german = language === 'de'
  const form = forms.find((one) => PATTERNS[one][german ? 1 : 0].test(text))
  if (!form || /\?["')\s]*$/.test(text) || (german ? UNDECIDED_DE : UNDECIDED_EN).test(text)) return undefined
  const own = german
    ? /(?<!\p{L})(?:ich|wir|uns|mich)(?!\p{L})/iu.test(text)
    : /\b(?:i|we|us|our|my|let's|lets)\b/i.test(text)
  return { form, own: form === 'stated' ? own : true }
}

const ADVISED_EN =
  /\b(?:i(?:'d| would)? (?:strongly |highly |personally |definitely |probably )?(?:recommend|suggest|go with|go for|choose|pick|opt for|advise|take|prefer)\b|(?:would|will|is|are|may|might|could) (?:likely |probably |generally |usually )?(?:be )?(?:the |a |an |your |my )?(?:better|best|preferred|ideal|right|safest|cheapest|wisest|most \w+) (?:overall )?(?:choice|option|method|pick|fit|bet|way to go|solution)\b|should be your\b|is likely to be (?:cheaper|better|more \w+|faster|safer)\b)/i
const ADVISED_DE =
  /(?<!\p{L})(?:ich (?:würde|empfehle|rate|nähme|bevorzuge)|(?:wäre|ist|sind) (?:\p{L}+ )?(?:die|der|das|eine|dein\p{L}*) (?:bessere|beste|richtige|sicherste|günstigste|sinnvollste)\p{L}* (?:wahl|option|lösung|weg))(?!\p{L})/iu
const ASKS_CHOICE =
  /\b(?:which|should (?:i|we)|better|best|recommend|suggest|choose|decide|prefer|worth|would you|cheaper|or|welche\w*|soll(?:te|ten|en)? (?:ich|wir)|besser|beste\w*|empf\w+|würdest|lohnt|oder)\b[^?]*\?/i

const FORMS = ['stated', 'taken', 'advised', 'proposed'] as const

/** Does a text ask which of several things to take, or whether to do something? */
export function asksForChoice(text: string): boolean {
  return ASKS_CHOICE.test(text.slice(-HEAD))
}

const PROPOSED_EN =
  /\b(?:we (?:should|could|can|have to|need to|need|want|must|don't need|do not need)|i(?:'d| would)? (?:think|say|suggest|propose|vote|prefer)|so (?:it's|that's|we|it|the|then)|it(?:'ll| will| should| must| has to) (?:be|have)|is out|are out|no \w+ then)\b/i
const PROPOSED_DE =
  /(?<!\p{L})(?:wir (?:sollten|könnten|können|müssen|brauchen|wollen)|ich (?:würde|schlage|finde|denke|bin für)|am besten|also (?:ist|wird|machen|nehmen))(?!\p{L})/iu

const PATTERNS: Record<Sign['form'], readonly [english: RegExp, german: RegExp]> = {
  stated: [STATED_EN, STATED_DE],
  taken: [TAKEN_EN, TAKEN_DE],
  advised: [ADVISED_EN, ADVISED_DE],
  proposed: [PROPOSED_EN, PROPOSED_DE],
}

const AGREES =
  /^\W*(?:(?:yeah|yes|yep|yup|ok(?:ay)?|right|sure|agreed|exactly|fine|definitely|absolutely|perfect|great|good(?: idea| point)?|excellent|sounds good|i agree|me too|that's (?:fine|true|right|good)|let's do (?:it|that)|mm-hmm|'kay|ja|jo|genau|gut|gute idee|einverstanden|passt|stimmt|klar|okay|in ordnung|machen wir|abgemacht|dafür)[\s,.!]*)+(?:[^?]{0,40})$/i

/** Does a short text agree with what was said before it? */
export function agrees(sentence: string): boolean {
  return sentence.length < 80 && AGREES.test(sentence.replaceAll('’', "'"))
}

const REASON_EN =
  /[,;]? \b(?:because|since|as (?:it|we|i|they|he|she|there)\b|due to|owing to|so that|in order to|given that|for the reason)\b/i
const REASON_DE = /[,;] (?:weil|da|denn|damit|um)(?!\p{L})/iu

/** Where the clause that gives the reason begins in a sentence, after at least a few words; -1 where none does. */
export function reasonAt(sentence: string, language: Language): number {
  const match = (language === 'de' ? REASON_DE : REASON_EN).exec(sentence)
  if (!match || match.index < 12) return -1
  return match.index + (/^[,;]? ?/.exec(match[0])?.[0].length ?? 0)
}

const GIVES_REASON =
  /\b(?:because|since|due to|the (?:main |other )?reasons?|that way|this way|therefore|cheaper|faster|easier|safer|simpler|better|more|less|too (?:much|expensive|slow|big|complicated|many)|so that|weil|denn|grund|gründe|dadurch|damit|billiger|günstiger|schneller|einfacher|sicherer|besser|zu (?:teuer|langsam|groß|kompliziert))\b/i

/** Does a sentence beside a decision give a reason for it? */
export function givesReason(sentence: string): boolean {
  return !/\?["')\s]*$/.test(sentence) && GIVES_REASON.test(sentence.slice(0, HEAD))
}
