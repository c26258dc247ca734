import type { Span } from '../../text/span.js'
import type { Field, Sentence } from '../document.js'

/** Greetings, thanks, praise: no part of a question. */
const SOCIAL =
  /^\W*(?:(?:hi|hello|hey|hallo|moin|servus|good (?:morning|evening|afternoon|day)|guten (?:tag|morgen|abend)|greetings|dear \w+)(?: there| all| everyone| chat ?gpt| assistant| open assistant| zusammen| leute)?|(?:ok(?:ay)?|yes|no|right|well)|(?:many |vielen |thank(?:s| you)|danke)[^.!?]{0,60}|(?:that(?:'s| is| was)|this is|wow|great|nice|excellent|awesome|amazing|perfect|cool|good|super|toll|prima|klasse)[^.!?]{0,40}|(?:i (?:hope|appreciate)|ich hoffe)[^.!?]{0,60}|how are you(?: (?:doing|today))*|wie geht(?:'s| es dir| es ihnen)?|please help(?: me)?|help)[\s.!,?:)🙂👍]*$/iu
/** How an assistant opens before it answers. */
const OPENING =
  /^\W*(?:sure(?: thing)?|certainly|of course|ok(?:ay)?|absolutely|great(?: question)?|good question|no problem|yes,? (?:of course|sure|certainly)|definitely|hi|hello|hey|thanks?(?: you)?(?: for (?:your|the|asking)[^.!?]{0,40})?|i(?:'m| am) (?:happy|glad) to help[^.!?]{0,30}|i(?:'d| would) be (?:happy|glad) to (?:help|assist)[^.!?]{0,30}|(?:that(?:'s| is) (?:a |an )?(?:great|good|excellent|interesting) question)|klar(?: doch)?|gern(?:e)?|natürlich|selbstverständlich|gute frage|hallo|kein problem)[\s.!,:]*$/i
/** How it closes after it has answered. */
const CLOSING =
  /^\W*(?:(?:i |we )?hope (?:this|that|it|you)[^.!?]{0,60}|(?:please )?(?:feel free|let me know|don't hesitate)[^!?]{0,120}|(?:is|are) there anything else[^.!?]{0,60}|do you have any (?:other|more|further)? ?questions[^.!?]{0,60}|would you like (?:me to|to know|more)[^.!?]{0,100}|if you have any (?:other |more |further |additional )?questions[^!?]{0,120}|(?:good luck|enjoy|have (?:fun|a (?:great|nice|good)))[^.!?]{0,60}|does (?:this|that) (?:help|answer|make sense)[^.!?]{0,40}|happy \w+ing|thank you|ich hoffe[^.!?]{0,60}|(?:hast|haben) (?:du|sie) (?:noch |weitere )+fragen[^.!?]{0,40}|(?:lass|lassen) (?:es )?(?:mich|sie mich) wissen[^!?]{0,100}|viel (?:erfolg|spaß|glück)[^.!?]{0,30}|melde dich[^.!?]{0,40}|kann ich (?:dir|ihnen) (?:sonst|noch)[^.!?]{0,60})[\s.!?:)🙂👍]*$/iu

/** A user's text without greetings, thanks and praise at its ends. */
export function questionSpan(field: Field): Span {
  return trimmed(field, SOCIAL, SOCIAL, 4)
}

/** An answer without "Sure!" before it and "I hope this helps!" after it. */
export function answerSpan(field: Field): Span {
  return trimmed(field, OPENING, CLOSING, 3)
}

/** Cuts up to `most` sentences that are all of a form from each end; never everything. */
function trimmed(field: Field, head: RegExp, tail: RegExp, most: number): Span {
  const { text, sentences } = field
  const start = text.search(/\S/)
  const end = text.trimEnd().length
  let first = 0
  let last = sentences.length - 1
  const says = ({ start, end }: Sentence) => (end - start < 200 ? text.slice(start, end) : '')
  while (first < last && first < most && head.test(says(sentences[first]!)) && startsText(field, first))
    first++
  while (
    last > first &&
    sentences.length - 1 - last < most &&
    tail.test(says(sentences[last]!)) &&
    endsText(field, last)
  )
    last--
  return {
    start: first > 0 ? from(field, first) : start,
    end: last < sentences.length - 1 ? to(field, last) : end,
  }
}

/** Nothing but earlier sentences stands before the sentence: no code block, no table. */
function startsText({ sentences, blocks }: Field, at: number): boolean {
  const first = blocks[0]
  return first !== undefined && (at > 0 || sentences[0]!.block === first)
}

function endsText({ sentences, blocks }: Field, at: number): boolean {
  const last = blocks.at(-1)
  return last !== undefined && (at < sentences.length - 1 || sentences.at(-1)!.block === last)
}

/** Where the text goes on after the sentences before `at` were cut: with its block, marks and all, or inside it. */
function from({ sentences, blocks, text }: Field, at: number): number {
  const before = sentences[at - 1]!
  const next = blocks.find((block) => block.end > before.end && block.start >= before.block.end)
  if (sentences[at]!.block === before.block) return sentences[at]!.start
  return next ? next.start : text.search(/\S/)
}

function to({ sentences, blocks }: Field, at: number): number {
  const after = sentences[at + 1]!
  if (sentences[at]!.block === after.block) return sentences[at]!.end
  const previous = blocks.findLast((block) => block.end <= after.block.start)
  return previous ? previous.end : sentences[at]!.end
}
