import type { ReasoningType, Turn } from '../../record/turn.js'

/** How much of each text is looked at: what a turn is shows early. */
const HEAD = 2000

const ASKS_COMPARISON =
  /\b(?:differen(?:ce|t|ces)\b.{0,60}\b(?:between|from)|compar(?:e|ed|ison)|versus|vs\.?|better than|pros and cons|which (?:one )?is (?:better|best|faster))\b|\bunterschied(?:e|en)?\b|\bvergleich|\bbesser als\b|\bvor- und nachteile\b/i
const ASKS_PROCEDURE =
  /\b(?:how (?:do|can|could|should|would|to)\b|steps? (?:to|for)\b|step by step|(?:recipe|instructions|guide|tutorial) (?:for|on|to)\b|wie (?:kann|könnte|muss|soll|mache|installiere|erstelle|bekomme|baue|richte)\b|anleitung|schritt für schritt|rezept)/i
const ASKS_EXPLANATION =
  /\b(?:why|how come|explain|how (?:does|did|is|are|was|were)|what (?:causes|makes|happens)|reason for|warum|wieso|weshalb|erklär|erläuter|wie funktionier|wie kommt)/i
const ASKS_FACT =
  /^\W*(?:what(?:'s)?|who(?:'s)?|when|where|which|whose|how (?:many|much|old|far|long|tall|big)|wer|was|wann|wo|welche[rsnm]?|wie (?:viele?|alt|weit|lange|groß|hoch))\b/i
const DECIDED =
  /\b(?:(?:we|i|they|let's) (?:have |has |'ve )?(?:decided|agreed|settled|chose|opted|(?:'ll|will) go with|go with)|the decision (?:is|was)|decided (?:to|on|against)|let's (?:use|go with|take|stick)|wir (?:haben uns |nehmen|entscheiden|einigen)|(?:haben|habe) (?:uns|mich) (?:für|gegen|entschieden)|entschieden|entscheidung)\b/i
const HYPOTHESIS =
  /\b(?:i (?:suspect|assume|guess|suppose|bet)|might be (?:because|due|that|caused)|could be (?:because|due|that|caused)|perhaps|my (?:guess|theory|hypothesis)|hypothesi[sz]e|(?:it'?s|is) (?:possible|likely) that|what if|ich (?:vermute|nehme an)|vermutlich|möglicherweise|vielleicht liegt|könnte (?:daran|es sein))\b/i
const REFLECTION =
  /\b(?:in hindsight|looking back|i(?:'ve)? (?:learned|learnt|realized|realised)|i (?:feel|felt) (?:like|that)|made me (?:think|realize)|lesson|i regret|i should have|rückblickend|im nachhinein|ich habe gelernt|mir ist klar geworden|ich hätte)\b/i
const OBSERVATION =
  /\b(?:i (?:noticed|notice|observed|saw|see that|found that|found out)|i'm seeing|it (?:seems|looks like|appears)|mir ist aufgefallen|ich (?:sehe|habe (?:bemerkt|festgestellt|gesehen|beobachtet))|auffällig|es (?:sieht so aus|scheint))\b/i
const BECAUSE =
  /\b(?:because|therefore|as a result|due to|that is why|this means|so that|weil|deshalb|daher|aufgrund|dadurch|das liegt daran)\b/i
const STEPS = /^[ \t]*(?:\d{1,2}[.)]|(?:step|schritt) \d)/im
const REQUEST =
  /^\W*(?:please |can you |could you |would you |bitte |kannst du |könntest du )?(?:tell|give|show|list|name|write|describe|define|summari[sz]e|suggest|recommend|create|make|generate|nenne|gib|zeig|schreib|beschreib|definier|erstell)/i
const NO_ANSWER =
  /^\W*(?:i (?:don't|do not) know|i'm not sure|no idea|sorry|unfortunately i|keine ahnung|weiß ich nicht|tut mir leid|leider)\b/i

/** What kind of thinking a turn shows. Looks at the form of the question first, then at the answer. Linear. */
export function reasoningType(turn: Turn): ReasoningType {
  const user = turn.user.slice(0, HEAD).trim()
  const assistant = turn.assistant.slice(0, HEAD).trim()
  const both = `${user}\n${assistant}`
  const asks =
    user.includes('?') || ASKS_FACT.test(user) || ASKS_PROCEDURE.test(user) || ASKS_EXPLANATION.test(user)
  if (asks && (assistant === '' || NO_ANSWER.test(assistant))) return 'question'
  if (ASKS_COMPARISON.test(user)) return 'comparison'
  if (asks || REQUEST.test(user)) {
    if (assistant.endsWith('?') && assistant.length < 200) return 'question'
    if (ASKS_EXPLANATION.test(user)) return 'explanation'
    if (ASKS_PROCEDURE.test(user)) return STEPS.test(assistant) ? 'procedure' : 'answer'
    if (ASKS_FACT.test(user) && assistant.length <= 300)
      return BECAUSE.test(assistant) ? 'explanation' : 'fact'
    return BECAUSE.test(assistant) && !STEPS.test(assistant) ? 'explanation' : 'answer'
  }
  if (DECIDED.test(both)) return 'decision'
  if (HYPOTHESIS.test(user)) return 'hypothesis'
  if (REFLECTION.test(user)) return 'reflection'
  if (OBSERVATION.test(user)) return 'observation'
  if (STEPS.test(assistant)) return 'procedure'
  if (BECAUSE.test(both)) return 'explanation'
  return assistant.endsWith('?') ? 'question' : 'fact'
}
