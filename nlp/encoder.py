"""Text in, unit vectors out: the shipped static model by numpy alone, or any sentence-transformers model by name.

A shipped folder holds a tokenizer and a table of int8 rows with a scale each. The ``StaticEmbedding`` of
sentence-transformers, given tokenizer and table, makes the same vectors of equally prepared text (``nlp.prepared``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UserMistakeError
from nlp.prepared import Form, as_terms

SHIPPED = "beslut-static-sv-2"
MODELS = Path(__file__).parent / "models"
BATCH = 512
Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """What turns text into vectors. ``model`` names the vectors: those of two models are never compared."""

    @property
    def model(self) -> str:
        """Name stored beside every vector."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, shape (texts, dimensions)."""

    def encode_query(self, text: str) -> Vectors:
        """Unit vector, shape (dimensions,)."""


@lru_cache(maxsize=2)
def load_encoder(name: str | None = None) -> Encoder:
    """The shipped model, a folder of the same kind, or the named sentence-transformers model (a hub name or a folder).

    Raises ``UserMistakeError`` when the named model needs the extra ``encoders``, or cannot be loaded.
    """
    if name in (None, "", SHIPPED):
        return StaticEncoder(MODELS / SHIPPED)
    folder = Path(str(name))
    if (folder / "tokenizer.json").is_file() and not (folder / "modules.json").is_file():
        return StaticEncoder(folder)
    return TransformersEncoder(str(name))


class StaticEncoder:
    """A table of word-piece vectors; a text's vector is the mean of its pieces'."""

    def __init__(self, folder: Path) -> None:
        from safetensors import safe_open
        from tokenizers import Tokenizer

        self.model = folder.name
        self.form: Form = as_terms
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            with safe_open(str(folder / "model.safetensors"), framework="numpy") as tensors:
                self._rows: NDArray[np.int8] = tensors.get_tensor("rows")
                self._scales: Vectors = tensors.get_tensor("scales").reshape(-1, 1)
        except Exception as error:  # tokenizers raises bare Exception
            raise UserMistakeError(
                f"the model in {folder} cannot be read ({error}); install the package again"
            ) from error
        self.dimensions = int(self._rows.shape[1])

    def vocabulary(self) -> dict[str, int]:
        """Word pieces and their rows in the table."""
        return dict(self._tokenizer.get_vocab())

    def rows_of(self, rows: NDArray[np.int64]) -> Vectors:
        """The table's vectors of these rows, shape (rows, dimensions)."""
        vectors: Vectors = self._rows[rows] * self._scales[rows]
        return vectors

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, shape (texts, dimensions)."""
        rows = [self.encode_prepared([self.form(text) for text in texts[at : at + BATCH]]) for at in _starts(texts)]
        return np.concatenate(rows) if rows else np.zeros((0, self.dimensions), np.float32)

    def encode_query(self, text: str) -> Vectors:
        """Unit vector, shape (dimensions,)."""
        row: Vectors = self.encode_prepared([self.form(text)])[0]
        return row

    def encode_prepared(self, texts: Sequence[str]) -> Vectors:
        """Unit rows of texts that ``nlp.prepared`` has already put in the model's form."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        # a text without any word gets the vector of the unknown piece: no row may be zero
        pieces = [encoding.ids or [0] for encoding in encodings]
        starts = np.cumsum([0, *(len(ids) for ids in pieces[:-1])])
        every = np.concatenate([np.asarray(ids, np.int64) for ids in pieces])
        sums = np.add.reduceat(self.rows_of(every), starts, axis=0)
        rows: Vectors = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
        return rows


class TransformersEncoder:
    """Any sentence-transformers model; needs the extra ``encoders`` and, for a hub name, a network at first use."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise UserMistakeError(
                f"the model {name} needs the extra 'encoders': pip install 'beslutsarkivet[encoders]', "
                f"or leave BESLUT_MODEL unset for the shipped model {SHIPPED}"
            ) from error
        try:
            self._transformer: Any = SentenceTransformer(name)
        except Exception as error:  # the libraries raise OSError, ValueError and their own
            raise UserMistakeError(f"the model {name} cannot be loaded: {_first_line(error)}") from error
        self.model = name
        self.dimensions = int(self._transformer.encode(["a"]).shape[1])
        # E5 models tell queries from passages by a word in front; others bring their own prompts
        self._e5 = "e5" in Path(name).name.casefold()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, shape (texts, dimensions)."""
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        return self._encoded([f"passage: {text}" if self._e5 else text for text in texts], "passage")

    def encode_query(self, text: str) -> Vectors:
        """Unit vector, shape (dimensions,)."""
        row: Vectors = self._encoded([f"query: {text}" if self._e5 else text], "query")[0]
        return row

    def _encoded(self, texts: list[str], prompt: str) -> Vectors:
        known = prompt if prompt in getattr(self._transformer, "prompts", {}) and not self._e5 else None
        rows = self._transformer.encode(
            texts, prompt_name=known, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(rows, np.float32)


def _starts(texts: Sequence[str]) -> range:
    return range(0, len(texts), BATCH)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
