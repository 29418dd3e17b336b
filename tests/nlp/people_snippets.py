"""Snippets in the forms of many municipalities, labelled by hand before the rules were tried on them.

Persons, companies and associations are invented. A field that a snippet does not name is not judged; one that is named
as () must stay empty. People are (role, name), organisations (role, name), parties (role, party, persons).
"""

from __future__ import annotations

from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]
Parties = tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Snippet:
    """A piece of a document with what its tags must say. ``municipality`` and ``type`` are known beforehand."""

    why: str
    type: str
    text: str
    people: Pairs | None = None
    organisations: Pairs | None = None
    parties: Parties | None = None
    municipality: str | None = None
    body: str | None = None
    date: str | None = None


BODY = (
    "\n\n# Ny gångväg vid Strandbacken\n\n{under}\n\nFörslag till beslut\n\n1. {point}\n\nSammanfattning\n\n"
    "{summary}\n{end}"
)


def paper(
    front: str = "",
    under: str = "",
    point: str = "Nämnden godkänner förslaget.",
    summary: str = "Vägen är sliten.",
    end: str = "",
) -> str:
    """An office's paper with the parts given and plain words for the rest."""
    return front + BODY.format(under=under, point=point, summary=summary, end=f"\n{end}\n" if end else "")


OFFICE = "tjänsteskrivelse"
MEETING = "protokoll"

