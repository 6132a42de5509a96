"""The words people talk about a text with.

"Graag deze formulering verduidelijken" says what should happen, not where; that a text happens to hold the
word "graag" is no sign that the remark is about that sentence.
"""

from kader.domain.dutch_words import fold, stem

_LISTED = """
zie brief kaders kader prima hulde top matig bedankt dank reactie reacties onderschrijven aansluiten
achterban verhoudt herkennen herkenbaar
aanbeveling aandacht aandachtspunt aanpassen aanpassing aanscherpen aanvullen aanvulling alinea alinea's
bedoeld bedoelen bedoeling belangrijk benadrukken benoemd benoemen beschreven beschrijven beschrijving
besteden besteed betekenen betekenis beter bijlage bladzijde bullet bullets citaat compliment complimenten
concreet concreter definitie discussie document duidelijk duidelijker eens expliciet expliciteren fijn
formuleren formulering geformuleerd genoemd geschreven goed goede graag helder helderheid herformuleren
herhaling hoofdstuk indruk inkorten jammer kloppen klopt kop kopje kritisch laatste leest gelezen lezen lezer
liever lijken lijkt lijst mee meenemen missen mist mooi mooie noemen nuance nuanceren omschrijven omschrijving
onderdeel onderscheid onderstaande onduidelijk onduidelijkheid ontbreekt ontbreken onvoldoende opmerking
opmerkingen opnemen opsomming overbodig pagina paragraaf passage passages precies preciezer punt punten
regel regels samenvoegen scherper schrap schrappen specifiek specifieker splitsen staan staat stellen ster
suggereert suggereren suggestie suggesties tabel tegenstrijdig tekst teksten term termen terug terugkomen
titel toelichten toelichting toevoegen toevoeging uitgebreid uitleg uitleggen uitwerken uitwerking vaag
vaker verband verbeteren verduidelijken verduidelijking vermelden verplaats verplaatsen vervang vervangen
verwarrend verwarring verwijder verwijderen verwijzen verwijzing verwoord verwoorden voetnoot voldoende
volledig volstrekt voorbeeld voorbeelden voorgaande voorstel voorstellen vraag vragen waardevol weglaten
wijzig wijzigen woord woorden woordgebruik zin zinnen zinsnede zinvol
"""
_STEMS = frozenset(stem(fold(word)) for word in _LISTED.split())


_EVERYDAY = """
0 1 2 3 4 5 6 7 8 9 eerste tweede derde vierde vijfde horen hoort
aantal avond begin beginnen begint brengen brengt dag dagen deel delen denken ding dingen drie eigen
eind einde gebeuren gebeurt geeft gelden geldt geven goed goede groot grote hebben helpen helpt hoge hoog
houden houdt jaar jaren keer klein kleine komen komt kort krijgen krijgt kunnen lang lange leggen legt
loopt lopen maand maanden maken maakt manier mens mensen moment neemt nemen nieuw nieuwe oud oude persoon
plek praten samen situatie soort start starten steun stoppen tijd tweede uur veel verder verschil
verschillende vier volgen volgend volgende volgt vraagt waarde week weken werk werken werkt weten weet
wijze zaak zaken zeggen zegt zelf zetten zien ziet zoeken zorgen zorgt
"""
_EVERYDAY_STEMS = frozenset(stem(fold(word)) for word in _EVERYDAY.split()) - _STEMS


def is_everyday_word(folded: str) -> bool:
    """Whether a word is so common in Dutch that it tells little, be it rare in a short text."""
    return stem(folded) in _EVERYDAY_STEMS


def is_comment_word(folded: str) -> bool:
    """Whether a folded word belongs to talking about a text, in any of its shapes."""
    return stem(folded) in _STEMS
