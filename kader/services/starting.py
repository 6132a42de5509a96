"""What must be in order before the service answers: schema, index and, where asked for, sample data."""

from collections.abc import Iterator

from kader.search.index import IndexUnusable
from kader.services.finding import rebuild_index
from kader.services.sample import fill_with_sample
from kader.services.single_sign_on import require_sound
from kader.services.wiring import Wiring
from kader.storage import migrations


def bring_schema_up_to_date(wiring: Wiring) -> bool:
    """Whether there was something to do. Raises DatabaseUnavailable when the database does not answer."""
    wiring.database.make_room()
    if migrations.is_current(wiring.database):
        return False
    migrations.upgrade(wiring.database)
    return True


def prepare(wiring: Wiring) -> Iterator[str]:
    """Do what is needed and say so in Dutch sentences; a second time there is nothing to do.

    Raises InvalidInput when the settings give a role that there is not.
    """
    require_sound(wiring)
    if bring_schema_up_to_date(wiring):
        yield "De database is bijgewerkt."
    if wiring.settings.sample:
        yield from fill_with_sample(wiring)
    try:
        wiring.index.search("kader", limit=1)
    except IndexUnusable:
        yield f"{rebuild_index(wiring)} teksten in de zoekindex."