SNIPPETS: tuple[Snippet, ...] = (
    # --- the letterhead ---
    Snippet(
        "telephone between strokes",
        OFFICE,
        paper("Trosa kommun\nHandläggare Maja Lindqvist /0156-520 00/\n2019-03-04\nDnr KS 2019/77"),
        people=(("handläggare", "Maja Lindqvist"),),
    ),
    Snippet(
        "title behind a comma",
        OFFICE,
        paper("Piteå kommun\nHandläggare: Zeynep Yıldız, miljöinspektör\nTel: 0911-69 60 00"),
        people=(("handläggare", "Zeynep Yıldız"),),
    ),
    Snippet(
        "label in capitals, name below, particle",
        OFFICE,
        paper("HANDLÄGGARE\nGustaf von Sterneck\n0455-30 30 00\ngustaf.vonsterneck@karlskrona.example"),
        people=(("handläggare", "Gustaf von Sterneck"),),
    ),
    Snippet(
        "our case officer",
        OFFICE,
        paper("Ljungby kommun\nVår handläggare: Ann-Sofie Brandt-Öhman\nErt datum\n2014-01-20"),
        people=(("handläggare", "Ann-Sofie Brandt-Öhman"),),
    ),
    Snippet(
        "written by",
        OFFICE,
        paper("Sundsvalls kommun\nUpprättad av: Thi Hoa Nguyen\nDatum: 2021-09-01"),
        people=(("handläggare", "Thi Hoa Nguyen"),),
    ),
    Snippet(
        "the writer's label",
        OFFICE,
        paper(
            "Kalmar kommun\nTJÄNSTESKRIVELSE\nHandläggare Datum Ärendebeteckning\nOskar af Geijer 2018-05-02 SN "
            "2018/0144"
        ),
        people=(("handläggare", "Oskar af Geijer"),),
    ),
    Snippet(
        "initial in the middle",
        OFFICE,
        paper("Handläggare: Carl-Johan B. Wikander\nE-post: cj@vellinge.example"),
        people=(("handläggare", "Carl-Johan B. Wikander"),),
    ),
    Snippet(
        "unit below label, not a person",
        OFFICE,
        paper("Handläggare: Tekniska Kontoret\nDatum: 2011-02-03"),
        people=(),
    ),
    Snippet(
        "title before the name",
        OFFICE,
        paper("Handläggare\nPlanarkitekt Nour Haddad\nTelefon 0470-410 00"),
        people=(("handläggare", "Nour Haddad"),),
    ),
    Snippet(
        "two with a stroke",
        OFFICE,
        paper("Handläggare: Siv Åkerman / Dragan Petrović\nTel 0920-45 30 00"),
        people=(("handläggare", "Siv Åkerman"), ("handläggare", "Dragan Petrović")),
    ),
    Snippet(
        "clerk of the case by an abbreviation",
        OFFICE,
        paper("Handl. Rune Tjäder\nTel. 0304-33 40 00"),
        people=(("handläggare", "Rune Tjäder"),),
    ),
    # --- signatures ---
    Snippet(
        "name over title",
        OFFICE,
        paper(end="Amina Warsame\nSamhällsbyggnadschef\n\nPer-Erik Norrby\nMark- och exploateringsingenjör"),
        people=(("signatory", "Amina Warsame"), ("signatory", "Per-Erik Norrby")),
    ),
    Snippet(
        "two side by side in columns",
        OFFICE,
        paper(end="Eva Ståhl\tJonas de la Gardie\nKommundirektör\tEkonomichef"),
        people=(("signatory", "Eva Ståhl"), ("signatory", "Jonas de la Gardie")),
    ),
    Snippet(
        "title above the name",
        OFFICE,
        paper(end="Förvaltningschef\nLeila Hosseini"),
        people=(("signatory", "Leila Hosseini"),),
    ),
    Snippet(
        "acting head",
        OFFICE,
        paper(end="Tomas Öst\nt.f. socialchef"),
        people=(("signatory", "Tomas Öst"),),
    ),
    Snippet(
        "greeting before the name, no title",
        OFFICE,
        paper(end="Enligt uppdrag\n\nMajken Roos\nNämndsekreterare"),
        people=(("signatory", "Majken Roos"),),
    ),
    Snippet(
        "on behalf of an office",
        OFFICE,
        paper(end="För miljökontoret\n\nIngalill Boström\nMiljöchef"),
        people=(("signatory", "Ingalill Boström"),),
    ),
    Snippet(
        "electronic signature note",
        OFFICE,
        paper(end="Detta beslut är elektroniskt signerat av Farhad Rahimi, biträdande enhetschef."),
        people=(("signatory", "Farhad Rahimi"),),
    ),
    # --- contacts ---
    Snippet(
        "questions answered by",
        OFFICE,
        paper(end="Frågor om ärendet besvaras av Wilma Fridlund, telefon 0340-880 00."),
        people=(("contact", "Wilma Fridlund"),),
    ),
    Snippet(
        "contact line without a number",
        OFFICE,
        paper(end="Kontaktperson: Szymon Kowalczyk, tekniska förvaltningen"),
        people=(("contact", "Szymon Kowalczyk"),),
    ),
    Snippet(
        "for more information contact",
        "nyhetsbrev",
        "# Nytt från Strandbacken\n\nNyhetsbrev nr 3 2015\n\nVill du veta mer om vägen? Kontakta projektledare Lo "
        "Ahlgren på lo.ahlgren@kommun.example.\n",
        people=(("contact", "Lo Ahlgren"),),
    ),
    Snippet(
        "several contacts in a sentence",
        "nyhetsbrev",
        "# Nytt om parken\n\nNyhetsbrev nr 1 2018\n\nHör gärna av dig till Tyra Malm eller Björn O. Hägg, 0500-49 80 "
        "00, om du har frågor.\n",
        people=(("contact", "Tyra Malm"), ("contact", "Björn O. Hägg")),
    ),
    # --- who takes part ---
    Snippet(
        "officials present in minutes",
        MEETING,
        "SAMMANTRÄDESPROTOKOLL\n\nSocialnämnden\n\nBeslutande\n\nHanna Björk (S), ordförande\nUlf Kask (M)\nMirja "
        "Palo (V), tjänstgörande ersättare\n\n"
        "Övriga deltagande\n\nNämndsekreterare Pia Rosén, socialchef Kenneth Ahl, controller Shirin Azizi § 13\n\n§ "
        "12 Budget\n\nBeslut\n\nNämnden godkänner budgeten.\n",
        people=(("mentioned", "Pia Rosén"), ("mentioned", "Kenneth Ahl"), ("mentioned", "Shirin Azizi")),
        parties=(
            ("mentioned", "S", ("Hanna Björk",)),
            ("mentioned", "M", ("Ulf Kask",)),
            ("mentioned", "V", ("Mirja Palo",)),
        ),
    ),
    Snippet(
        "substitute for another",
        MEETING,
        "PROTOKOLL\n\nTjänstgörande ersättare\n\nLinnea Fors (KD) ersätter Örjan Blix (KD)\nRagnhild Sparv (FP) för "
        "Nils-Erik Kvist (FP)\n\n§ 3 Val\n\nBeslut\n\nNämnden godkänner dagordningen.\n",
        parties=(
            ("mentioned", "KD", ("Linnea Fors", "Örjan Blix")),
            ("mentioned", "L", ("Ragnhild Sparv", "Nils-Erik Kvist")),
        ),
    ),
    Snippet(
        "members of a group with their party in words",
        MEETING,
        "PROTOKOLL\n\nNärvarande ledamöter\n\nInga Strand, Centerpartiet\nAbdi Farah, Socialdemokraterna\nKjell "
        "Frank, Sjukvårdspartiet\n\n§ 1 Val\n\nBeslut\n\nNämnden godkänner listan.\n",
        parties=(
            ("mentioned", "C", ("Inga Strand",)),
            ("mentioned", "S", ("Abdi Farah",)),
            ("mentioned", "SJUKVARDSPARTIET", ("Kjell Frank",)),
        ),
    ),
    Snippet(
        "party without a closing blank",
        MEETING,
        "PROTOKOLL\n\nBeslutande\n\nMargit Olofsdotter(S), Ture Wahl(M) och Elin Quist ( L )\n\n§ 1 Val\n\nBeslut\n\n"
        "Nämnden godkänner listan.\n",
        parties=(
            ("mentioned", "S", ("Margit Olofsdotter",)),
            ("mentioned", "M", ("Ture Wahl",)),
            ("mentioned", "L", ("Elin Quist",)),
        ),
    ),
    Snippet(
        "secretary and adjuster sign in a row",
        MEETING,
        "PROTOKOLL\n\n§ 1 Val\n\nBeslut\n\nNämnden godkänner listan.\n\nUnderskrifter\n\nSekreterare\nDoris Lindh\n\n"
        "Ordförande\nMårten Stake (C)\n\nJusterande\nSofia Ek-Hansen (S)\n",
        people=(("signatory", "Doris Lindh"), ("signatory", "Mårten Stake"), ("signatory", "Sofia Ek-Hansen")),
    ),
    Snippet(
        "role with dots",
        MEETING,
        "PROTOKOLL\n\n§ 1 Val\n\nBeslut\n\nNämnden godkänner listan.\n\nUnderskrifter\n\nSekreterare ............\n"
        "Kerstin Myhr\nOrdförande ............\nRoland Bäck\n",
        people=(("signatory", "Kerstin Myhr"), ("signatory", "Roland Bäck")),
    ),
    Snippet(
        "a visitor informs",
        "protokollsutdrag",
        "PROTOKOLLSUTDRAG\n\n§ 14 Lägesrapport\n\nBeslut\n\nNämnden noterar rapporten.\n\nÄrendet\n\nVerksamhetschef "
        "Fatou Ceesay och utredare Ivar Lund informerade om läget.\n",
        people=(("mentioned", "Fatou Ceesay"), ("mentioned", "Ivar Lund")),
    ),
    # --- yrkanden, reservations, statements ---
    Snippet(
        "moved, seconded",
        "protokollsutdrag",
        "PROTOKOLLSUTDRAG\n\n§ 40 Hamnen\n\nYrkanden\n\nLars Höök (C) yrkar, med instämmande av Vera Lodin (KD), "
        "bifall till förslaget.\n\nBeslut\n\nStyrelsen avslår förslaget.\n",
        parties=(("proposal", "C", ("Lars Höök",)), ("proposal", "KD", ("Vera Lodin",))),
    ),
    Snippet(
        "against a motion",
        "protokollsutdrag",
        "PROTOKOLLSUTDRAG\n\n§ 41 Hamnen\n\nBeslut\n\nStyrelsen antar planen.\n\nReservation\n\nMot beslutet "
        "reserverar sig Ebba Stolt (M), Kaj Rask (M) och Wahid Noori (L).\n",
        parties=(("reservation", "M", ("Ebba Stolt", "Kaj Rask")), ("reservation", "L", ("Wahid Noori",))),
    ),
    Snippet(
        "a party's group reserves",
        "protokollsutdrag",
        "PROTOKOLLSUTDRAG\n\n§ 42 Hamnen\n\nBeslut\n\nStyrelsen antar planen.\n\nSverigedemokraternas och "
        "Vänsterpartiets ledamöter reserverar sig till förmån för egna yrkanden.\n",
        parties=(("reservation", "SD", ()), ("reservation", "V", ())),
    ),
    Snippet(
        "a special statement by several",
        "protokollsutdrag",
        "PROTOKOLLSUTDRAG\n\n§ 43 Hamnen\n\nBeslut\n\nStyrelsen antar planen.\n\nSärskilt yttrande\n\nMP och V lämnar "
        "ett särskilt yttrande.\n",
        parties=(("statement", "MP", ()), ("statement", "V", ())),
    ),
    Snippet(
        "alliance by time",
        "protokollsutdrag",
        "PROTOKOLLSUTDRAG\n\n§ 44 Hamnen\n\nBeslut\n\nStyrelsen antar planen.\n\nAllianspartierna reserverar sig mot "
        "beslutet.\n",
        parties=(
            ("reservation", "M", ()),
            ("reservation", "L", ()),
            ("reservation", "C", ()),
            ("reservation", "KD", ()),
        ),
        date="2012-05-08",
    ),
    Snippet(
        "alliance out of time",
        "protokollsutdrag",
        "PROTOKOLLSUTDRAG\n\n§ 44 Alliansen mellan skolorna\n\nBeslut\n\nStyrelsen antar planen.\n\nAlliansen mellan "
        "de två skolorna fortsätter.\n",
        parties=(),
        date="2023-05-08",
    ),
    Snippet(
        "after a yrkande from two parties",
        OFFICE,
        paper(summary="Utredningen har gjorts efter ett yrkande från S och MP."),
        parties=(("proposal", "S", ()), ("proposal", "MP", ())),
    ),
    Snippet(
        "after a motion by party names",
        OFFICE,
        paper(under="Svar på motion från Centerpartiet och Liberalerna"),
        parties=(("mover", "C", ()), ("mover", "L", ())),
    ),
    Snippet(
        "the chair's party group",
        OFFICE,
        paper(under="Svar på motion av Ayşe Demir m.fl. (S)"),
        parties=(("mover", "S", ("Ayşe Demir",)),),
    ),
    Snippet(
        "brackets of two persons with one party, all",
        OFFICE,
        paper(under="Svar på motion från Sixten Orre, Hilda Kron och Joel Bo Nyman (samtliga V)"),
        parties=(("mover", "V", ("Sixten Orre", "Hilda Kron", "Joel Bo Nyman")),),
    ),
    Snippet(
        "addressed politician is no mover",
        OFFICE,
        paper(under="Svar på interpellation från Gerd Alm (V) till kommunalrådet Måns Ros (M) om gångvägen"),
        parties=(("mover", "V", ("Gerd Alm",)), ("mentioned", "M", ("Måns Ros",))),
    ),
    Snippet(
        "local party at home",
        OFFICE,
        paper(under="Svar på motion från Nackalistan"),
        parties=(("mover", "NL", ()),),
        municipality="Nacka",
    ),
    Snippet(
        "group in brackets",
        OFFICE,
        paper(summary="Signe Vik, Otto Frisk och Karim Saleh (MP-gruppen) har lämnat in en motion om gångvägen."),
        parties=(("mover", "MP", ("Signe Vik", "Otto Frisk", "Karim Saleh")),),
    ),
    # --- authors without party ---
    Snippet(
        "a letter signed by a resident",
        "skrivelse",
        "# Trafiken på Ekvägen\n\nTill kommunstyrelsen\n\nBilarna kör för fort. Vi önskar farthinder.\n\nMed vänlig "
        "hälsning\n\nYngve Sandberg\nEkvägen 4\n",
        people=(("mover", "Yngve Sandberg"),),
    ),
    Snippet(
        "a letter from an association",
        "skrivelse",
        "# Trafiken på Ekvägen\n\nTill tekniska nämnden\n\nVi önskar farthinder.\n\nFör Ekbackens "
        "villaägareförening\n\nRakel Mossberg, ordförande\n",
        people=(("mover", "Rakel Mossberg"),),
        organisations=(("sender", "Ekbackens villaägareförening"),),
    ),
    Snippet(
        "citizen in the text",
        OFFICE,
        paper(
            under="Svar på medborgarförslag om gångvägen",
            summary="Ramona Cruz Delgado har lämnat in ett medborgarförslag om en gångväg.",
        ),
        people=(("mover", "Ramona Cruz Delgado"),),
    ),
    Snippet(
        "e-proposal by a named person",
        OFFICE,
        paper(under="Svar på e-förslag från Henrik Åsbrink om gångvägen"),
        people=(("mover", "Henrik Åsbrink"),),
    ),
    # --- parties to the matter ---
    Snippet(
        "company applies",
        OFFICE,
        paper(summary="Björkdungens Assistans AB har ansökt om tillstånd att bedriva daglig verksamhet."),
        organisations=(("party", "Björkdungens Assistans AB"),),
    ),
    Snippet(
        "association applies for a grant",
        OFFICE,
        paper(under="Ansökan om verksamhetsbidrag från Kvinnojouren Månskenet", summary="Jouren ger stöd."),
        organisations=(("party", "Kvinnojouren Månskenet"),),
    ),
    Snippet(
        "sports club gets money",
        OFFICE,
        paper(point="Nämnden beviljar Hallsta IF 40 000 kronor i bidrag till ny belysning."),
        organisations=(("party", "Hallsta IF"),),
    ),
    Snippet(
        "agreement with a foundation",
        OFFICE,
        paper(point="Nämnden godkänner avtal med Stiftelsen Nordhems Sjukhem om vårdplatser."),
        organisations=(("party", "Stiftelsen Nordhems Sjukhem"),),
    ),
    Snippet(
        "company appeals",
        OFFICE,
        paper(summary="Fastighets AB Klockaren har överklagat nämndens beslut till förvaltningsrätten."),
        organisations=(("party", "Fastighets AB Klockaren"), ("addressee", "Förvaltningsrätten")),
    ),
    Snippet(
        "housing society writes",
        OFFICE,
        paper(summary="Bostadsrättsföreningen Kvarnvingen har inkommit med en skrivelse om buller."),
        organisations=(("sender", "Bostadsrättsföreningen Kvarnvingen"),),
    ),
    Snippet(
        "a referral",
        OFFICE,
        paper(under="Yttrande över remiss från Trafikverket om ny vägplan"),
        organisations=(("sender", "Trafikverket"),),
    ),
    Snippet(
        "a distribution list",
        OFFICE,
        paper(
            end=(
                "Beslutet skickas till\n\nLänsstyrelsen i Kronobergs län\nBo Klint, tekniska förvaltningen\n"
                "Skogstorps samfällighetsförening"
            )
        ),
        organisations=(
            ("addressee", "Länsstyrelsen i Kronobergs län"),
            ("addressee", "Skogstorps samfällighetsförening"),
        ),
        people=(("mentioned", "Bo Klint"),),
    ),
    Snippet(
        "copies in a line",
        OFFICE,
        paper(end="Kopia till: Polismyndigheten, Sökanden, Räddningstjänsten Syd"),
        organisations=(("addressee", "Polismyndigheten"), ("addressee", "Räddningstjänsten Syd")),
    ),
    Snippet(
        "procurement",
        OFFICE,
        paper(point="Nämnden antar anbud från Tallmo Entreprenad AB och Grävlaget i Norr HB."),
        organisations=(("party", "Tallmo Entreprenad AB"), ("party", "Grävlaget i Norr HB")),
    ),
    Snippet(
        "licence to serve",
        OFFICE,
        paper(under="Ansökan om serveringstillstånd för Restaurang Gyllene Ankan, sökande Ankan Krog & Bar AB"),
        organisations=(("party", "Ankan Krog & Bar AB"),),
    ),
    Snippet(
        "a supervised company",
        OFFICE,
        paper(point="Nämnden förelägger Sågverket i Hult AB att redovisa en bullermätning."),
        organisations=(("party", "Sågverket i Hult AB"),),
    ),
    Snippet(
        "an authority's supervision",
        OFFICE,
        paper(summary="Skolinspektionen har i ett föreläggande den 3 maj begärt att kommunen redovisar åtgärder."),
        organisations=(("sender", "Skolinspektionen"),),
    ),
    Snippet(
        "a civil partnership agreement",
        OFFICE,
        paper(
            point=(
                "Nämnden ingår ett idéburet offentligt partnerskap med Rädda Barnen och Hyresgästföreningen Region Syd."
            )
        ),
        organisations=(("party", "Rädda Barnen"), ("party", "Hyresgästföreningen Region Syd")),
    ),
    Snippet(
        "capitals that name no organisation",
        OFFICE,
        paper(
            summary=(
                "Enligt Agenda 2030 och Barnkonventionen ska Centrala Parken nås från Stora Torget och Norra Skolan."
            )
        ),
        organisations=(),
        people=(),
    ),
    Snippet(
        "places that look like persons",
        OFFICE,
        paper(summary="Gångvägen går från Anders Zorns väg via Karl Johans torg till Sankta Birgittas kapell."),
        people=(),
    ),
    Snippet(
        "the own office is no party",
        OFFICE,
        paper(
            summary="Samhällsbyggnadsförvaltningen har tagit fram förslaget tillsammans med kommunens ekonomiavdelning."
        ),
        organisations=(),
    ),
    Snippet(
        "a person applies through a lawyer",
        OFFICE,
        paper(summary="Sökanden företräds av advokat Mina Tavakoli vid Advokatfirman Lagerkrans AB."),
        people=(("mentioned", "Mina Tavakoli"),),
        organisations=(("mentioned", "Advokatfirman Lagerkrans AB"),),
    ),
    Snippet(
        "one person, one letter misread",
        OFFICE,
        paper(
            under="Svar på skrivelse från Karl-Erik Möntsing (MP)",
            summary="Karl-Erik Möäntsing (MP) har i en skrivelse föreslagit en gångväg.",
        ),
        parties=(("mover", "MP", ("Karl-Erik Möntsing",)),),
        people=(("mover", "Karl-Erik Möntsing"),),
    ),
    Snippet(
        "two persons with alike names",
        OFFICE,
        paper(under="Svar på motion från Eva Lind (S) och Eva Lund (S)"),
        parties=(("mover", "S", ("Eva Lind", "Eva Lund")),),
    ),
)
