"""Word lists of the Swedish analyzer: words that say nothing in a search, and strings that are no part of a compound.

Function words are a closed class of the language; the officialese ones (härmed, avseende) are our own choice.
"""

from __future__ import annotations

STOP_WORDS: frozenset[str] = frozenset(
    """
    a alla allt alltså andra att av avseende bl bland blev bli blir blivit båda både d dels dem den denna dennes
    deras dess dessa det detta dig din dina ditt du dvs där därav därefter därför därigenom därmed då efter
    eftersom ej eller en enligt er era ert etc ett ex f fl från för före gentemot ha hade haft han hans har hennes
    hon honom hur här härmed härvid i in inom inte ju k kan kunde kunna m man med medan men mig min mina mitt mot
    mycket ni nog nu när någon något några och också om oss osv på redan resp s samt sedan sig sin sina sitt själv
    ska skall skulle som så sådan sådana sådant t till trots under upp ur ut utan utifrån v vad var vara varit
    varje vars vart vem vi via vid vidare vilka vilken vilket vår våra vårt än ännu är även åt ö över
    """.split()
)

# Three-letter words that do build compounds (rådhus, vägbelysning); other short strings are too often a chance match.
SHORT_PARTS: frozenset[str] = frozenset(
    """
    apa arv avl bad bas bil bio bok bro bud buk bur byk bär bår båt bön cup dag dam del dis djur dom don drä dör
    egg ek eld elm fel film fot ful fär får gas gift hav hem hiv hot hud hus hår hög jord jud jul järn kod kol kur
    kyl kök köp kör lag lek lin liv ljud ljus lok lov län lär lån lås lön mak mark mat mor mur mus mål mån nit nät
    nöd ord ort ost pol post pub rad ras ris rot rum rus råd råg rån rör röv sal sek sex sim sjö ski sko sky snö
    sol son stad ston syn såg sår tak tal tid tur tvål typ tåg tår udd ull ung val ved vik vin väg vän väv vår yta
    ägg älv äng åk åra åsk öde öga öra öre ört
    """.split()
)

# Beginnings and endings that words wear, and function words: cutting there gives no part with a meaning of its own.
NEVER_A_PART: frozenset[str] = STOP_WORDS | frozenset(
    """
    aktig aktiga aktigt alen analy ande anden andet ange anger anse ansen arbar arden aren arens aring arna arnas
    arne artad artade avse bakom bara barhet bart bero beta bort borta dera derad derar deras derat ders domar
    domarna domarnas domen domens elig eliga eligt ella ellt else elsen elser emellan ende enhet enheter enlig
    enliga ens erad erade erande erar eras erat erfar ering eringar eringen eringens erna ernas fast fastighe fort
    fram framåt full fullt färde förs försäk förut genom gent given givna gram görande heten hetens heter heterna
    hets holm igen ikan ikans iker ingen ingens inkom innan inne inre inter isation isera iserad iserade iserar
    isering iska iskt ista isten ister istisk istiska ität kost kosta lade lagt lemn lera les liga ligare ligas
    ligast ligen lighet ligheten lighetens ligheter ligt like liken likt ling linga lingar lingarna lingen lingens
    logisk logiska logiskt luta mande miss mässig mässiga mässigt möjlig nad nade naden nader naderna nads nande
    nar nare nast neder neka nera ning ningar ningarna ningarnas ningars ningen ningens nings nyan nära näst ocks
    omhänder onde orer orna oväsen pkt poli rade rande rare ras raste rats redo rikt ring ringar ringen ringens
    rings rister sade sam samhet samheten samheter samm samma samman sammans samme satta sera serad serade serar
    serat serats själ själv skap skapen skapens skaper skas slig sliga stal syssel sätta sättning sättningar
    sättningarna sättningen tande tera terad terade terar terat tering terna ternas tig tiga till tillfreds
    tillhanda tillkänna tills tion tionen tionens tioner tions tiska tiskt trans tvers tydlig unda undan upprätta
    utom varande vars verka veten visst vist värd värda värde våra ytter ändå åter öras ören öster över övre
    """.split()
)

# Words that look like compounds but mean something else than their parts together.
WHOLE_WORDS: frozenset[str] = frozenset(
    """
    landsting landstinget landstingets missbruk missbrukare missbrukares missbruket ordförande ordföranden
    ordförandes personal regering regeringen socialtjänstlagen stockholm stockholms styrelse styrelsen
    """.split()
)
