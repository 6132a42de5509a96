"""What stands on one version is carried to the next: remarks, judgements, and what changed because of whom.

Version by version, with the trail kept: each version gets its own place for a remark, also when that place
says that the passage is gone. Places and links made by a person are never overruled.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from kader.domain.alignment import needs_review
from kader.domain.anchoring import Anchor, Carried, Journey, Status, anchor_at
from kader.domain.comparison import Change, compare
from kader.domain.locating import How
from kader.domain.reading_text import ReadingText
from kader.domain.uptake import Asked, Link, suggest
from kader.domain.vocabulary import Outcome, UptakeState
from kader.services.wiring import Wiring
from kader.storage import answering
from kader.storage.alignments import trail
from kader.storage.database import Session
from kader.storage.tables import Alignment, Comment, Framework, Place, Response, Uptake, Version


@dataclass(frozen=True, slots=True)
class Text:
    """A reading text with the SHA-256 of its source; it need not be published yet."""

    sha256: str
    reading: ReadingText


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would become of the remarks and judgements on a framework if this text were its next version.

    `places` pairs the id of each remark that stands somewhere with where it would stand.
    """

    places: tuple[tuple[int, Carried], ...]
    alignments: int
    stale: int


def bring_up_to_date(
    wiring: Wiring, session: Session, framework: Framework, again: Response | None = None
) -> None:
    """Carry all that does not yet stand on each later version; a second time there is nothing to do.

    Links are suggested once for each response and pair of versions, and once more for the one given.
    """
    versions = sorted(framework.versions, key=lambda version: version.ordinal)
    if len(versions) < 2:
        return
    comments = answering.placed_comments(session, framework)
    for comment in comments:
        _carry_comment(wiring, versions, comment)
    for old, new in pairwise(versions):
        _carry_alignments(wiring, session, old, new)
        _suggest_uptakes(wiring, old, new, comments, again)
    session.flush()


def carry_again(wiring: Wiring, session: Session, comment: Comment, after: Version) -> None:
    """Forget where a comment was carried to in later versions, and carry it from where it stands now."""
    later = {version.id for version in after.framework.versions if version.ordinal > after.ordinal}
    stays = [place for place in comment.places if place.version_id not in later or place.status is None]
    comment.places = stays
    session.flush()
    bring_up_to_date(wiring, session, after.framework, again=comment.response)


def forget(response: Response) -> None:
    """Forget where a response that was taken back stands in later versions: its words may change."""
    version_id = response.round.version_id
    for comment in response.comments:
        comment.places = [place for place in comment.places if place.version_id == version_id]
        comment.uptakes = []


def outlook(wiring: Wiring, session: Session, framework: Framework, text: Text) -> Outlook:
    """What publishing this text would do, without doing it."""
    versions = sorted(framework.versions, key=lambda version: version.ordinal)
    texts = [*(_text(wiring, version) for version in versions), text]
    places = []
    for comment in answering.placed_comments(session, framework):
        for at, origin in islice(_fixed(comment, versions), 1):
            trail = _journey(wiring, texts[at:]).carry(_anchor(origin))
            places.append((comment.id, trail[-1].carried))
    judged = answering.judgements(session, versions[-1], in_force=True) if versions else []
    carried = [_carried_alignment(wiring, alignment, texts[-2:]) for alignment in judged]
    stale = sum(needs_review(one.status if one else None) for one in carried)
    return Outlook(tuple(places), len(judged), stale)


def changes_between(wiring: Wiring, old: Version, new: Version) -> tuple[Change, ...]:
    """The comparison of two versions, kept by their hashes."""
    changes: tuple[Change, ...] = wiring.derived.made(
        "changes",
        (old.sha256, new.sha256),
        lambda: compare(wiring.derived.reading(old), wiring.derived.reading(new)),
    )
    return changes


def put_place(place: Place | Alignment, reading: ReadingText, start: int | None, end: int | None) -> None:
    """Let a place point at code points [start, end) of a version's text, or nowhere."""
    place.start, place.end = start, end
    if start is None or end is None:
        place.exact = place.prefix = place.suffix = ""
        place.page = place.section = None
        return
    anchor = anchor_at(reading, start, end)
    place.exact, place.prefix, place.suffix = anchor.exact, anchor.prefix, anchor.suffix
    place.page, place.section = anchor.page, anchor.section


def _carry_comment(wiring: Wiring, versions: Sequence[Version], comment: Comment) -> None:
    """Give the comment a place in each later version that has none; one without any place gets none."""
    for at, origin in _fixed(comment, versions):
        missing = [v for v in versions[at + 1 :] if answering.place_in(comment.places, v.id) is None]
        if missing:
            texts = [_text(wiring, version) for version in versions[at:]]
            trail = _journey(wiring, texts).carry(_anchor(origin))
            for version, text, step in zip(versions[at + 1 :], texts[1:], trail, strict=True):
                if version in missing:
                    comment.places.append(_carried_place(version, text.reading, origin.how, step.carried))


def _carried_place(version: Version, reading: ReadingText, how: str, carried: Carried) -> Place:
    place = Place(version_id=version.id, how=how, status=carried.status.value, score=carried.score)
    put_place(place, reading, carried.start, carried.end)
    return place


