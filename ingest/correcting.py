"""A person's word on a document: checked, stored with who and when, and searchable at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.archive import Archive, StoredDocument
from corpus.bundles import whole_of
from corpus.claims import Correction, anchor_of, claimed, value_in
from corpus.corrections import corrections_of, corrections_of_files
from corpus.errors import NotFoundError, UserMistakeError
from corpus.refiling import refile_corrected
from corpus.stored import utc_now
from ingest.refiling import KnownVectors, Said, document_of, known_vectors, ready, retagged
from ingest.versions import versions_now
from nlp.personal_data import mask_identity_numbers
from nlp.swedish import load_swedish

if TYPE_CHECKING:
    from nlp.encoder import Encoder

LONGEST_REASON = 2_000


def correct(
    archive: Archive,
    document_id: str,
    field: str,
    value: Any,
    *,
    by: str,
    reason: str | None = None,
    encoder: Encoder,
    dry_run: bool = False,
) -> Correction:
    """The correction as it is kept (in a dry run: would be), its value in proper form. Identity numbers are masked.

    Raises NotFoundError for an unknown document, UserMistakeError for a field or a value that cannot be, or for a
    correction by nobody.
    """
    by, reason = _masked(" ".join(by.split())), _masked(reason.strip()[:LONGEST_REASON]) if reason else None
    if not by:
        raise UserMistakeError("A correction needs the name of the person who makes it (--by).")
    with archive.unchanging():
        stored = _stored(archive, document_id)
        proper = claimed(field, _masked(value), stored.tags)
        earlier = {one.field: one for one in corrections_of(archive.catalogue, document_id)}
        was = earlier[field].was if field in earlier else value_in(field, stored.tags)
        anchor = anchor_of(stored.tags)
        correction = Correction(document_id, field, proper, was, by, utc_now(), reason, anchor)
        if not dry_run:
            _keep(archive, encoder, correction)
    return correction


def undo(archive: Archive, document_id: str, field: str, *, encoder: Encoder, dry_run: bool = False) -> Correction:
    """The correction that was (in a dry run: would be) taken back; the field is as rules and register say now.

    Raises NotFoundError where nobody has corrected this field of this document.
    """
    with archive.unchanging():
        correction = _corrections(archive, document_id).get(field)
        if correction is None:
            raise NotFoundError(f"Nobody has corrected {field} of document {document_id}.")
        if dry_run:
            return correction
        whole = _stored(archive, whole_of(document_id) or document_id)
        document = document_of(archive, whole)
        tags = retagged(archive, whole, document, load_swedish())
        said = _without(corrections_of_files(archive.catalogue, [whole.id]), correction)
        known = KnownVectors(encoder, known_vectors(archive, whole))
        made = ready([(whole.id, document, tags)], said, known)
        refile_corrected(archive, made, forget=[(document_id, field)])
    return correction


def corrections(archive: Archive, document_id: str) -> tuple[Correction, ...]:
    """What people have corrected in the document. Raises NotFoundError."""
    return tuple(_corrections(archive, document_id).values())


def _corrections(archive: Archive, document_id: str) -> dict[str, Correction]:
    _stored(archive, document_id)
    return {one.field: one for one in corrections_of(archive.catalogue, document_id)}


def _keep(archive: Archive, encoder: Encoder, correction: Correction) -> None:
    """The correction and the file as it is with it, in one transaction."""
    whole = _stored(archive, whole_of(correction.document_id) or correction.document_id)
    before = corrections_of_files(archive.catalogue, [whole.id])
    said = _with(before, correction)
    document, tags, versions = document_of(archive, whole), whole.tags, whole.logic_versions
    if any(one.field == correction.field for one in before.get(correction.document_id, ())):
        # nothing of the earlier correction may be left
        tags, versions = retagged(archive, whole, document, load_swedish()), versions_now()
    known = KnownVectors(encoder, known_vectors(archive, whole))
    made = ready([(whole.id, document, tags)], said, known, versions)
    refile_corrected(archive, made, keep=[correction])


def _with(said: Said, correction: Correction) -> Said:
    others = _without(said, correction).get(correction.document_id, ())
    return {**said, correction.document_id: (*others, correction)}


def _without(said: Said, correction: Correction) -> Said:
    one = correction.document_id
    return {**said, one: tuple(each for each in said.get(one, ()) if each.field != correction.field)}


def _stored(archive: Archive, document_id: str) -> StoredDocument:
    stored = archive.get(document_id)
    if stored is None:
        raise NotFoundError(f"There is no document {document_id} in the archive.")
    return stored


def _masked(value: Any) -> Any:
    """The value without identity numbers in its texts."""
    if isinstance(value, str):
        return mask_identity_numbers(value)[0]
    if isinstance(value, list):
        return [_masked(one) for one in value]
    if isinstance(value, dict):
        return {_masked(name): _masked(one) for name, one in value.items()}
    return value
