import type { Dice } from './dice.js'
import type { Language } from './request.js'

interface Phrases {
  /** First sentences, with the topic. */
  open: string[]
  tasks: string[]
  close: string[]
}

/** What the simulated model writes prompts from. Each sentence belongs to one style, which makes it readable back. */
const PHRASES: Record<Language, Record<string, Phrases>> = {
  de: {
    technisch: {
      open: [
        'Zerlege „{topic}“ in seine Bestandteile und beschreibe, wie sie ineinandergreifen.',
        'Erstelle eine sachliche Bestandsaufnahme zu „{topic}“.',
        'Betrachte „{topic}“ als System mit Eingängen, Ausgängen und Rückkopplungen.',
        'Prüfe „{topic}“ so, wie eine Ingenieurin eine Anlage prüft.',
        'Lege offen, nach welchen Regeln „{topic}“ tatsächlich abläuft.',
      ],
      tasks: [
        'Nenne drei Größen, die sich messen lassen, samt Einheit und üblichem Bereich.',
        'Beschreibe den Ablauf Schritt für Schritt und markiere die Stelle mit dem größten Verlust.',
        'Erkläre, ab welchem Grenzwert das Verhalten kippt.',
        'Vergleiche zwei Lösungen nach Aufwand, Ausfallrisiko und Wartung.',
        'Gib an, welche Annahme die Rechnung am stärksten verfälscht.',
        'Zeige, an welcher Schnittstelle Fehler zuerst sichtbar werden.',
        'Begründe, warum einfache Gegenmaßnahmen hier selten ausreichen.',
        'Skizziere einen Versuch, mit dem man die These widerlegen könnte.',
      ],
      close: [
        'Verzichte auf Wertungen und nenne Quellen für Zahlen.',
        'Jede Aussage soll nachprüfbar sein.',
        'Halte die Begriffe einheitlich und definiere sie beim ersten Auftreten.',
        'Schließe mit einer Kennzahl, die man morgen erheben könnte.',
        'Wo Daten fehlen, sag ausdrücklich, welche.',
      ],
    },
    kreativ: {
      open: [
        'Stell dir vor, „{topic}“ wäre eine Landschaft, durch die jemand nachts wandert.',
        'Erzähle von einem Fremden, der zum ersten Mal von „{topic}“ hört.',
        'Ein altes Radio beginnt, über „{topic}“ zu sprechen.',
        'Schreibe eine kurze Szene, in der „{topic}“ an die Tür klopft.',
        'Jemand findet einen Brief, in dem es nur um „{topic}“ geht.',
      ],
      tasks: [
        'Welches Geräusch macht die Veränderung, bevor sie jemand bemerkt?',
        'Lass zwei Figuren streiten, von denen jede zur Hälfte recht hat.',
        'Finde ein Bild aus der Küche, das den Kern besser trifft als jede Statistik.',
        'Beschreibe den Augenblick, in dem aus Gewohnheit Widerstand wird.',
        'Erfinde einen Gegenstand, der alles verrät, ohne ein Wort zu sagen.',
        'Was würde ein Kind daran sofort verstehen und ein Minister nie?',
        'Dreh die Geschichte um: Das Problem hält sich selbst für die Lösung.',
        'Zeige, welche Farbe die Hoffnung hier trägt und wer sie übermalt.',
      ],
      close: [
        'Der letzte Satz darf offen bleiben, aber er soll nachklingen.',
        'Keine Moral, nur ein Blick, den man nicht vergisst.',
        'Überrasche mich mit einem Vergleich, den noch niemand gezogen hat.',
        'Bleib nah an den Dingen und weit weg von Schlagwörtern.',
        'Wechsle am Ende die Perspektive, ohne es anzukündigen.',
      ],
    },
    akademisch: {
      open: [
        'Erörtere „{topic}“ im Licht mindestens zweier widerstreitender Theorien.',
        'Formuliere eine überprüfbare These zu „{topic}“ und verteidige sie.',
        'Ordne „{topic}“ in den Stand der Forschung ein.',
        'Kläre zunächst, welche Begriffe die Debatte um „{topic}“ bestimmen.',
        'Untersuche „{topic}“ mit der Frage, was Ursache und was bloße Begleiterscheinung ist.',
      ],
      tasks: [
        'Unterscheide empirische Befunde von normativen Annahmen und belege beide getrennt.',
        'Diskutiere den stärksten Einwand und wäge ab, wie weit er trägt.',
        'Vergleiche die Lage mit einem historischen Vorläufer und benenne die Grenzen der Analogie.',
        'Prüfe, ob Korrelation und Kausalität in der Literatur sauber getrennt werden.',
        'Leite aus der These zwei Vorhersagen ab, die sich widerlegen ließen.',
        'Stelle dar, welche Disziplin welchen blinden Fleck mitbringt.',
        'Analysiere, wessen Perspektive in den verfügbaren Daten fehlt.',
        'Begründe die Wahl des Maßstabs, an dem du den Erfolg beurteilst.',
      ],
      close: [
        'Schließe mit einer Forschungsfrage, die bisher offen ist.',
        'Kennzeichne, was gesichert, was plausibel und was spekulativ ist.',
        'Die Argumentation soll in drei Schritten nachvollziehbar sein.',
        'Vermeide Autoritätsargumente und nenne stattdessen Gründe.',
        'Ein Fazit von höchstens zwei Sätzen genügt.',
      ],
    },
    casual: {
      open: [
        'Sag mal, was ist eigentlich los mit „{topic}“?',
        'Ich sitze mit Freunden beim Kaffee, und plötzlich reden alle über „{topic}“.',
        'Erklär mir „{topic}“ so, als wären wir zusammen im Bus unterwegs.',
        'Mal ehrlich: Muss ich mir über „{topic}“ Gedanken machen?',
        'Meine Nachbarin hat mich gestern nach „{topic}“ gefragt, und ich stand ganz schön dumm da.',
      ],
      tasks: [
        'Was sollte ich wissen, bevor ich am Tisch den Mund aufmache?',
        'Gib mir ein Beispiel aus dem ganz normalen Alltag.',
        'Wer hat was davon, und wer guckt in die Röhre?',
        'Erzähl kurz, wie es so weit gekommen ist.',
        'Was ist dran an dem, was die Leute so behaupten?',
        'Welchen Irrtum hörst du dazu andauernd?',
        'Nenn mir zwei Sachen, die ich selbst ausprobieren kann.',
        'Was würdest du deiner Oma dazu raten?',
      ],
      close: [
        'Kein Fachchinesisch bitte, das kann ich googeln.',
        'Ein bisschen Humor schadet nicht.',
        'Halt es kurz, der Bus kommt gleich.',
        'Und sag ruhig, wenn du etwas für Quatsch hältst.',
        'Am Ende will ich einen Satz, den ich mir merken kann.',
      ],
    },
  },
  en: {
    technisch: {
      open: [
        'Take “{topic}” apart and describe how its components work together.',
        'Write a sober inventory of “{topic}”.',
        'Treat “{topic}” as a system with inputs, outputs and feedback.',
        'Inspect “{topic}” the way an engineer inspects a plant.',
      ],
      tasks: [
        'Name three quantities that can be measured, with unit and usual range.',
        'Describe the process step by step and mark where most is lost.',
        'Explain beyond which threshold the behaviour tips over.',
        'Compare two solutions by effort, risk of failure and maintenance.',
        'State which assumption distorts the calculation most.',
        'Show at which interface errors become visible first.',
        'Outline an experiment that could refute the claim.',
      ],
      close: [
        'Leave out judgements and name sources for figures.',
        'Every statement should be open to checking.',
        'End with one indicator that could be collected tomorrow.',
        'Where data is lacking, say which.',
      ],
    },
    kreativ: {
      open: [
        'Imagine “{topic}” as a landscape that somebody crosses at night.',
        'Tell of a stranger who hears about “{topic}” for the first time.',
        'An old radio begins to talk about “{topic}”.',
        'Write a short scene in which “{topic}” knocks on the door.',
      ],
      tasks: [
        'Which sound does the change make before anyone notices it?',
        'Let two characters argue who are each half right.',
        'Find an image from the kitchen that says more than any statistic.',
        'Describe the moment in which habit turns into resistance.',
        'Invent an object that gives everything away without a word.',
        'What would a child grasp at once and a minister never?',
        'Turn the story around: the problem believes it is the solution.',
      ],
      close: [
        'The last sentence may stay open, but it should echo.',
        'No moral, only a glance that is hard to forget.',
        'Surprise me with a comparison nobody has drawn yet.',
        'Change the point of view at the end without saying so.',
      ],
    },
    akademisch: {
      open: [
        'Discuss “{topic}” in the light of at least two rival theories.',
        'Formulate a testable thesis on “{topic}” and defend it.',
        'Place “{topic}” within the current state of research.',
        'Examine “{topic}” by asking what is cause and what merely accompanies it.',
      ],
      tasks: [
        'Separate empirical findings from normative assumptions and support both.',
        'Weigh the strongest objection and judge how far it carries.',
        'Compare the situation with a historical precedent and name the limits of the analogy.',
        'Assess whether correlation and causation are kept apart in the literature.',
        'Derive two predictions from the thesis that could be refuted.',
        'Analyse whose perspective is absent from the available data.',
        'Justify the standard by which you judge success.',
      ],
      close: [
        'Close with a research question that is still open.',
        'Mark what is established, what is plausible and what is speculation.',
        'The argument should be traceable in three steps.',
        'A conclusion of two sentences at most will do.',
      ],
    },
    casual: {
      open: [
        'So what is actually going on with “{topic}”?',
        'I am having coffee with friends, and suddenly everybody talks about “{topic}”.',
        'Explain “{topic}” to me as if we were on the bus together.',
        'Honestly, do I need to worry about “{topic}”?',
      ],
      tasks: [
        'What should I know before I open my mouth at the table?',
        'Give me an example from perfectly ordinary life.',
        'Who gets something out of it, and who is left standing in the rain?',
        'Tell me briefly how it got this far.',
        'Is there anything in what people keep claiming?',
        'Which mistake do you hear about it all the time?',
        'Name two things I could try myself.',
      ],
      close: [
        'No jargon please, I can look that up.',
        'A bit of humour does no harm.',
        'Keep it short, the bus is coming.',
        'Leave me with one sentence I can remember.',
      ],
    },
  },
}

