import { nounPhraseEnd } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd, clauseStart } from '../clause.js'
import { isOrder, isPointer, mainStart, subjectStart } from './english-parts.js'
import type { Link, Links } from './rule.js'

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** To praise, blame, reward or punish: what it is for is its reason. */
const JUDGES = set(`
  blames blamed blaming criticize criticizes criticized criticizing criticise criticised condemn condemns condemned
  praise praises praised praising chastise chastised admonish admonishes admonished scold scolded rebuke rebuked reprimand
  reprimanded punish punishes punished punishing penalize penalized fine fined sue sues sued suing arrest arrested convict
  convicted jail jailed imprison imprisoned sentenced prosecute prosecuted execute executed expel expelled suspended banned
  reward rewards rewarded honor honors honored honour honoured awarded compensate compensated reimburse reimbursed forgive forgave forgiven mock mocked ridicule ridiculed denounce denounced faulted
  thank thanked thanking commend commended congratulate congratulated acclaimed`)

export const JUDGING_WORDS = JUDGES

/** "They criticized him for taking bribes", "She was fined for speeding" */
export const judgements: Links = (sentence) => {
  const { tokens } = sentence
  const out: Link[] = []
  for (let i = 1; i < tokens.length - 2; i++) {
    const { lower, tag } = tokens[i] as Token
    if (
      !JUDGES.has(lower) ||
      OFFER.test(lowerAt(tokens, i - 1)) ||
      (tag !== 'verb' && !lower.endsWith('ed') && tokens[i - 1]?.lower !== 'to')
    )
      continue
    const at = forAfter(tokens, i + 1)
    const start = mainStart(tokens, clauseStart(tokens, i))
    if (
      tokens
        .slice(start, i)
        .some(({ lower: word, tag: kind }) => word === 'whether' || word === 'i' || kind === 'wh')
    )
      continue
    // nouns of time and worth: "for years", "for $100"
    if (
      at < 0 ||
      isPointer(tokens, at + 1, clauseEnd(tokens, at + 1)) ||
      /^(?:num|adv)$/.test(tokens[at + 1]?.tag ?? '')
    )
      continue
    if (
      tokens
        .slice(at + 1, at + 7)
        .some(({ lower: word }) => /^(?:reasons?|years?|months?|days?|weeks?|hours?)$/.test(word))
    )
      continue
    if (isOrder(tokens, start) || at - start < 3) continue
    out.push({
      cause: { sentence, start: at + 1, end: clauseEnd(tokens, at + 1) },
      effect: { sentence, start, end: at },
      certainty: 0.65,
    })
  }
  return out
}

/** "to be praised for" is no praise yet. */
const OFFER = /^(?:the|an?|no|to)$/

/** The "for" that follows the verb or its object; -1 where none does. */
function forAfter(tokens: readonly Token[], at: number): number {
  const end = tokens[at]?.tag === 'pron' ? at + 1 : nounPhraseEnd(tokens, at, tokens.length, { list: true })
  for (const i of [at, end]) if (lowerAt(tokens, i) === 'for') return i
  return -1
}

const NEEDED = set('necessary needed required essential critical crucial vital sufficient indispensable')
export const REQUIREMENT_WORDS = NEEDED

/** "Calcium is essential for strong bones", "A permit is required to build there" */
export const requirements: Links = (sentence) => {
  const { tokens } = sentence
  for (let i = 2; i < tokens.length - 2; i++) {
    const next = lowerAt(tokens, i + 1)
    if (!NEEDED.has(lowerAt(tokens, i)) || (next !== 'to' && next !== 'for')) continue
    if (lowerAt(tokens, i) === 'required' && next === 'to') continue // an obligation
    let left = i
    while (left > 0 && /^(?:aux|adv)$/.test(tokens[left - 1]?.tag ?? '')) left--
    const aux = tokens.slice(left, i)
    if (!aux.some(({ lower }) => /^(?:is|are|was|were|be|been)$/.test(lower))) continue
    if (aux.some(({ lower }) => /^(?:not|isn['’]t|aren['’]t|no|only)$/.test(lower))) continue
    const start = subjectStart(tokens, left)
    const end = clauseEnd(tokens, i + 2)
    if (start >= left || isPointer(tokens, start, left) || isPointer(tokens, i + 2, end)) continue
    if (/^(?:it|this|these|that|they|what|no|nothing)$/.test(lowerAt(tokens, start))) continue
    // "is needed for the user to see it"
    if (next === 'for' && tokens.slice(i + 2, end).some(({ lower }) => lower === 'to')) continue
    return [
      {
        cause: { sentence, start, end: left },
        effect: { sentence, start: i + 2, end },
        certainty: 0.6,
        relation: 'requirement',
      },
    ]
  }
  return []
}
