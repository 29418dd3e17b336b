"""Words -> filters and what is left to search for: ``understand("motioner från V om hemlöshet 2006-2010")``.

Understood is exactly what the words say and no more. Each reader takes its words from one ``QueryWords``; the order
matters: what has one meaning only (phrases, numbers, years) is read before names, names before places, places before
parties ("Bromma sd" is a district), parties before document types.
"""

from __future__ import annotations

from datetime import date

from search_api.query_dates import period_in
from search_api.query_kinds import classes_in, types_in
from search_api.query_numbers import numbers_in, phrases_in, references_in
from search_api.query_parties import parties_in
from search_api.query_people import full_names_in, movers_in, persons_in
from search_api.query_places import districts_in, in_municipalities, misspelt_districts_in, municipalities_in
from search_api.query_words import QueryWords
from search_api.understood import UnderstoodFilters, UnderstoodNumber, UnderstoodQuery

__all__ = ["UnderstoodFilters", "UnderstoodNumber", "UnderstoodQuery", "understand"]


def understand(text: str, *, today: date | None = None) -> UnderstoodQuery:
    """The query taken apart. ``today`` settles "förra året" and "de senaste tio åren"; default: the clock."""
    words = QueryWords(text)
    phrases = phrases_in(words)
    references = references_in(words)
    numbers = numbers_in(words)
    date_from, date_to = period_in(words, today or date.today())
    persons = persons_in(words)
    movers = movers_in(words)
    districts = districts_in(words)
    municipalities = municipalities_in(words)
    districts += tuple(one for one in misspelt_districts_in(words) if one not in districts)
    districts = in_municipalities(districts, municipalities)
    persons += full_names_in(words)
    parties = parties_in(words)
    classes = classes_in(words)
    types = types_in(words)
    filters = UnderstoodFilters(
        districts=districts,
        municipalities=municipalities,
        parties=parties,
        types=types,
        classes=classes,
        date_from=date_from,
        date_to=date_to,
        movers=movers,
        persons=persons,
        references=references,
    )
    return UnderstoodQuery(text=text, rest=words.rest, phrases=phrases, numbers=numbers, filters=filters)
