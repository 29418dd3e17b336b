"""Word lists of the Swedish analyzer: words that say nothing in a search, and strings that are no part of a compound.

Function words are a closed class of the language; the officialese ones (härmed, avseende) are our own choice.
"""

from __future__ import annotations

STOP_WORDS: frozenset[str] = frozenset(
    """
    alla allt alltså andra att av avseende bland blev bli blir blivit både båda därav därefter därför därigenom därmed
    dem den denna dennes deras dess dessa det detta dig din dina ditt du där då efter eftersom ej eller en enligt er
    era ert ett från för före gentemot ha hade haft han hans har hennes hon honom hur här härmed härvid i in inom inte
    ju kan kunde kunna man med medan men mig min mina mitt mot mycket ni nog nu någon något några när och också om oss
    på redan samt sedan ska skall skulle sig sin sina sitt själv som så sådan sådana sådant till trots under upp
    ur ut utan utifrån vad var vara varit varje vars vart vem vi via vid vidare vilka vilken vilket vår våra vårt än
    ännu är även åt över bl a t ex m fl s k d v s dvs etc osv resp f ö dels
    """.split()
)

# Three-letter words that do build compounds (rådhus, vägbelysning); other short strings are too often a chance match.
SHORT_PARTS: frozenset[str] = frozenset(
    """
    avl apa arv bad bas bil bio bok bro buk bur båt bär bön bud byk bår cup dag dam del djur dis dom don drä dör egg ek
    elm eld fel film fot får fär får ful gas gift hav hem hiv hot hud hus hår hög jul jud jord järn kod kol kör köp
    kök kur kyl lag lek lin liv ljud ljus lok lön lov lån lås län lär mak mat mark mur mål mor mus mån nöd nät nit ord
    ort ost pol post pub rad ras ris rot rum rus råd råg rån rör röv sal sek sex sjö sko sky ski snö sol son stad
    ston såg sår syn tal tak tid tur tvål tåg tår typ udd ull ung val ved vik vin väg vår vän vän väv yta ägg älv äng
    öde öga öra öre ört åra åsk åk
    """.split()
)

# Beginnings and endings that words wear, and function words: cutting there gives no part with a meaning of its own.
NEVER_A_PART: frozenset[str] = STOP_WORDS | frozenset(
    """
    aktig aktiga aktigt alen ande anden andet ange anse ansen arbar arden aren arens aring arna arnas arne artad artade avse
    bara barhet bart bero beta bort borta bakom dera derad derar deras derat ders domar domarna domen domens domarnas
    elig eliga eligt ella ellt else elsen elser emellan ende enhet enheter erfar fast fastighe fram framåt full förs enlig enliga ens eras erad erade erar erat erande ering
    eringen eringar eringens erna ernas fort fullt färde förut gent genom given givna görande heten hetens heter
    heterna hets igen ikan ikans iker ingen ingens inne innan inre inter inkom analy försäk rings isation isera iserad iserade iserar isering iska iskt ista
    isten ister istisk istiska ität kost kosta lade lagt lemn lera les liga ligas ligare ligast ligen ligheten ligheter
    lighet lighetens ligt like liken likt ling linga lingar lingarna lingen lingens logisk logiska logiskt luta miss
    mässig mässiga mässigt mande nad naden nade nader naderna nads nande nar nare nast neka neder nera ning ningen ningar
    ningarna ningarnas ningars ningens nings nära näst poli verka rikt terna ternas tiskt tiska rande ocks onde oväsen rade rande rare ras raste rats redo ring ringar
    ringen ringens rister sade sam samhet samheten samheter samma sammans samman samme satta själ sera serad serade serar serat serats skap skapen skaper
    skapens skas slig sliga stal syssel sätta sättning sättningar sättningarna sättningen tande tera terad terade terar
    terat tering tig tiga till tillhanda tills tion tionen tioner tionens tions trans tvers unda undan upprätta utom
    varande vars veten vist visst våra värd värda värde ytter åter över övre ören öras öster ändå
    """.split()
)

# Words that look like compounds but mean something else than their parts together.
WHOLE_WORDS: frozenset[str] = frozenset(
    """
    missbruk missbrukare missbruket missbrukares socialtjänstlagen regering regeringen styrelse styrelsen
    """.split()
)
