import type { WordForm } from '../../text/word-forms.js'
import { WordSets } from '../../text/word-sets.js'
import { IMPERATIVES_DE, IMPERATIVES_EN } from '../verbs.js'

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** English words that are never part of a name or key phrase: closed classes, auxiliaries, adverbs, talk. */
export const FUNCTION_EN = set(`
a an the this that these those some any no every each either neither both all most more much many few fewer less least
several enough such another other others same own certain various different
i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours
ourselves they them their theirs themselves one ones someone anyone everyone nobody somebody anybody everybody something
anything everything nothing who whom whose which what whatever whichever whoever
and or but nor so yet if unless until while whereas because since although though when whenever where wherever why how
however whether than as
of in on at by for with without from to into onto upon over under above below between among amongst through during
before after about against across along around behind beside besides beyond despite down except inside near off out
outside per plus since throughout toward towards up via within like unlike versus vs
am is are was were be been being do does did done doing have has had having can could may might must shall should will
would ought cannot let lets
i'm i've i'd i'll you're you've you'd you'll he's she's it's we're we've we'd we'll they're they've they'd they'll
isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't mustn't
that's there's here's what's where's who's how's let's dont cant wont im ive
not never ever always often sometimes usually rarely seldom generally typically commonly normally mostly mainly
primarily especially particularly specifically basically essentially actually really very quite rather pretty too also
just only even still already again once twice then now today nowadays currently recently soon later here there thus
hence therefore moreover furthermore additionally nevertheless nonetheless meanwhile instead otherwise perhaps maybe
probably possibly likely certainly definitely obviously clearly simply easily quickly slowly directly fully highly
almost nearly approximately roughly overall finally lastly firstly secondly first second third next last further
together apart away back forth well far long ago etc ie eg e.g i.e
yes yeah yep no nope ok okay sure please thanks thank hello hi hey bye goodbye sorry welcome oh ah um uh wow hmm lol
regarding concerning depending according due based including following given within
`)

/** English words that can stand in a name but say nothing about what a text is about. */
const GENERIC_EN = set(`
living remaining feels forgot broke switch act modify fun hang hand hands mind
use uses used using make makes made making get gets got getting give gives gave given giving take takes took taken
taking go goes went gone going come comes came coming know knows knew known knowing think thinks thought thinking see
sees saw seen seeing want wants wanted need needs needed needing try tries tried trying help helps helped helping find
finds found finding tell tells told show shows showed shown showing say says said saying ask asks asked asking work
works worked look looks looked looking feel feels felt feeling keep keeps kept keeping put puts putting let
lets letting start starts started starting stop stops stopped begin begins began become becomes became include includes
included provide provides provided providing allow allows allowed allowing offer offers offered offering create creates
created creating add adds added adding set sets contain contains contained consist consists call calls called
refer refers referred mean means meant explain explains explained explaining describe describes described describing
discuss discussed consider considers considered considering ensure ensures ensuring require requires required requiring
depend depends lead leads leading led cause causes caused causing result results resulting happen happens happened
change changes changed changing increase increases increased increasing decrease decreases reduce reduces reduced
reducing improve improves improved improving affect affects affected follow follows followed choose chooses chose chosen
choosing understand understands understood learn learns learned write writes wrote written
 read reads run runs build builds built develop develops developed developing play plays
played involve involves involved remain remains remained seem seems seemed appear appears appeared believe
believes believed like likes liked love loves loved enjoy enjoyed hope hopes hoped remember recommend recommended
suggest suggests suggested support supports supported turn turns turned move moves moved moving bring brings brought hold
holds held live lives lived leave leaves left buy buys bought pay pays paid spend spent open opens opened close closes
closed check checks checked checking select selects selected click clicks clicked press type types typed enter enters
apply applies applied perform performs performed handle handles handled manage manages managed produce produces
produced receive receives received send sends sent return returns returned represent represents determine determines
achieve achieved occur occurs occurred exist exists existed serve serves served cover covers covered located considered
summarize summarise rewrite rephrase list lists listed compare compares compared calculate generate generates generated
generating define defines defined defining translate translated imagine suppose assume note notes noted
good better best bad worse worst great nice big bigger biggest small smaller smallest large larger largest high higher
highest low lower lowest long longer longest short shorter shortest old older oldest new newer newest young easy easier
easiest hard harder difficult simple complex important main major minor key common popular famous known well-known
general specific particular possible impossible available able unable necessary useful helpful effective efficient
right wrong true false correct incorrect full empty free clear sure ready additional extra entire whole similar single
multiple certain real actual current recent previous early late final total average basic significant essential
different various several numerous wide strong weak fast slow close own typical traditional modern unique ideal
potential overall best-known day days week weeks month months year years hour hours minute minutes second seconds time
times today tomorrow yesterday century centuries morning evening night
thing things way ways lot lots kind kinds sort sorts bit part parts piece pieces number numbers amount amounts case
cases point points fact facts example examples instance reason reasons question questions answer answers problem
problems issue issues idea ideas place places people person man woman someone something place thing name names word words
term terms form forms line lines end ends side sides level levels list item items step steps option options factor
factors aspect aspects feature features detail details information info context purpose role use usage benefit benefits
advantage advantages disadvantage disadvantages pros cons difference differences similarity tips tip advice variety
range set group groups order process processes method methods approach approaches technique techniques
ways world life everyone anyone today response responses text description summary topic topics assistant
`)

