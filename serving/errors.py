"""The errors a user can cause or must know of; the command line maps them to one line on stderr.

EpistleError            anything below; its text says what is wrong and what to do
├── InputError          a file or text that cannot be read or used
│   └── LanguageError   a text of another language than English, where that is refused
├── CorpusError         labelled data that breaks the corpus format
├── ModelError          a model that is missing, damaged, foreign or of another format
└── MissingExtraError   a command whose optional packages are not installed
"""


class EpistleError(Exception):
    """Base of all errors whose message is meant for the user."""


class InputError(EpistleError):
    """Raised for a file or a text that cannot be read or used."""


class LanguageError(InputError):
    """Raised for a text of another language than English, where that is refused."""


class CorpusError(EpistleError):
    """Raised for labelled data that breaks the corpus format; the message names file and line."""


class ModelError(EpistleError):
    """Raised for a model that is missing, damaged, foreign or of another format version."""


class MissingExtraError(EpistleError):
    """Raised when a command needs packages of an extra that is not installed."""
