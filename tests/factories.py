"""Rows to test with: each function adds one thing and gives it back, with what does not matter filled in."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from kader.domain.anchoring import anchor_at
from kader.domain.reading_text import read
from kader.domain.rights import Granted, Person
from kader.domain.vocabulary import (
    FrameworkKind,
    OrganisationKind,
    Outcome,
    ResponseStatus,
    Role,
    VersionStatus,
)
from kader.storage.database import Session
from kader.storage.frameworks import digest
from kader.storage.tables import (
    Comment,
    Disposition,
    Framework,
    Grant,
    Organisation,
    Place,
    Point,
    Response,
    Round,
    User,
    Version,
)

MOMENT = datetime(2025, 1, 10, 12, 0, tzinfo=UTC)


def source(label: str, *pages: str, dated: str = "2025-01-01") -> str:
    """A version's markdown with front matter; one argument a page."""
    head = f'---\ntitle: Voorbeeldkader\nlabel: "{label}"\nstatus: ontwikkelversie\ndate: {dated}\n---\n'
    body = "\n\n".join(f"<!-- pagina {n} -->\n\n{page}" for n, page in enumerate(pages, start=1))
    return f"{head}\n{body}\n"


def framework(
    session: Session, slug: str = "voorbeeldkader", kind: FrameworkKind = FrameworkKind.HANDLING
) -> Framework:
    made = Framework(
        slug=slug,
        title=slug.capitalize(),
        kind=kind,
        description="Een kader om mee te proberen.",
        owner="Niemand",
        source=f'slug = "{slug}"\n',
    )
    session.add(made)
    session.flush()
    return made


def version(session: Session, of: Framework, label: str, *pages: str) -> Version:
    """A version as it would be loaded, without carrying anything to it."""
    text = source(label, *pages)
    made = Version(
        framework=of,
        label=label,
        ordinal=len(of.versions) + 1,
        title="Voorbeeldkader",
        status=VersionStatus.DEVELOPMENT,
        dated=date(2025, 1, 1),
        source=text,
        sha256=digest(text),
        published_at=MOMENT,
    )
    session.add(made)
    session.flush()
    return made


def organisation(session: Session, slug: str = "vereniging") -> Organisation:
    made = Organisation(slug=slug, name=slug.capitalize(), kind=OrganisationKind.ASSOCIATION)
    session.add(made)
    session.flush()
    return made


def person(
    session: Session, role: Role, *, organisation_id: int | None = None, framework_id: int | None = None
) -> Person:
    """Somebody with one role, who also stands in the table of users (without a usable password)."""
    number = session.query(User).count() + 1
    user = User(
        email=f"persoon{number}@voorbeeld.example",
        name=f"Persoon {number}",
        password_hash="!",
        created_at=MOMENT,
        grants=[Grant(role=role, organisation_id=organisation_id, framework_id=framework_id)],
    )
    session.add(user)
    session.flush()
    return Person(user.id, user.name, (Granted(role, organisation_id, framework_id),))


def round_on(
    session: Session, on: Version, *, opens: datetime = MOMENT, days: int = 30, title: str = "Consultatie"
) -> Round:
    made = Round(version=on, title=title, opens_at=opens, closes_at=opens + timedelta(days=days))
    session.add(made)
    session.flush()
    return made


def response(
    session: Session,
    within: Round,
    of: Organisation,
    status: ResponseStatus = ResponseStatus.SUBMITTED,
) -> Response:
    made = Response(round=within, organisation=of, status=status, title="Onze reactie", created_at=MOMENT)
    made.submitted_at = MOMENT if status is ResponseStatus.SUBMITTED else None
    session.add(made)
    session.flush()
    return made


def point(
    session: Session, within: Response, title: str = "Lengte", text: str = "De tekst is lang."
) -> Point:
    made = Point(response=within, position=len(within.points), title=title, text=text)
    session.add(made)
    session.flush()
    return made


def comment(
    session: Session,
    within: Response,
    text: str = "Dit moet anders.",
    *,
    page: str | None = "1",
    quote: str = "",
    proposal: str | None = None,
    sub: Sequence[str] = (),
) -> Comment:
    """A comment on a page; with `quote`, words that stand in the version, it has its place there."""
    number = len(within.comments)
    made = Comment(
        response=within,
        position=number,
        label=str(number + 1),
        page=page,
        pages=[page] if page else [],
        text=text,
        sub_remarks=list(sub),
        passage=quote or None,
        proposal=proposal,
    )
    session.add(made)
    if quote:
        made.places.append(place(within.round.version, quote))
    session.flush()
    return made


def place(on: Version, quote: str) -> Place:
    text = read(on.source)
    start = text.text.index(quote)
    anchor = anchor_at(text, start, start + len(quote))
    return Place(
        version_id=on.id,
        how="quote",
        start=anchor.start,
        end=anchor.end,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        page=anchor.page,
        section=anchor.section,
    )


def answered(
    session: Session, remark: Comment | Point, outcome: Outcome = Outcome.ACCEPTED, reason: str = "Goed punt."
) -> Disposition:
    made = Disposition(outcome=outcome, reason=reason, decided_at=MOMENT)
    remark.disposition = made
    session.flush()
    return made
