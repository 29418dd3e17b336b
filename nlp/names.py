"""Names in Swedish sentences by a small trained model: persons, organisations, places.

The shipped model (``nlp/models/beslut-names-sv-1``) is a spaCy entity recogniser whose weights lie as float16 in one
safetensors file; how it was made and what it is worth stands in its model card. Any installed spaCy pipeline with an
entity recogniser ("sv_core_news_sm") may be named in its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language

SHIPPED = Path(__file__).parent / "models" / "beslut-names-sv-1"
WEIGHTS, CONFIG = "weights.safetensors", "config.json"

NameLabel = Literal["PER", "ORG", "LOC"]
# how other Swedish models call the same
LABELS: dict[str, NameLabel] = {"PER": "PER", "PRS": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC"}
BATCH = 128
# "Rut Malmstens granne Sture Ek": two persons, which the model is apt to take for one association
KINSHIP = re.compile(
    r"\s+(?:granne|make|maka|sambo|fru|man|hustru|dotter|son|bror|syster|mor|far|mamma|pappa|barn|vän|kollega|ersättare|"
    r"efterträdare|företrädare|assistent|god man|anhörig[ae]?|släkting)\s+(?=[A-ZÅÄÖ])"
)


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in a text: ``text[start:end]``."""

    start: int
    end: int
    label: NameLabel


class NameModel:
    """A loaded model: sentences in, their names out."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def names_in(self, sentences: Sequence[str]) -> list[tuple[FoundName, ...]]:
        """The names of each sentence, in order, none overlapping another. Blanks of any kind count as one blank."""
        docs = self._language.pipe(map(plain_blanks, sentences), batch_size=BATCH)
        return [tuple(_names_of(doc)) for doc in docs]


def plain_blanks(text: str) -> str:
    """The text with every blank and line break as a plain blank, at equal length."""
    return "".join(" " if letter.isspace() else letter for letter in text)


def load_names(model: str | None = None) -> NameModel:
    """The shipped model, or the installed spaCy pipeline of that name. Needs spaCy: a tenth of a second beside it.

    Raises ``UnavailableError`` when no such pipeline is installed.
    """
    return NameModel(_installed(model) if model else shipped(SHIPPED))


def _installed(model: str) -> Language:
    import spacy

    from corpus.errors import UnavailableError

    try:
        language = spacy.load(model)
    except OSError as error:
        raise UnavailableError(
            f"The model for names {model!r} is not installed; install it or unset BESLUT_NAMES_MODEL."
        ) from error
    needed = {"ner", "tok2vec", "transformer"}
    language.select_pipes(enable=[name for name in language.pipe_names if name in needed])
    return language


def _names_of(doc: Any) -> Iterator[FoundName]:
    for entity in doc.ents:
        between = KINSHIP.search(entity.text)
        start, end = entity.start_char, entity.end_char
        if between:
            yield FoundName(start, start + between.start(), "PER")
            yield FoundName(start + between.end(), end, "PER")
        elif label := LABELS.get(entity.label_):
            yield FoundName(start, end, label)


# --- weights ---------------------------------------------------------------------------------------------------


def blank_recogniser(settings: dict[str, Any]) -> Language:
    """A Swedish pipeline with an untrained recogniser of the given shape (``recogniser``) and ``labels``."""
    import spacy
    from spacy.training import Example

    language = spacy.blank("sv")
    recogniser: Any = language.add_pipe("ner", config=settings["recogniser"])
    sample = [Example.from_dict(language.make_doc("namn"), {})]
    labels = {int(action): counts for action, counts in settings["labels"].items()}
    recogniser.initialize(lambda: sample, nlp=language, labels={0: {}, **labels})
    return language


def shipped(folder: Path) -> Language:
    """The pipeline of a folder written by ``save_recogniser``."""
    from safetensors.numpy import load_file

    language = blank_recogniser(json.loads((folder / CONFIG).read_text(encoding="utf-8")))
    weights = load_file(folder / WEIGHTS)
    for key, node, name in _parameters(language):
        node.set_param(name, weights[key].astype(np.float32))
    return language


def save_recogniser(language: Language, settings: dict[str, Any], folder: Path) -> None:
    """Write shape, labels and weights (float16) of a trained pipeline."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    weights = {key: np.asarray(node.get_param(name), np.float16) for key, node, name in _parameters(language)}
    save_file(weights, folder / WEIGHTS)
    text = json.dumps(settings, ensure_ascii=False, indent=1) + "\n"
    (folder / CONFIG).write_text(text, encoding="utf-8")


def _parameters(language: Language) -> Iterator[tuple[str, Any, str]]:
    """Every parameter of the recogniser with a key that the shape of the network alone decides."""
    recogniser: Any = language.get_pipe("ner")
    nodes: Iterable[Any] = recogniser.model.walk()
    for place, node in enumerate(nodes):
        for name in sorted(node.param_names):
            if node.has_param(name):
                yield f"{place}.{name}", node, name
