const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** English verbs that open instructions: "Preheat the oven", "Open a terminal". Base forms. */
export const IMPERATIVES_EN = set(`
access accept activate add adjust adapt aim align allow analyze analyse apply approach arrange ask assemble assess assign
attach attend avoid back backup bake balance base baste be beat become begin bend blanch blend block boil book boot braise
break breathe bring broil brown browse brush build bundle buy calculate call cancel capture carry cast catch change charge
check chill choose chop clean clear click clone close coat collect color combine come communicate compare compile
complete compress configure confirm connect consider consult contact continue convert cook cool coordinate copy cover
crack create crop crush cultivate cut debug decide declare decorate decrease deep-fry define defrost delegate delete
deploy describe design determine develop dice dig dilute dip disable discard disconnect discuss dissolve distribute divide do
document double download drag drain draw dredge dress drill drink drive drizzle drop dry dust edit elevate eliminate
embrace enable encourage end engage enjoy ensure enter establish estimate evaluate examine execute exercise exit expand
experiment explain explore export expose extend extract fasten feed feel fetch file fill filter find finish fit fix flatten
flip flour focus fold follow form format freeze fry gather generate get give glue go grab grate grease grill grind grip
grow hand handle hang have head heat help hide highlight hire hit hold host identify ignore implement import improve
include incorporate increase initialize insert inspect install integrate invest investigate invite iterate join keep
knead kneel label launch lay leave let lift light limit line link list listen load locate lock log look loop lower lubricate
maintain make manage map mark marinate mash massage match measure meet melt merge microwave minimize mince mix modify
monitor mount move multiply name navigate network note notice obtain offer oil open optimize order organize outline pack
paint park pass paste pat pause pay peel perform pick pin pinch pipe place plan plant play plug poach point polish pop
position pound pour practice practise preheat prepare present press prevent prick print prioritize proceed process protect
provide prune pull pulse puree push put raise reach read rebase reboot record reduce refer refine reflect refresh
refrigerate register reheat reinstall release remain remember remind remove rename render repeat replace report request
research reserve reset resize rest restart restore retrieve return review rewrite rinse rise roast roll rotate rub run
sand saute sauté save scan schedule scoop scrape scroll scrub seal sear search season secure seek select send separate serve
set settle shake shape share shift shred shut sieve sift sign simmer simplify simulate sit sketch skim skip slice slide
slow snap soak solve sort spend split spoon spray spread sprinkle squeeze stack stand start stay steam steep step stick
stir stop store strain stream strengthen stretch strive structure study submit subscribe substitute subtract summarize
supply support switch tag take talk tap taste teach tear tell tenderize test thaw thicken thin think thread tie tighten
tilt tip toast toggle toss touch trace track train transfer transform translate travel treat trim try tuck turn twist type
unlock unplug unscrew untar unzip update upgrade upload use utilize validate vary verify view visit visualize wait walk
warm wash watch water wear weigh whip whisk wipe work wrap write zip
`)

/** Words that may stand before the verb of an instruction. */
export const BEFORE_IMPERATIVE_EN = set(`
please first firstly second secondly third thirdly next then now finally lastly afterwards afterward meanwhile also always never
just simply carefully gently slowly quickly thoroughly lightly finely immediately optionally alternatively again after that
and so once you've otherwise repeatedly evenly roughly coarsely briefly regularly generously thinly manually properly
begin start don't do not
`)

/** German: the forms for "du" (nimm), for "Sie" (nehmen Sie) and the infinitive of recipes share these stems. */
export const IMPERATIVES_DE = set(`
nimm nehme nehmt nehmen gib gebe gebt geben füge fügt fügen rühre rühr rührt rühren mische misch mischt mischen vermische
vermischen verrühre verrühren schneide schneid schneidet schneiden hacke hacken schäle schälen wasche waschen koche koch
kocht kochen brate braten backe back backt backen erhitze erhitzen heize heizen stelle stell stellt stellen lege leg legt
legen setze setz setzt setzen öffne öffnet öffnen schließe schließ schließt schließen klicke klick klickt klicken wähle
wählt wählen drücke drück drückt drücken tippe tippen installiere installiert installieren lade lad ladet laden
speichere speichert speichern kopiere kopieren starte startet starten führe führt führen prüfe prüft prüfen überprüfe
überprüfen kontrolliere kontrollieren teste testen erstelle erstellt erstellen schreibe schreib schreibt schreiben lies
lese lesen suche such sucht suchen gehe geh geht gehen verwende verwendet verwenden nutze nutzt nutzen benutze benutzen
achte achtet achten warte wartet warten lass lasse lasst lassen bereite bereitet bereiten verbinde verbinden trenne trennen
entferne entfernen lösche löschen ändere ändern ersetze ersetzen wiederhole wiederholen bestimme bestimmen berechne
berechnen miss messen wiege wiegen gieße gießen fülle füllen streue streuen bestreiche bestreichen verteile verteilen
knete kneten verknete verkneten rolle rollen forme formen serviere servieren genieße genießen würze würzen salze pfeffere
mach mache macht machen tu tue schalte schalten stecke stecken ziehe zieh ziehen drehe dreh drehen schraube schrauben
melde melden gib trage tragen kaufe kaufen besorge besorgen plane planen beginne beginnen fang fange fangen halte halten
bringe bringen hole hol holen denke denk denken vermeide vermeiden passe passen sammle sammeln notiere notieren
konfiguriere konfigurieren aktiviere aktivieren deaktiviere deaktivieren richte richten spüle spülen trockne trocknen
lockere reinige reinigen schmelze schmelzen schlage schlagen siebe sieben hebe heben decke decken bedecke kühle kühlen
friere dünste dünsten püriere pürieren definiere definieren vergleiche vergleichen analysiere analysieren wechsle wechseln
bestätige bestätigen folge folgen scrolle navigiere navigieren ruf rufe rufen sprich sprechen frage fragen übe üben
`)

export const BEFORE_IMPERATIVE_DE = set(`
bitte zuerst zunächst dann danach anschließend nun jetzt schließlich abschließend zuletzt erstens zweitens drittens als
nächstes daraufhin währenddessen inzwischen und immer nie vorsichtig gut auch
`)