/** Words that English capitalises but that name nothing we keep: days, months, salutations. */
const CAPITAL_EN = set(`
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december mr mrs ms dr prof sir madam dear i note tip step part chapter section figure table example
answer question verse chorus bridge intro outro regards sincerely god am pm ad bc ce bce ps faq tldr tl q a b c d e ok
`)

/** Finite verbs after which an English sentence opener is a subject, hence a name or concept. */
const FINITE_EN = set(`
is was are were has had have can could will would may does did uses used provides offers allows supports makes became
began developed created wrote invented founded built discovered published won died said argued believed refers works
lets gives runs requires contains includes helps released announced owns
`)

export const FUNCTION_DE = set(`
der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines dieser diese dieses
diesen diesem jener jene jenes jenen jeder jede jedes jeden jedem mancher manche manches welcher welche welches welchen
welchem solche solcher solches alle alles allen aller allem beide beiden einige einigen einiger mehrere mehreren viele
vielen vieler viel wenig wenige wenigen etwas nichts man jemand niemand
ich mich mir mein meine meinen meinem meiner du dich dir dein deine deinen deinem deiner er ihn ihm sein seine seinen
seinem seiner sie ihr ihre ihren ihrem ihrer es wir uns unser unsere unseren unserem ihnen euch euer eure sich selbst
selber wer wen wem wessen was wo wohin woher wann warum weshalb wieso wie womit wodurch wofür worin worauf worum
und oder aber sondern denn doch jedoch weil da dass daß ob wenn falls als sobald solange während bevor nachdem bis damit
sodass obwohl obgleich sowie sowohl weder noch entweder außerdem zudem ferner
in im ins an am ans auf aufs aus bei beim mit nach von vom vor vorm zu zum zur über überm unter durch für gegen ohne um
ums zwischen hinter neben wegen trotz statt anstatt seit ab außer gegenüber entlang laut gemäß je pro per via samt
bin bist ist sind seid war warst waren wart sei wäre wären gewesen habe hast hat haben habt hatte hatten hätte hätten
gehabt werde wirst wird werden werdet wurde wurden würde würden worden geworden kann kannst können könnt konnte konnten
könnte könnten muss musst müssen müsst musste mussten müsste soll sollst sollen sollte sollten will willst wollen wollte
wollten darf dürfen durfte möchte möchten möchtest mag mögen lass lassen lässt
nicht nie niemals immer oft manchmal meist meistens selten gewöhnlich normalerweise üblicherweise hauptsächlich besonders
insbesondere eigentlich wirklich sehr ganz ziemlich zu auch nur schon noch bereits wieder einmal zweimal dann jetzt nun
heute gestern morgen derzeit aktuell kürzlich bald später hier dort da daher deshalb deswegen darum somit also folglich
dagegen dennoch trotzdem stattdessen sonst vielleicht wahrscheinlich möglicherweise sicher sicherlich bestimmt
offensichtlich einfach leicht schnell langsam direkt fast beinahe etwa ungefähr circa insgesamt schließlich zuletzt
zunächst zuerst erstens zweitens drittens anschließend danach davor dabei dafür daran darauf daraus darin damit davon
dazu hierbei hierzu hierfür zusammen weiter weitere weiteren weiterer anderer andere anderes anderen anders so sogar
allerdings hingegen dadurch beispielsweise nämlich ja nein doch okay ok bitte danke hallo hi hey tschüss moin servus
gerne gern klar genau super prima alles gut ach oh hm mal eben halt eben bzw usw etc z.b d.h u.a
`)

