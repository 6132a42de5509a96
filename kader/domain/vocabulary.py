"""The fixed words of the service: statuses, kinds, roles, outcomes, verdicts.

Members are named in English, as all code; values are the Dutch words people see, and what the database holds.
"""

from enum import StrEnum


class FrameworkKind(StrEnum):
    HANDLING = "handelingskader"
    QUALITY = "kwaliteitskader"
    ASSESSMENT = "toetsingskader"


class VersionStatus(StrEnum):
    DEVELOPMENT = "ontwikkelversie"
    CONSULTATION = "consultatieversie"
    ADOPTED = "vastgesteld"
    EXPIRED = "vervallen"


class OrganisationKind(StrEnum):
    ASSOCIATION = "vereniging"
    MUNICIPALITY = "gemeente"
    INSPECTORATE = "inspectie"
    KNOWLEDGE = "kennisinstituut"
    EDITORIAL = "redactie"


class Role(StrEnum):
    MEMBER = "lid"
    COORDINATOR = "coördinator"
    EDITOR = "redacteur"
    INSPECTOR = "inspecteur"
    ADMINISTRATOR = "beheerder"
    # has no account; comes in by an invitation link
    GUEST = "gast"


GRANTED_ROLES = tuple(role for role in Role if role is not Role.GUEST)
"""The roles that an account can be given."""


class ResponseStatus(StrEnum):
    DRAFT = "concept"
    SUBMITTED = "ingediend"


class CommentKind(StrEnum):
    """What a remark is, as its writer sees it."""

    SUBSTANCE = "inhoudelijk"
    TEXTUAL = "tekstueel"
    QUESTION = "vraag"
    CLARITY = "begrip"
    COMPLIMENT = "compliment"


class CommentState(StrEnum):
    """How far a remark is within its organisation; others see it only after submission."""

    WRITING = "in bewerking"
    READY = "klaar"


class Satisfaction(StrEnum):
    """What an organisation says of the answer to its remark."""

    SATISFIED = "eens"
    DISSATISFIED = "niet eens"


class Outcome(StrEnum):
    ACCEPTED = "overgenomen"
    PARTLY = "deels overgenomen"
    REJECTED = "niet overgenomen"
    ANSWERED = "beantwoord"
    NOTED = "ter kennisneming"
    DEFERRED = "doorgeschoven"


class Verdict(StrEnum):
    COVERED = "gedekt"
    PARTLY = "deels"
    MISSING = "ontbreekt"
    CONFLICTING = "strijdig"


class UptakeState(StrEnum):
    SUGGESTED = "voorgesteld"
    CONFIRMED = "bevestigd"
    REJECTED = "verworpen"
