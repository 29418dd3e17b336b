"""Every error the product raises on purpose, as one tree.

    BeslutError                     exit code 1
    ├── UserMistakeError            1  what was asked cannot be done as asked
    │   ├── QueryError              1  a query that cannot be searched with
    │   └── NotFoundError           1  no such document, file or case
    ├── UnreadableError             1  one file cannot be read; it is quarantined with this reason
    │   ├── EmptyFileError
    │   ├── UnsupportedFormatError
    │   ├── DamagedFileError
    │   ├── EncryptedFileError
    │   ├── NoTextLayerError
    │   ├── LimitExceededError
    │   └── ConfidentialError
    └── UnavailableError            3  the archive or its engine cannot be reached
        ├── ArchiveBusyError        3  another process owns it and does not answer
        └── EngineError             3  the vector engine refused or failed

The message is one English sentence a person can act on. Pages translate by class, never by message.
"""


class BeslutError(Exception):
    """Base of all expected errors; ``exit_code`` is what the command line ends with."""

    exit_code = 1


class UserMistakeError(BeslutError):
    """The request cannot be honoured as it stands."""


class QueryError(UserMistakeError):
    """The query is empty, too long or contradicts itself."""


class NotFoundError(UserMistakeError):
    """The named document, file or case does not exist."""


class UnreadableError(BeslutError):
    """One file cannot be read; the message is the reason kept in quarantine."""


class EmptyFileError(UnreadableError):
    """The file holds no bytes."""


class UnsupportedFormatError(UnreadableError):
    """The content is of a kind that no reader takes."""


class DamagedFileError(UnreadableError):
    """The file is of a known kind, but broken."""


class EncryptedFileError(UnreadableError):
    """The file needs a password."""


class NoTextLayerError(UnreadableError):
    """The pages are pictures; there is no text to read."""


class LimitExceededError(UnreadableError):
    """Reading the file took more time or memory than one file may take."""


class ConfidentialError(UnreadableError):
    """The register says that the file is confidential; it is not taken in."""


class UnavailableError(BeslutError):
    """The archive or the engine cannot be reached now."""

    exit_code = 3


class ArchiveBusyError(UnavailableError):
    """Another process owns the archive and does not answer."""


class EngineError(UnavailableError):
    """The vector engine refused the call or failed."""
