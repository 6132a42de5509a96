"""What a command says when it cannot do what was asked: one sentence on stderr, exit status 2."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from kader.config import UnsafeSetting
from kader.domain.errors import InvalidInput, KaderError


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn errors that a user can act on into one sentence; what is a fault of ours keeps its traceback."""
    try:
        yield
    except (KaderError, UnsafeSetting) as error:
        fail(str(error))


def fail(sentence: str) -> NoReturn:
    print(" ".join(sentence.split()), file=sys.stderr)
    sys.exit(2)


def read_text(path: str) -> str:
    """A file as text, line ends as they are. Raises InvalidInput with what to do."""
    try:
        return Path(path).read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise InvalidInput(f"Het bestand {path} bestaat niet. Controleer de naam.") from None
    except IsADirectoryError:
        raise InvalidInput(f"{path} is een map. Geef een bestand.") from None
    except UnicodeDecodeError:
        raise InvalidInput(f"{path} is geen UTF-8. Sla het bestand opnieuw op als UTF-8.") from None
    except OSError as error:
        raise InvalidInput(f"{path} is niet te lezen: {error.strerror}.") from error
