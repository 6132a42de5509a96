"""What can go wrong, in the words of the people it goes wrong for.

Each error carries one Dutch sentence that says what is wrong and what to do next. The command line prints it,
the web layer maps the class to a status and shows it.
"""


class KaderError(Exception):
    """Base of everything a user can be told; `str(error)` is a Dutch sentence."""


class UnreadableDocument(KaderError):
    """A file that cannot be taken in: wrong kind, damaged, protected or too large."""


class InvalidFrontMatter(KaderError):
    """The lines between `---` at the head of a version are missing a field or cannot be read."""


class NotFound(KaderError):
    """What was asked for does not exist, or not for this person."""


class NotAllowed(KaderError):
    """The person has no right to do this, or not in this state."""


class InvalidInput(KaderError):
    """A form or a call holds something that cannot be accepted."""


class DatabaseUnavailable(KaderError):
    """The database does not answer."""


class Immutable(KaderError):
    """An attempt to change what was published or submitted."""


class TooManyAttempts(KaderError):
    """Something was tried too often; `seconds` says how long to wait."""

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds
