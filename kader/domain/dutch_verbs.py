"""Strong verbs change their vowel, so that no rule for endings joins "spreekt", "sprak" and "gesproken".

One line a verb: the infinitive, then the forms of it that a stemmer would not take back to it. Only verbs
that occur in writing about people, rules and work; forms that are first of all another word ("week") are left
out.
"""

_LISTED = """
beginnen begon begonnen
bewegen bewoog bewogen
bieden geboden
binden bond bonden gebonden
blijken bleek bleken gebleken
blijven bleef bleven gebleven
breken brak braken gebroken
brengen bracht brachten gebracht
buigen boog bogen gebogen
denken dacht dachten gedacht
doen deed deden gedaan
dragen droeg droegen
dwingen dwong dwongen gedwongen
geven gaf gaven gegeven
gelden gold golden gegolden
grijpen greep grepen gegrepen
helpen hielp hielpen geholpen
houden hield hielden gehouden
kiezen koos kozen gekozen
kijken keek keken gekeken
komen kwam kwamen
krijgen kreeg kregen gekregen
laten liet lieten gelaten
lezen las lazen gelezen
lijden leed
liggen lag lagen gelegen
lopen liep liepen gelopen
nemen nam namen genomen
roepen riep riepen geroepen
schrijven schreef schreven geschreven
slaan sloeg sloegen geslagen
slapen sliep sliepen geslapen
sluiten sloot sloten gesloten
spreken sprak spraken gesproken
springen sprong sprongen gesprongen
staan stond stonden gestaan
steken stak staken gestoken
stelen gestolen
sterven stierf stierven gestorven
treden trad traden getreden
treffen trof troffen getroffen
trekken trok trokken getrokken
vallen viel vielen gevallen
vangen ving vingen gevangen
vechten vocht vochten gevochten
verbieden verbood verboden
verdwijnen verdween verdwenen
vergeten vergat vergaten
verliezen verloor verloren
vertrekken vertrok vertrokken
vinden vond vonden gevonden
vragen vroeg vroegen gevraagd
wegen woog wogen gewogen
werpen wierp wierpen geworpen
weten wist wisten geweten
wijken geweken
wijzen gewezen
winnen wonnen gewonnen
zeggen zei zeiden gezegd
zien zag zagen gezien
zitten zat zaten gezeten
zoeken zocht zochten gezocht
zwijgen zweeg zwegen gezwegen
bespreken besprak bespraken besproken
besluiten besloot besloten
bezoeken bezocht bezochten
onderzoeken onderzocht onderzochten
ontvangen ontving ontvingen
verwijzen verwees verwezen
aanbieden aangeboden
aanspreken aangesproken
aanwijzen aangewezen
afnemen afgenomen
afsluiten afgesloten
afwegen afgewogen
bedenken bedacht
bekijken bekeken
beschrijven beschreef beschreven
betrekken betrokken
doorbreken doorbroken
ingrijpen ingegrepen
onderbreken onderbroken
opnemen opgenomen
opschrijven opgeschreven
verbinden verbond verbonden
"""
_INFINITIVES = {
    form: forms.split()[0] for forms in _LISTED.strip().splitlines() for form in forms.split()[1:]
}


def infinitive(folded: str) -> str:
    """The infinitive of a strong verb's form; any other word as it is."""
    return _INFINITIVES.get(folded, folded)
