"""How long pages take on the server: the sample, with the real response on its open round.

The processor time of the service's own work, the best of five, after one request that fills what is kept by
hash. Run it on a quiet machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from flask import Flask
from flask.testing import FlaskClient

from kader.app import create_app
from kader.config import Settings
from kader.domain.audit import SYSTEM
from kader.domain.vocabulary import Role
from kader.services.accounts import NewGrant, create_user
from kader.services.starting import prepare

ROOT = Path(__file__).parents[1]
LETTER = ROOT.parent / "shared" / "real" / "reactie-handelingskader-2024-12.txt"
PASSWORD = "een lang genoeg wachtwoord"
PUBLIC = (
    "/",
    "/kaders/handelingskader/3.0",
    "/kaders/handelingskader/vergelijk/2.0/3.0",
    "/kaders/kwaliteitskader/1.0/reactienota/1",
    "/zoeken?q=veiligheidsplan",
)
GRANTS = {
    "coordinator": NewGrant(Role.COORDINATOR, organisation="kennisplatform-thuis"),
    "redacteur": NewGrant(Role.EDITOR, framework="handelingskader"),
    "inspecteur": NewGrant(Role.INSPECTOR, organisation="inspectie-jeugd-en-veiligheid"),
}


@contextmanager
def _sample() -> Iterator[Flask]:
    with TemporaryDirectory() as folder:
        environment = {
            "KADER_MODE": "development",
            "KADER_SAMPLE": "1",
            "KADER_DATA_DIR": folder,
            "KADER_INDEX_DIR": f"{folder}/index",
            "KADER_CONTENT_DIR": str(ROOT / "content"),
        }
        app = create_app(Settings.from_environment(environment))
        app.config.update(WTF_CSRF_ENABLED=False)
        wiring = app.extensions["kader"]
        list(prepare(wiring))
        for name, grant in GRANTS.items():
            create_user(wiring, SYSTEM, f"{name}@meting.example", name, PASSWORD, [grant])
        yield app
        wiring.close()


def _signed_in(app: Flask, name: str) -> FlaskClient:
    client = app.test_client()
    client.post("/inloggen", data={"email": f"{name}@meting.example", "password": PASSWORD})
    return client


def _send_letter(client: FlaskClient) -> str:
    """The address of the review page of the real response, sent in on the open round."""
    page = client.get("/rondes/3/insturen").text
    organisation = page.split('name="organisatie" value="')[1].split('"')[0]
    with LETTER.open("rb") as letter:
        data = {"organisatie": organisation, "bestand": (letter, LETTER.name)}
        answer = client.post("/rondes/3/insturen", data=data, content_type="multipart/form-data")
    return answer.location.split("#")[0]


def _measure(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    best = min(_seconds(client, path) for _ in range(5))
    print(f"  {1000 * best:6.0f} ms {len(answer.data) // 1024:5} kB  {answer.status_code}  {path}")


def _seconds(client: FlaskClient, path: str) -> float:
    before = process_time()
    client.get(path)
    return process_time() - before


def main() -> None:
    print("Pages, milliseconds of the server's own work")
    with _sample() as app:
        visitor = app.test_client()
        for path in PUBLIC:
            _measure(visitor, path)
        _measure(_signed_in(app, "redacteur"), "/verwerken/rondes/3")
        _measure(
            _signed_in(app, "inspecteur"), "/aansluiting/toetsingskader-jeugd/1.0/op/handelingskader/3.0"
        )
        if LETTER.is_file():
            coordinator = _signed_in(app, "coordinator")
            _measure(coordinator, _send_letter(coordinator))


if __name__ == "__main__":
    main()