/** German nouns and others that say nothing about what a text is about. */
const GENERIC_DE = set(`
art arten weise weisen beispiel beispiele beispielen ding dinge dingen sache sachen teil teile teilen fall fälle fällen
grund gründe gründen frage fragen antwort antworten problem probleme problemen idee ideen punkt punkte punkten ort orte
zeit zeiten jahr jahre jahren tag tage tagen woche wochen monat monate monaten stunde stunden minute minuten sekunde
sekunden jahrhundert jahrhunderts mensch menschen leute leuten person personen mann frau name namen wort worte wörter
begriff begriffe form formen seite seiten ende anfang reihe menge anzahl zahl zahlen höhe möglichkeit möglichkeiten
rolle bereich bereiche schritt schritte schritten hilfe vorteil vorteile nachteil nachteile unterschied unterschiede
aspekt aspekte faktor faktoren eigenschaft eigenschaften tipp tipps liste text thema themen information informationen
bedeutung zusammenhang ziel ziele zweck lage regel nähe prozent euro million millionen milliarde milliarden uhr mal meter
ihnen ihre ihr ihrer ihrem sie herr frau dr prof montag dienstag mittwoch donnerstag freitag samstag sonntag januar
februar märz april mai juni juli august september oktober november dezember abend morgen nacht mittag
gute guten guter gutes neue neuen neuer neues große großen großer kleine kleinen wichtige wichtigen viele
`)

/** German verbs at the start of a request; capitalised there, but no noun. */
const OPENER_DE = set(`
nenne nenn erkläre erklär erläutere beschreibe schreibe schreib gib sage sag zeige zeig mach mache erstelle vergleiche
berechne übersetze fasse liste verwende nutze benutze öffne klicke wähle füge gehe geh nimm lege stelle gebe setze prüfe
beachte achte versuche lass lasse kannst könntest würdest hast bist gibt gebt welche angenommen natürlich selbstverständlich
entschuldigung leider wichtig hinweis achtung fazit zusammenfassend grundsätzlich generell allgemein ursprünglich oftmals
häufig zusätzlich darüber nachdem seitdem vermutlich tatsächlich gemeinsam ebenso ebenfalls verschiedene einerseits
andererseits aufgrund mithilfe anhand innerhalb außerhalb mittels erste zweite dritte erstes zweites drittes nächste
letzte zusammengefasst obwohl sobald installiere starte führe speichere erhitze schneide mische rühre
`)

