import type { Tag, Token } from './tokens.js'

const list = (words: string) => words.trim().split(/\s+/)

const CLOSED: [Tag, string][] = [
  [
    'det',
    `der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines mein meine meinen
    meinem meiner meines dein deine deinen deinem deiner deines sein seine seinen seinem seiner seines ihr ihre ihren ihrem
    ihrer ihres unser unsere unseren unserem unserer unseres euer eure dieser diese dieses diesen diesem jener jene jenes
    jenen jenem jeder jede jedes jeden jedem alle allen aller alles viele vielen vieler einige einigen einiger mehrere
    mehreren manche manchen mancher beide beiden welche welcher welches welchen welchem solche solcher solches solchen
    solchem sämtliche irgendein irgendeine zwei drei vier fünf sechs sieben acht neun zehn`,
  ],
  [
    'pron',
    `ich du er sie es wir man mich dich sich uns euch mir dir ihm ihn ihnen etwas nichts jemand niemand jemanden dies
    hier da dort dabei dafür dadurch damit davon dazu daran darauf darin darum darunter daraus selbst einander`,
  ],
  [
    'wh',
    'wer was wo wann wie wieso weshalb wozu womit wodurch worauf woran wofür worin wovon wen wem wessen',
  ],
  [
    'prep',
    `in im ins an am ans auf bei beim von vom zu zum zur mit nach aus seit für durch gegen ohne um über unter vor hinter
    neben zwischen während wegen trotz aufgrund anhand mithilfe mittels durchs innerhalb außerhalb laut gemäß entlang
    gegenüber ab bis infolge dank statt anstatt anstelle pro per hinsichtlich bezüglich samt außer`,
  ],
  ['conj', 'und oder aber sondern sowie denn doch jedoch bzw beziehungsweise weder noch'],
  [
    'sub',
    'weil dass daß wenn ob obwohl damit sodass indem nachdem bevor sobald solange falls als da wobei wodurch weswegen',
  ],
  [
    'aux',
    `ist sind war waren wäre wären sei seien bin bist seid gewesen hat haben habe hast habt hatte hatten hätte hätten wird
    werden wurde wurden worden würde würden werde wirst kann können könnte könnten konnte konnten kannst muss müssen
    musste mussten müsste soll sollen sollte sollten will wollen wollte wollten darf dürfen durfte dürfte mag mögen möchte
    möchten lässt lassen ließ`,
  ],
  [
    'adv',
    `nicht auch nur sehr noch schon immer oft meist meistens häufig manchmal nie niemals ja nein so dann also deshalb daher
    deswegen darum folglich somit nun jetzt heute hier dort wieder etwa ungefähr fast eher besonders vor allem zum
    beispiel ebenfalls ebenso zudem außerdem allerdings trotzdem dennoch jedoch dagegen hingegen stattdessen zunächst
    schließlich danach vorher bereits bisher gerade genau sogar zumindest wenigstens insbesondere grundsätzlich
    normalerweise üblicherweise typischerweise hauptsächlich vielleicht wahrscheinlich natürlich leider kurz mehr weniger
    gern gerne ganz hin her weg zurück zusammen gemeinsam einfach umgangssprachlich allgemein ursprünglich eigentlich
    tatsächlich dadurch hierbei hierfür demnach demzufolge infolgedessen`,
  ],
]

const VERBS = new Set(
  list(`
  arbeitet bedeutet bedeuten befindet befinden beginnt beginnen beinhaltet beinhalten benötigt benötigen berechnet beruht
  beschreibt beschreiben besitzt besitzen besteht bestehen bestimmt bezeichnet bezeichnen bezieht bietet bieten bildet
  bilden bleibt bleiben braucht brauchen bringt bringen denkt dient dienen enthält enthalten entsteht entstehen
  entspricht entwickelt erfolgt erhält erhalten erhöht erhöhen erklärt erlaubt ermöglicht ermöglichen erzeugt erzeugen
  fehlt findet finden fließt folgt folgen fördert führt führen führte funktioniert funktionieren gehört gehören geht gehen gibt
  geben gilt gelten handelt heißt heißen hilft helfen kommt kommen kostet lautet läuft laufen lebt leben lernt liegt liegen löst
  macht machen meint nennt nennen nimmt nimm nehmen nutzt nutzen öffnet passiert reduziert reicht sagt sagen schreibt schützt sieht sorgt
  sorgen speichert spielt spricht stammt steht stehen steigert stellt stellen trägt tragen tritt tut tun umfasst umfassen
  unterscheidet unterscheiden unterstützt verbessert verbindet verhindert verhindern verursacht verursachen versteht
  verstehen verwendet verwenden weiß wirkt wirken zeigt zeigen zieht zählt entscheidet bewirkt bewirken resultiert
  ergibt beeinflusst verringert löste auslöst verursachte führten entstand entstanden
`),
)

/** The tag of each word that is known. */
export const LEXICON = new Map<string, Tag>()
for (const verb of VERBS) LEXICON.set(verb, 'verb')
for (const [tag, words] of CLOSED) for (const word of list(words)) LEXICON.set(word, tag)

/** "der", "die", "das" after a comma open a relative clause. */
const RELATIVE = new Set(list('der die das den dem deren dessen denen welche welcher welches'))

/**
 * Tags German tokens in place. Capitals tell the nouns; endings tell adjectives; a lexicon knows the closed classes
 * and frequent finite verbs. Other lower-case words are taken for verbs.
 */
export function tagGerman(tokens: Token[]): Token[] {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token
    if (token.tag !== 'noun') continue
    const { word, lower } = token
    const before = tokens[i - 1]
    const known = LEXICON.get(lower)
    if (word !== lower && before && before.tag !== 'punct' && !(known && known !== 'verb')) token.tag = 'noun'
    else if (known === 'det' && RELATIVE.has(lower) && before?.lower === ',') token.tag = 'wh'
    else if (known) token.tag = known
    else if (/^\d/.test(lower)) token.tag = 'num'
    else if (word !== lower) token.tag = 'noun'
    else token.tag = /(?:e|en|er|es|em)$/.test(lower) ? adjectiveOrVerb(lower, before, tokens[i + 1]) : 'verb'
  }
  return tokens
}

/** "große Häuser", "großen, alten Häuser"; but "sie laufen". */
function adjectiveOrVerb(lower: string, before: Token | undefined, after: Token | undefined): Tag {
  if (!after || (before?.tag === 'noun' && LEXICON.get(after.lower) === 'det')) return 'verb'
  const isNominal =
    after.word !== after.lower ||
    /(?:e|en|er|es|em)$/.test(after.lower) ||
    after.lower === 'und' ||
    after.lower === ','
  return isNominal && lower.length > 3 ? 'adj' : 'verb'
}
