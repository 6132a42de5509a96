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


class ResponseStatus(StrEnum):
    DRAFT = "concept"
    SUBMITTED = "ingediend"


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