/** German single nouns that are names: German capitalises all nouns, so a lone one is no evidence. */
const KNOWN_DE = set(`
deutschland österreich schweiz frankreich italien spanien portugal polen tschechien ungarn dänemark schweden norwegen
finnland island irland england schottland großbritannien niederlande belgien luxemburg griechenland türkei russland
ukraine rumänien bulgarien kroatien serbien slowenien slowakei europa asien afrika amerika australien neuseeland china
japan indien korea thailand vietnam indonesien israel iran irak ägypten marokko tunesien nigeria kenia südafrika kanada
mexiko brasilien argentinien chile peru kolumbien berlin hamburg münchen köln frankfurt stuttgart düsseldorf leipzig
dortmund essen bremen dresden hannover nürnberg duisburg bochum wuppertal bielefeld bonn münster karlsruhe mannheim
augsburg freiburg heidelberg potsdam rostock kiel lübeck erfurt mainz kassel halle magdeburg saarbrücken regensburg
würzburg ulm wien graz linz salzburg innsbruck zürich genf basel bern lausanne paris london rom mailand venedig madrid
barcelona lissabon amsterdam brüssel prag warschau budapest moskau athen istanbul tokio peking bayern sachsen hessen
thüringen brandenburg niedersachsen rhein donau elbe alpen
python java rust linux windows excel word docker git google amazon apple microsoft facebook twitter kubernetes react
angular django flask wikipedia android ubuntu debian postgres redis spotify netflix siemens bosch volkswagen mercedes
tesla einstein goethe schiller kant hegel nietzsche marx bach mozart beethoven newton darwin freud
`)

/** German nouns that stand before another noun without making a name with it: measures, dates, offices. */
const MEASURE_DE = set(`
tasse tassen gramm kilo kilogramm liter milliliter prise prisen stück stücke glas gläser becher el tl teelöffel esslöffel
prozent million millionen milliarde milliarden tonne tonnen meter kilometer zentimeter ende anfang mitte dose dosen bund würfel scheibe scheiben zehe zehen teil teile
packung päckchen flasche flaschen art sorte sorten hälfte viertel drittel dutzend paar stunden minuten tage wochen
monate jahre grad euro dollar franken volt watt version nummer seite kapitel schritt
`)

/** What makes a possessive and the next word one name: "Moore's Law", "Valentine's Day". */
const EPONYM_EN = set(`
law laws rule theorem disease syndrome day eve paradox razor principle equation constant cube lemma conjecture triangle
hypothesis test algorithm method number theory model
`)

/** Words that join two capitalised words to one name. */
const LINK = set('of de la del di da du van von der den zu y & for the')

/** Abbreviations whose dot ends no sentence and that belong to the name after them. */
const TITLES = set('dr mr mrs ms prof st hr fr herr frau sir mt ft')

/** English words in -ing that are nouns or belong to one, unlike "preparing meals". */
const NOUN_ING = set(`
learning programming operating engineering processing marketing building training testing reading writing string spring
king ring wing morning evening housing clothing painting meaning meeting drawing recording warning heading training
swimming cooking baking gardening fishing hiking climbing cycling parking banking accounting computing networking
wedding ceiling earring sibling pudding lighting heating cooling boiling freezing melting driving dating voting
`)

/** Endings of English words that are seldom nouns. */
export const MODIFIER_EN = /(?:ed|ing|ous|ful|less|able|ible|ive|ial|ical|ic|ant|ent|ory|ern)$/

/** Classes of words, as bits: one look-up a word answers all questions about it. */
export enum Is {
  Function = 1,
  Generic = 2,
  /** Capitalised, but no name: days, months; in German measures. */
  NoName = 4,
  Finite = 8,
  Opener = 16,
  Known = 32,
  Eponym = 64,
  Link = 128,
  Title = 256,
  NounIng = 512,
}

/** In the order of the bits of `Is`. */
const CLASSES_EN = new WordSets([
  FUNCTION_EN,
  GENERIC_EN,
  CAPITAL_EN,
  FINITE_EN,
  IMPERATIVES_EN,
  [],
  EPONYM_EN,
  LINK,
  TITLES,
  NOUN_ING,
])
const CLASSES_DE = new WordSets([
  FUNCTION_DE,
  GENERIC_DE,
  MEASURE_DE,
  [],
  [...OPENER_DE, ...IMPERATIVES_DE],
  KNOWN_DE,
  EPONYM_EN,
  LINK,
  TITLES,
  [],
])

/** The classes of a word: bits of `Is`. */
export const classesOf = (form: WordForm, german: boolean): number =>
  (german ? CLASSES_DE : CLASSES_EN).at(form)
