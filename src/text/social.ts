import { sentences } from './sentences.js'

/** Greetings, thanks, praise: no part of a question, in one sentence. */
export const SOCIAL =
  /^\W*(?:(?:hi|hello|hey|hallo|moin|servus|good (?:morning|evening|afternoon|day)|guten (?:tag|morgen|abend)|greetings|dear \w+)(?: there| all| everyone| chat ?gpt| assistant| open assistant| zusammen| leute)?|(?:ok(?:ay)?|yes|no|right|well)|(?:many |vielen |thank(?:s| you)|danke)[^.!?]{0,60}|(?:that(?:'s| is| was)|this is|wow|great|nice|excellent|awesome|amazing|perfect|cool|good|super|toll|prima|klasse)[^.!?]{0,40}|(?:i (?:hope|appreciate)|ich hoffe)[^.!?]{0,60}|how are you(?: (?:doing|today))*|wie geht(?:'s| es dir| es ihnen)?|please help(?: me)?|help)[\s.!,?:)🙂👍]*$/iu

/** Asks how somebody is, or whether he is there. */
export const SMALL_TALK =
  /^\W*(?:(?:hi|hey|hello|hallo)\W+)?(?:how are (?:you|things)|how(?:'s| is) it going|what'?s up|how do you do|(?:can|could) you (?:please )?help(?: me)?|are you there|wie geht(?:'s| es)|was geht|alles klar|bist du da|kannst du mir helfen)\b[^?]{0,20}\?*\W*$/i

/** A text of nothing but greetings, thanks and praise: there is nothing to answer. */
export function isSocial(text: string): boolean {
  if (text.length > LONGEST) return false
  const all = sentences(text, 0, text.length).map(({ start, end }) => text.slice(start, end))
  return (
    all.length > 0 && all.every((one) => !ASKS_HELP.test(one) && (SMALL_TALK.test(one) || SOCIAL.test(one)))
  )
}
const LONGEST = 300

/** A request that the next message may tell, and a reply to what the assistant asked. */
const ASKS_HELP = /\b(?:help|helfen)\b|^\W*(?:ok(?:ay)?|yes|no|right|well)\W*$/i
