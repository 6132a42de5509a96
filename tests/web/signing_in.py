"""A browser in which somebody signed in, without the form."""

from flask.testing import FlaskClient

from kader.domain.signing_in import Method
from kader.services import sessions
from kader.services.wiring import Wiring
from kader.storage.tables import User


def sign_in_as(wiring: Wiring, client: FlaskClient, user_id: int | None) -> str:
    """Let this client carry a session of this person; gives its token."""
    with wiring.database.write() as session:
        user = session.get_one(User, user_id)
        token = sessions.begin(session, wiring, user, "", Method.PASSWORD)
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return token
