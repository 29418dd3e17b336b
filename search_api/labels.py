"""Swedish words for ids, as the pages show them."""

from __future__ import annotations

from functools import cache

MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
ROLES = {
    "handläggare": "handläggare",
    "signatory": "undertecknare",
    "mover": "förslagsställare",
    "contact": "kontaktperson",
    "mentioned": "nämnd",
    "proposal": "bakom yrkande",
    "reservation": "reservation",
    "statement": "särskilt uttalande",
    "own": "eget",
    "foreign": "annan myndighets",
}
STATES = {
    "received": "mottagna",
    "read": "lästa",
    "tagged": "märkta",
    "indexed": "sökbara",
    "quarantined": "i karantän",
    "withdrawn": "återkallade",
}
ERRORS = {
    "EmptyFileError": "tom fil",
    "UnsupportedFormatError": "filformat som inte läses",
    "DamagedFileError": "skadad fil",
    "EncryptedFileError": "lösenordsskyddad",
    "NoTextLayerError": "ingen läsbar text",
    "LimitExceededError": "för stor eller tog för lång tid",
    "ConfidentialError": "sekretess enligt registret",
    "UnreadableError": "gick inte att öppna",
}
FILTERS = {
    "dnr": "Diarienummer",
    "district": "Stadsdel",
    "municipality": "Kommun",
    "party": "Parti",
    "type": "Dokumenttyp",
    "class": "Beslut",
    "from": "Från",
    "to": "Till",
    "mover": "Förslagsställare",
    "person": "Person",
    "reference": "Hänvisning",
    "phrase": "Ordagrant",
    "year": "År",
}


def date_in_words(date: str | None) -> str:
    """``2007-08-28`` as ``28 augusti 2007``, ``2010-06`` as ``juni 2010``; an absent date as ``utan datum``."""
    if not date:
        return "utan datum"
    year, *rest = date.split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


@cache
def district_name(district_id: str) -> str:
    """The district's name with its years where it no longer exists; the id itself when unknown."""
    from corpus.vocabulary import districts

    district = districts().by_id(district_id)
    if district is None:
        return district_id
    if district.valid_to:
        return f"{district.name} ({(district.valid_from or '')[:4]}–{district.valid_to[:4]})"
    return str(district.name)


@cache
def party_name(party_id: str) -> str:
    """The party's name; the id itself when unknown."""
    from corpus.vocabulary import parties

    party = parties().by_id(party_id)
    return str(party.name) if party else party_id


@cache
def class_label(decision_class: str) -> str:
    """The class of a decision, or of a request, in Swedish."""
    from corpus.vocabulary import decision_classes, requests

    label = decision_classes().label(decision_class)
    return label if label != decision_class else requests().label(decision_class)


def filter_label(name: str) -> str:
    """What a filter is called."""
    return FILTERS.get(name, name)


def filter_value(name: str, value: object) -> str:
    """A filter's value in Swedish."""
    if isinstance(value, list):
        return ", ".join(filter_value(name, one) for one in value)
    if isinstance(value, dict):
        return str(value.get("raw") or value)
    text = str(value)
    if name == "district":
        return district_name(text)
    if name == "party":
        return party_name(text)
    if name == "class":
        return class_label(text)
    return text


def role_label(role: str) -> str:
    """A role in Swedish."""
    return ROLES.get(role, role)


def state_label(state: str) -> str:
    """A state of the ledger in Swedish."""
    return STATES.get(state, state)


def error_label(error: str) -> str:
    """Why a file is in quarantine, in Swedish."""
    return ERRORS.get(error, error)