def _fixed(comment: Comment, versions: Sequence[Version]) -> Iterator[tuple[int, Place]]:
    """Where words or a person put the comment, by index of the version and the last first."""
    for at in range(len(versions) - 1, -1, -1):
        place = answering.place_in(comment.places, versions[at].id)
        if place is not None and place.status is None and place.start is not None:
            yield at, place


def _carry_alignments(wiring: Wiring, session: Session, old: Version, new: Version) -> None:
    later = answering.judgements(session, new, in_force=False)
    known = {earlier.id for alignment in later for earlier in trail(alignment)}
    for alignment in answering.judgements(session, old, in_force=True):
        # One that was judged again on the old version went over already, as what it was then.
        if known.isdisjoint({alignment.id, *(earlier.id for earlier in trail(alignment))}):
            carried = _carried_alignment(wiring, alignment, [_text(wiring, old), _text(wiring, new)])
            session.add(_next_alignment(alignment, new, wiring.derived.reading(new), carried))
    session.flush()


def _carried_alignment(wiring: Wiring, alignment: Alignment, texts: Sequence[Text]) -> Carried | None:
    """None for a judgement that rests on no passage."""
    if alignment.start is None:
        return None
    return _journey(wiring, texts).carry(_anchor(alignment))[-1].carried


def _next_alignment(
    alignment: Alignment, new: Version, reading: ReadingText, carried: Carried | None
) -> Alignment:
    """The same judgement on the next version, to be looked at again unless its passage stayed as it was."""
    following = Alignment(
        assessment_version_id=alignment.assessment_version_id,
        norm=alignment.norm,
        version_id=new.id,
        verdict=alignment.verdict,
        explanation=alignment.explanation,
        decided_at=alignment.decided_at,
        decided_by_id=alignment.decided_by_id,
        organisation_id=alignment.organisation_id,
        carried_from_id=alignment.id,
        carried_status=carried.status.value if carried else None,
        stale=alignment.stale or needs_review(carried.status if carried else None),
    )
    put_place(following, reading, carried.start if carried else None, carried.end if carried else None)
    return following


def _suggest_uptakes(
    wiring: Wiring, old: Version, new: Version, comments: Sequence[Comment], again: Response | None
) -> None:
    """For responses without suggestions; all remarks count, so that a change goes to the likeliest."""
    concerned = [comment for comment in comments if _concerns(comment, old)]
    known = {c.response_id for c in concerned if any(_links(c, old, new))}
    asking = {c.response_id for c in concerned} - (known - {again.id if again else None})
    if not asking:
        return
    found = suggest(
        [_asked(comment, old) for comment in concerned],
        wiring.derived.reading(old),
        wiring.derived.reading(new),
        changes_between(wiring, old, new),
    )
    for at, comment in enumerate(concerned):
        if comment.response_id in asking:
            _keep_suggestions(comment, old, new, [link for link in found if link.comment == at])


def _concerns(comment: Comment, old: Version) -> bool:
    """Whether changes to this version may answer it: it was made on it, or deferred on an earlier one."""
    origin = comment.response.round.version
    deferred = comment.disposition is not None and comment.disposition.outcome is Outcome.DEFERRED
    return origin.id == old.id or (deferred and origin.ordinal < old.ordinal)


def _asked(comment: Comment, old: Version) -> Asked:
    text = "\n".join([comment.text, *comment.sub_remarks])
    place = answering.place_in(comment.places, old.id)
    if place is None or place.start is None or place.status == Status.UNCERTAIN:
        return Asked(text, comment.passage, comment.proposal, None, None, False)
    return Asked(text, comment.passage, comment.proposal, place.start, place.end, place.how != How.PAGE)


def _keep_suggestions(comment: Comment, old: Version, new: Version, found: Sequence[Link]) -> None:
    """Replace what was suggested before; what a person decided stays."""
    present = {uptake.change_id: uptake for uptake in _links(comment, old, new)}
    wanted = {link.change for link in found}
    for uptake in present.values():
        if uptake.state is UptakeState.SUGGESTED and uptake.change_id not in wanted:
            comment.uptakes.remove(uptake)
    for link in found:
        uptake = present.get(link.change) or _new_uptake(comment, old, new, link.change)
        if uptake.state is UptakeState.SUGGESTED:
            uptake.score, uptake.reasons = link.score, list(link.reasons)


def _links(comment: Comment, old: Version, new: Version) -> Iterator[Uptake]:
    for uptake in comment.uptakes:
        if uptake.old_version_id == old.id and uptake.new_version_id == new.id:
            yield uptake


def _new_uptake(comment: Comment, old: Version, new: Version, change_id: str) -> Uptake:
    uptake = Uptake(
        old_version_id=old.id, new_version_id=new.id, change_id=change_id, state=UptakeState.SUGGESTED
    )
    comment.uptakes.append(uptake)
    return uptake


def _anchor(placed: Place | Alignment) -> Anchor:
    return Anchor(
        placed.start or 0,
        placed.end or 0,
        placed.exact,
        placed.prefix,
        placed.suffix,
        placed.page,
        placed.section,
    )


def _text(wiring: Wiring, version: Version) -> Text:
    return Text(version.sha256, wiring.derived.reading(version))


def _journey(wiring: Wiring, texts: Sequence[Text]) -> Journey:
    """Kept by the hashes of its texts, so that mapping two texts is done once."""
    journey: Journey = wiring.derived.made(
        "journey",
        tuple(text.sha256 for text in texts),
        lambda: Journey([text.reading for text in texts]),
    )
    return journey
