import type { Language } from '../../text/language.js'

const HEAD = 400

const CONCLUDES_EN =
  /^\W*(?:and |but )?(?:therefore|thus|hence|consequently|accordingly|as a (?:result|consequence)|so(?:,| (?:the|we|i|he|she|it|they|you|that|if|there|this|these|in|for|each|a|an|his|her|their|my|both|now|all|only|\d+)\b)|this (?:means|implies|shows|proves|suggests|leads to|gives|leaves|tells us)|that (?:means|implies|leaves|gives)|which means|it follows|from this|that(?:'s| is) why|for (?:this|that|these) reasons?|in this way|because of (?:this|that)|given (?:this|that|these)|we can (?:conclude|infer|deduce)|i conclude|due to this|in that case)/i
/** The rare words are looked for first, and what stands before them then. */
const CONCLUDES_INSIDE_EN =
  /\b(?:therefore|thus|hence|conclude|infer|deduce)\b(?<=\b(?:we|i|you|one) (?:can|may|must|could) \w+)|\b(?:therefore|thus|hence|consequently)\b(?<=\b(?:is|are|will|would|must|should|can) \w+)/i
const INNER_EN =
  /[,;] (?:and )?(?:so|therefore|thus|hence|thereby|which (?:means|implies|makes|leads|results)|meaning|and (?:as a result|consequently))\b|\bso that\b/i
const REASONS_EN =
  /\b(?:because|since|due to|owing to|the (?:main |first |second |other |simple )?reasons?|given that|studies|research|evidence|that(?:'s| is) why|in fact|as a result|thus|therefore)\b/i
const CASES_EN =
  /\b(?:for example|for instance|e\.g\.|if|when|unless|according to|in other words|that is to say|namely|as (?:we|i|you|it|they|he|she|there|the)\b)/i
const CLAIMS_EN =
  /\b(?:should|must|ought|better|best|worse|worst|more (?:important|effective|efficient|beneficial|useful|likely)|i (?:strongly |firmly |personally )?(?:believe|think|agree|disagree|argue|would argue|am convinced|hold)|in my (?:opinion|view)|important|necessary|essential|crucial|vital|beneficial|harmful|unfair|wrong|right|impossible|unlikely|likely|(?:dis)?advantages?|benefits?|reasons?|need to|have to|cannot|can't|not (?:possible|true|fair|worth|necessary)|it is (?:true|clear|obvious|undeniable|hard|difficult|easy)|play(?:s)? (?:an?|the) \w+ role|contributes?|no,)\b/i
const CONTINUES_EN =
  /^\W*(?:first|firstly|second|secondly|third|thirdly|next|then|moreover|furthermore|in addition|additionally|besides|also|likewise|similarly|however|on the (?:one|other) hand|another|finally|lastly|to begin with|first of all|last but not least|what is more|not only|now|meanwhile|otherwise|let|suppose|assume|recall|note|we know|since|as|if|given|because|when)\b/i
const COUNTS_EN =
  /^\W*(?:first(?:ly)?(?: of all|, )|second(?:ly)?,|third(?:ly)?,|to (?:begin|start) with|another (?:reason|point|advantage|argument|factor|benefit)|moreover|furthermore|in addition|additionally|besides|on the (?:one|other) hand|last but not least|last(?:ly)?,|finally,|what is more|the (?:first|second|main|next|other) (?:reason|point|advantage|argument))\b/i
const ENUMERATES_EN =
  /^\W*(?:first(?:ly)?(?: of all|, )|second(?:ly)?,|third(?:ly)?,|to (?:begin|start) with|another (?:reason|point|advantage|disadvantage|argument|benefit)|last but not least|the (?:first|second|main|next|other) (?:reason|point|advantage|argument))\b/i
const CONTRASTS_EN = /^\W*(?:however|but|yet|nevertheless|on the other hand|still|although|while)\b/i
const SUMS_UP_EN =
  /^\W*(?:in (?:conclusion|summary|short|brief)|to (?:conclude|sum up|summari[sz]e)|overall|all in all|summing up|in a nutshell|finally, i|i (?:hope|apologi[sz]e)|please|let me know|sorry)\b/i

const CONCLUDES_DE =
  /^\W*(?:und |aber )?(?:daher|deshalb|deswegen|darum|somit|folglich|also|demnach|demzufolge|infolgedessen|dementsprechend|daraus (?:folgt|ergibt)|das (?:bedeutet|heißt|zeigt|ergibt)|dies (?:bedeutet|zeigt|führt)|aus diese[mn] gr(?:und|ünden)|als (?:folge|ergebnis|konsequenz)|so (?:ist|sind|kann|können|wird|werden|hat|haben|bleiben|bleibt)|dadurch|auf diese weise)(?!\p{L})/iu
const CONCLUDES_INSIDE_DE =
  /(?<!\p{L})(?:daher|deshalb|somit|folglich|also|demnach)(?!\p{L})(?<=(?<!\p{L})(?:ist|sind|kann|können|wird|werden|muss|müssen|sollte|sollten|hat|haben|bleiben) \p{L}+)/iu
const INNER_DE =
  /, (?:so ?dass|weshalb|weswegen|wodurch|was (?:bedeutet|dazu führt)|also|daher|deshalb|somit)(?!\p{L})/iu
const REASONS_DE =
  /(?<!\p{L})(?:weil|denn|aufgrund|wegen|der (?:haupt)?grund|gründe|tatsächlich|studien|untersuchungen|angesichts|nämlich|deshalb|daher|somit|da (?:der|die|das|es|sie|er|wir|ich|man|viele|alle))(?!\p{L})/iu
const CASES_DE =
  /(?<!\p{L})(?:zum beispiel|beispielsweise|z\. ?b\.|laut|wenn|falls|mit anderen worten|das heißt)(?!\p{L})/iu
const CLAIMS_DE =
  /(?<!\p{L})(?:sollte|sollten|muss|müssen|besser|beste[nrsm]?|schlechter|wichtig\w*|wichtiger|notwendig\w*|nötig|entscheidend\w*|ich (?:bin|glaube|denke|finde|meine|stimme)|meiner (?:meinung|ansicht)|vorteil\w*|nachteil\w*|nutzen|schädlich\w*|unmöglich|wahrscheinlich|falsch|richtig|nicht (?:möglich|wahr|gerecht|nötig)|es ist (?:wahr|klar|offensichtlich|schwer|schwierig)|spielt? eine|trägt|tragen|grund|gründe|nein,)(?!\p{L})/iu
const CONTINUES_DE =
  /^\W*(?:erstens|zweitens|drittens|zunächst|zuerst|dann|danach|außerdem|zudem|darüber hinaus|ferner|ebenso|ebenfalls|jedoch|allerdings|andererseits|einerseits|auf der anderen seite|ein (?:weiterer|anderer)|schließlich|zuletzt|nicht nur|nun|sonst|andernfalls|angenommen|sei|wenn|falls|da|weil|auch|vor allem|zum einen|zum anderen)(?!\p{L})/iu
const COUNTS_DE =
  /^\W*(?:erstens|zweitens|drittens|zunächst|zuerst|ein (?:weiterer|anderer) (?:grund|punkt|vorteil|aspekt|faktor)|außerdem|zudem|darüber hinaus|des weiteren|ferner|einerseits|andererseits|auf der anderen seite|nicht zuletzt|schließlich|zum einen|zum anderen|vor allem|in erster linie|der (?:erste|zweite|wichtigste) (?:grund|punkt))(?!\p{L})/iu
const ENUMERATES_DE =
  /^\W*(?:erstens|zweitens|drittens|ein (?:weiterer|anderer) (?:grund|punkt|vorteil|nachteil|aspekt)|nicht zuletzt|zum einen|zum anderen|der (?:erste|zweite|wichtigste) (?:grund|punkt|vorteil))(?!\p{L})/iu
const CONTRASTS_DE = /^\W*(?:jedoch|aber|allerdings|doch|dennoch|trotzdem|obwohl|andererseits)(?!\p{L})/iu
const SUMS_UP_DE =
  /^\W*(?:zusammenfassend|abschließend|insgesamt|alles in allem|kurz gesagt|im großen und ganzen|fazit|zum schluss|letztendlich|bitte|ich hoffe)(?!\p{L})/iu

/** What a sentence does in a train of thought, by the words that join it to the others. Each is looked for when asked. */
export class Links {
  readonly #text: string
  readonly #german: boolean

  constructor(sentence: string, language: Language) {
    this.#text = sentence.slice(0, HEAD).replaceAll('’', "'")
    this.#german = language === 'de'
  }

  /** It follows from what stands before: "Therefore, ...", "This means that ...". */
  get concludes(): boolean {
    return this.#has(CONCLUDES_EN, CONCLUDES_DE) || this.#has(CONCLUDES_INSIDE_EN, CONCLUDES_INSIDE_DE)
  }

  /** It concludes within itself: "..., so ...". */
  get inner(): boolean {
    return this.#has(INNER_EN, INNER_DE)
  }

  /** It gives a reason or evidence: "because", "since", "studies show". */
  get reasons(): boolean {
    return this.#has(REASONS_EN, REASONS_DE)
  }

  /** It gives a case: "for example", "if ... then". */
  get cases(): boolean {
    return this.#has(CASES_EN, CASES_DE)
  }

  /** It goes on: "Moreover", "Second", "If ... then". */
  get continues(): boolean {
    return this.#has(CONTINUES_EN, CONTINUES_DE)
  }

  /** It holds an opinion, which asks for reasons: "should", "better", "I believe". */
  get claims(): boolean {
    return this.#has(CLAIMS_EN, CLAIMS_DE)
  }

  /** It is one argument of several: "First of all", "Moreover". */
  get counts(): boolean {
    return this.#has(COUNTS_EN, COUNTS_DE)
  }

  /** It is one of several arguments that are numbered: "First of all", "Another reason". */
  get enumerates(): boolean {
    return this.#has(ENUMERATES_EN, ENUMERATES_DE)
  }

  /** It turns against what stands before: "However". */
  get contrasts(): boolean {
    return this.#has(CONTRASTS_EN, CONTRASTS_DE)
  }

  /** It sums up a whole text rather than these sentences. */
  get sumsUp(): boolean {
    return this.#has(SUMS_UP_EN, SUMS_UP_DE)
  }

  get joins(): boolean {
    return this.reasons || this.cases || this.continues || this.inner || this.concludes
  }

  #has(english: RegExp, german: RegExp): boolean {
    return (this.#german ? german : english).test(this.#text)
  }
}

/** "24 / 3 = 8", "5 eggs - 2 eggs = 3 eggs", "x = 4 * y". */
export function calculates(text: string): boolean {
  const equals = text.indexOf('=')
  if (equals < 0 || /[;{]\s*$/.test(text)) return false
  const before = text.slice(Math.max(0, equals - 60), equals)
  const after = text.slice(equals + 1, equals + 40)
  if (/[=<>!:]$/.test(before) || /^[=>]/.test(after)) return false
  return (
    OPERATION.test(`${before}=${after}`) &&
    /\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/i.test(
      `${before}${after}`,
    )
  )
}
/** A sign of arithmetic between two terms; a hyphen only where numbers or spaces show that it is a minus. */
const OPERATION =
  /[\d\p{L})%}] ?[+*/×÷·−^] ?[-(]?[\d.(\p{L}$€\\]|\d ?[-–x] ?[-(]?[\d.($€]|[\p{L})%] [-–x] [\d.(\p{L}$€]|\d\(\.?\d|\\(?:frac|times|cdot|sqrt|sum|div)|\bsqrt\(|√/u