/** A prompt about a topic in a style; for a style it does not know, in a mixture that names it. */
export function writePrompt(dice: Dice, language: Language, topic: string, style: string): string {
  const known = Object.hasOwn(PHRASES[language], style) ? PHRASES[language][style] : undefined
  const tone = language === 'de' ? `Ton der Antwort: ${style}.` : `Tone of the answer: ${style}.`
  const { open, tasks, close } = known ?? PHRASES[language][dice.pick(Object.keys(PHRASES[language]))]!
  const middle = known ? dice.some(tasks, 2 + (dice.next() < 0.4 ? 1 : 0)) : [tone, ...dice.some(tasks, 2)]
  return [dice.pick(open), ...middle, dice.pick(close)].join(' ').replace('{topic}', () => topic)
}

/** The style whose sentences a text is made of, or the tone it names; undefined for a text by somebody else. */
export function styleOf(text: string): string | undefined {
  const named = /(?:Ton der Antwort|Tone of the answer): ([^.\n]{1,60})\./.exec(text)?.[1]
  if (named) return named
  const start = text.slice(0, 20_000)
  for (const styles of Object.values(PHRASES))
    for (const [style, { tasks }] of Object.entries(styles))
      if (tasks.some((sentence) => start.includes(sentence))) return style
  return undefined
}
