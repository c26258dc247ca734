/** Words that point back to what was said before. */
const POINTS_BACK =
  /\b(?:it|its|this|that|these|those|they|them|their|he|him|his|she|her|both|the (?:same|above|previous|last|first|second|other|former|latter)|previous|above|again|instead|as well|too|another|other|else|more|rest|continue|such an?|your (?:answer|response|list|poem|code|example|explanation|previous|last)|es|sie|er|ihn|ihm|ihr|das|dies\w*|davon|dazu|damit|dafür|darüber|daran|deren|dessen|nochmal|stattdessen|andere\w*|mehr|weiter\w*|vorherige\w*|obige\w*|oben)\b/i
const GOES_ON =
  /^\W*(?:and|but|so|or|then|what about|how about|why not|ok(?:ay)?,? (?:so|and|but|now)|now|also|why\??$|how\??$|how so|in what way|for example|such as|are you (?:sure|saying|suggesting|telling)|so you|you (?:said|say|mentioned|wrote|told|forgot|missed|didn['’]t|did not)|i(?:['’]ve| have)? (?:just |already )?tried|i want you to continue|that(?:['’]s| is| was| sounds| looks| seems| does| doesn['’]t| didn['’]t| usually| would)|really|und|aber|was ist mit|wie ist es mit|warum\??$|wieso\??$|zum beispiel|du (?:hast|sagtest|meintest|schriebst)|willst du (?:damit )?sagen|ich habe (?:es|das) |wirklich)\b/i
/** "it" that stands for nothing: "How long does it take to ...", "Is it possible to ..." */
const EXPLETIVE =
  /\b(?:is|was|would|does|will|be) (?:it|that) (?:take|possible|true|safe|legal|cost|better|worth|okay|ok|illegal|hard|easy|mean|bad|good|rain)\b|\b(?:that|this) (?:is|are|was|were|can|could|will|would|should|may|must|has|have|had|do|does|did|i|you|we|they|the|a)\b|\bstimmt es\b|\bist es (?:möglich|wahr|besser|sinnvoll)\b/i
/** A longer text brings its own context. */
const LONG = 220

/** Does a question speak of something that it does not name? English and German. */
export function pointsBack(question: string): boolean {
  return (
    GOES_ON.test(question) || (question.length <= LONG && POINTS_BACK.test(question.replace(EXPLETIVE, '')))
  )
}
