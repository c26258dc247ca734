import { asReader, tagged } from './wording.js'

/** What stands before the matter: "Sure, ", "For example, ", "2. " */
const LEAD =
  /^(?:(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|yes|and|so|then|therefore|next|first|finally|also|for example|however|in this case|to answer your question)\b[,!.:]*\s+|\d+\s*[-.)]+\s*)/i
/** Such a thing is another form of something that was shown before. */
const AGAIN =
  /\b(?:this|these|that case|modified|updated|corrected|equivalent|improved|revised|commented|above|previous|same|other|another|more|step \d+|following|follows?|usage|the (?:difference|code|issue|problem|result|answer|output|solution)(?! (?:for|of|that|which|between|to)\b))\b/i

/** Without what leads over to it, and without its final full stop or colon. */
export function matter(sentence: string): string {
  let out = sentence.trim()
  for (let n = 0; n < 3 && LEAD.test(out); n++) out = out.replace(LEAD, '')
  return out.replace(/[\s.:;!]+$/, '')
}

/** How to ask for code that somebody introduced with this sentence; undefined where it does not say what it is for. */
export function codeRequest(sentence: string, language: string): string | undefined {
  const purpose = matter(sentence)
  const shell = /^(?:bash|shell|sh|console|powershell)$/i.test(language)
  const where = !language ? '' : shell ? ' on the command line' : ` in ${language}`
  const place = (text: string) => (names(text, language) ? '' : where)
  const goal = GOAL.exec(purpose)?.[1]
  if (goal) return howDo(goal, place(goal))
  const [, article = '', thing] =
    /^(?:here(?:['’]s| is| are)|this is|below is) (?:(an?|the|some) )?(.+)$/i.exec(purpose) ?? []
  if (thing) return write(article.toLowerCase(), thing, place(thing))
  return IMPERATIVE.test(purpose)
    ? howDo(purpose.replace(/ by (?:running|using|executing) .*$/i, ''), place(purpose))
    : undefined
}

/** "To copy a file, you can ...", "To run it, use ..." */
const GOAL =
  /^to (.+?)(?:,? (?:you|we|one|i)(?:['’]ll)? (?:can|could|may|might|should|need|must|would|will|have|use)\b|, (?:the|use|simply|just|run)\b)/i

const names = (text: string, language: string) =>
  tagged(text).some(({ word, lower }) =>
    language.length < 3 ? word === language : lower === language.toLowerCase(),
  )

const IMPERATIVE =
  /^(?:install|create|initiali[sz]e|add|commit|run|start|build|print|set|define|import|configure|open|copy|delete|remove|update|make|generate|convert|check|clone|push|download|compile|deploy|test|connect|read|load|save|sort|find|count|calculate|compute|parse|send|fetch)\b/i

/** "How do I copy a folder on the command line?" */
export function howDo(goal: string, where = ''): string | undefined {
  const own = asReader(goal)
  if (!own || AGAIN.test(own) || own.split(' ').length < 2) return undefined
  const first = tagged(`to ${own}`).find(({ tag }, i) => i > 0 && tag !== 'adv')
  if (!IMPERATIVE.test(own) && first?.tag !== 'verb') return undefined
  return `How do I ${own.charAt(0).toLowerCase()}${own.slice(1)}${where}?`
}

/** "In Lua, write a function that finds the nearest character." */
function write(article: string, thing: string, where: string): string | undefined {
  const shown =
    /^(?:simple |basic )?example (?:of )?(?:how (?:you|one|to)(?: can| could| might| would| may)? )(.+)$/i.exec(
      thing,
    )
  if (shown) return howDo(shown[1] ?? '', where)
  if (AGAIN.test(thing) || /\byou(?:r)?\b/i.test(thing) || thing.split(' ').length < 3) return undefined
  const isCode = /^code\b/i.test(thing)
  if (article === 'the' && !isCode) return undefined
  const what = isCode ? thing : [article, thing].filter(Boolean).join(' ')
  return where ? `${where.slice(1, 2).toUpperCase()}${where.slice(2)}, write ${what}.` : `Write ${what}.`
}

/** How to ask for steps that somebody introduced with this sentence. */
export function stepsRequest(sentence: string): string | undefined {
  const task = matter(sentence)
  const how =
    /\bhow (?:to|you can) (.+)$/i.exec(task)?.[1] ??
    /^to (.+?)(?:, .*)?$/i.exec(task)?.[1] ??
    /\b(?:steps?|tips|ways|points|suggestions|tasks|things|methods)\b.*? (?:to|on how to) (.+)$/i.exec(
      task,
    )?.[1]
  if (how) return howDo(how)
  return AGAIN.test(task) || /^(?:here|there|i)\b/i.test(task)
    ? undefined
    : `What are the steps for this: ${task}?`
}
