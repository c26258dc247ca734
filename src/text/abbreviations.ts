/** Words before a full stop that never end a sentence (something always follows them). Lower-cased. */
export const TITLES = new Set(
  (
    'dr prof mr mrs ms mx messrs mme mlle st sen rep gov gen col lt capt sgt maj hon rev pres supt dipl ing ' +
    'e.g eg i.e ie cf vs v viz fig figs eq eqs sec ch chap vol pp nos ver approx ' +
    'z.b zb d.h dh u.a o.ä u.ä i.d.r m.e v.a s.o s.u z.t u.u o.g sog bzw ca vgl abb tab bd nr hr fr hrsg geb gest ' +
    'evtl ggf inkl exkl zzgl abzgl mind max min dt engl frz lat allg bes entspr insb insbes s.a gem lt. jh'
  ).split(' '),
)

/** Abbreviations that may also end a sentence: the word after decides. Lower-cased. */
export const MAYBE_FINAL = new Set(
  (
    'etc usw usf al inc ltd co corp llc plc bros jr sr esq a.m p.m am pm u.s u.k u.n e.u d.c u.s.a ph.d m.d b.sc m.sc b.a m.a ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec okt dez mon tue tues wed thu thur thurs fri sat sun ' +
    'no dept univ assn ave blvd rd str tel std sek mio mrd tsd abs art kap ft lb lbs oz tsp tbsp hrs mins ' +
    'n.chr v.chr chr a.d b.c u.s.w'
  ).split(' '),
)

/** After a German number with a full stop, these make it an ordinal: "3. Mai", "19. Jahrhundert". */
export const AFTER_ORDINAL =
  /^(?:Jan|Feb|Mär|Apr|Mai|Juni|Juli|Aug|Sep|Okt|Nov|Dez|Jänner|Jahrhundert|Jh|Jahrestag|Geburtstag|Weltkrieg|Lebensjahr|Klasse|Auflage|Kapitel|Stock|Etage|Platz|Liga|Bundesliga|Tag|Woche|Monat)/

/** Before a German number with a full stop, these make it an ordinal: "am 3. Tag", "der 2. Versuch". */
export const BEFORE_ORDINAL = new Set(
  'am der die das dem den des im vom zum zur beim ab bis seit jeder jede jedes ein eine einem'.split(' '),
)

/** Words that open sentences; after an initial or a doubtful abbreviation one of them means a new sentence. */
export const OPENERS = new Set(
  (
    'The This That These Those It Its He She They We You I A An In On At If When While As For From To But And Or So Then ' +
    'There Here What Why How Who Where However Therefore Also After Before By With His Her Their Our My Your Is Are Do Does ' +
    'Can Please Let Not No Yes Some Many Most All Each Every Both One Since Because Although Though ' +
    'Der Die Das Dies Diese Dieser Dieses Es Er Sie Wir Ihr Ich Du Ein Eine Im Am An Auf Bei Mit Von Für Aber Und Oder ' +
    'Wenn Weil Da Dann Danach Dort Hier Was Warum Wie Wer Wo Jedoch Daher Deshalb Auch Nach Vor Durch Sein Seine Ist Sind ' +
    'Kann Bitte Nicht Nein Ja Alle Viele Man'
  ).split(' '),
)
