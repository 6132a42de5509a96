"""Accounts: signing in, one's own password, and what an administrator gives and takes."""

import pytest

from kader.domain.audit import SYSTEM
from kader.domain.errors import InvalidInput, NotAllowed, NotFound
from kader.domain.rights import VISITOR, Person
from kader.domain.signing_in import LinkPurpose
from kader.domain.vocabulary import OrganisationKind, Role
from kader.services import accounts, administering, choosing_password
from kader.services.accounts import NewGrant
from kader.services.choosing_password import DeadLink
from kader.services.wiring import Wiring
from tests import factories as make
from tests.accounts import NEW, PASSWORD, link_in, mails, signs_in, somebody
from tests.conftest import Clock

MEMBER = NewGrant(Role.MEMBER, organisation="vereniging")
EDITOR = NewGrant(Role.EDITOR, framework="voorbeeldkader")


@pytest.fixture
def administrator(wiring: Wiring) -> Person:
    """The administrator of a service with one organisation and one framework."""
    with wiring.database.write() as session:
        make.organisation(session)
        make.framework(session)
    made = accounts.create_user(
        wiring, SYSTEM, "beheer@voorbeeld.example", "Bea", PASSWORD, [NewGrant(Role.ADMINISTRATOR)]
    )
    found = accounts.person(wiring, made)
    assert found is not None
    return found


def roles(wiring: Wiring, administrator: Person, user_id: int) -> list[tuple[Role, str]]:
    line = administering.someone(wiring, administrator, user_id)
    return [(role.role, role.where) for role in line.roles]


def people_in(wiring: Wiring, administrator: Person) -> dict[str, int]:
    return {line.name: line.people for line in administering.organisations(wiring, administrator)}


# -- signing in and one's own account -----------------------------------------------------------------------


def test_person_signs_in_with_address_and_password(wiring: Wiring, administrator: Person) -> None:
    assert signs_in(wiring, " Beheer@Voorbeeld.example ", PASSWORD) == administrator
    assert signs_in(wiring, "beheer@voorbeeld.example", "een andere lange zin") is None
    assert signs_in(wiring, "niemand@voorbeeld.example", PASSWORD) is None


def test_account_names_where_each_role_holds(wiring: Wiring, administrator: Person) -> None:
    own = accounts.own_account(wiring, somebody(wiring, MEMBER))
    assert [(line.role, line.where) for line in own.roles] == [(Role.MEMBER, "Vereniging")]
    assert [line.where for line in accounts.own_account(wiring, administrator).roles] == [""]


@pytest.mark.parametrize(
    ("email", "name", "password", "message"),
    [
        ("geen adres", "Lia", PASSWORD, "geen e-mailadres"),
        ("@voorbeeld.example", "Lia", PASSWORD, "geen e-mailadres"),
        ("lia@voorbeeld.example", "  ", PASSWORD, "naam"),
        ("lia@voorbeeld.example", "Lia", "te kort", "ten minste 12"),
        (" BEHEER@voorbeeld.example", "Lia", PASSWORD, "al een account"),
    ],
)
def test_account_that_cannot_be_made_says_why(
    wiring: Wiring, administrator: Person, email: str, name: str, password: str, message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        accounts.create_user(wiring, SYSTEM, email, name, password, [MEMBER])


# -- people and their roles ---------------------------------------------------------------------------------


def test_new_person_chooses_a_password_by_mail(wiring: Wiring, administrator: Person) -> None:
    number = administering.add_person(wiring, administrator, "Noor@voorbeeld.example", " Noor ", EDITOR)
    (line,) = [one for one in administering.everyone(wiring, administrator) if one.id == number]
    assert (line.name, line.email, line.invited) == ("Noor", "noor@voorbeeld.example", True)
    (mail,) = mails(wiring, "noor@voorbeeld.example")
    choosing_password.choose(wiring, link_in(mail), NEW)
    person = signs_in(wiring, "noor@voorbeeld.example", NEW)
    assert person is not None
    assert person.roles() == {Role.EDITOR}
    assert not administering.someone(wiring, administrator, number).invited


def test_second_invitation_replaces_the_first(wiring: Wiring, administrator: Person) -> None:
    number = administering.add_person(wiring, administrator, "noor@voorbeeld.example", "Noor", EDITOR)
    assert administering.send_link(wiring, administrator, number) == "noor@voorbeeld.example"
    first, second = mails(wiring, "noor@voorbeeld.example")
    with pytest.raises(DeadLink):
        choosing_password.of_link(wiring, link_in(first))
    assert choosing_password.of_link(wiring, link_in(second)).purpose is LinkPurpose.INVITATION


@pytest.mark.parametrize(
    "grant",
    [
        NewGrant(Role.MEMBER),
        NewGrant(Role.INSPECTOR, framework="voorbeeldkader"),
        NewGrant(Role.EDITOR),
        NewGrant(Role.EDITOR, organisation="vereniging"),
        NewGrant(Role.EDITOR, organisation="vereniging", framework="voorbeeldkader"),
        NewGrant(Role.ADMINISTRATOR, organisation="vereniging"),
    ],
)
def test_role_is_given_only_for_what_it_asks_for(
    wiring: Wiring, administrator: Person, grant: NewGrant
) -> None:
    with pytest.raises(InvalidInput):
        administering.add_person(wiring, administrator, "noor@voorbeeld.example", "Noor", grant)
    with pytest.raises(InvalidInput):
        administering.give_role(wiring, administrator, somebody(wiring, MEMBER).id or 0, grant)
    assert len(administering.everyone(wiring, administrator)) == 2


def test_role_is_given_once_and_withdrawn(wiring: Wiring, administrator: Person) -> None:
    lia = somebody(wiring, MEMBER).id or 0
    administering.give_role(wiring, administrator, lia, EDITOR)
    with pytest.raises(InvalidInput, match="heeft deze rol al"):
        administering.give_role(wiring, administrator, lia, EDITOR)
    assert roles(wiring, administrator, lia) == [
        (Role.MEMBER, "Vereniging"),
        (Role.EDITOR, "Voorbeeldkader"),
    ]
    held = administering.someone(wiring, administrator, lia).roles
    administering.withdraw_role(wiring, administrator, lia, held[0].grant_id)
    assert roles(wiring, administrator, lia) == [(Role.EDITOR, "Voorbeeldkader")]
    with pytest.raises(NotFound):
        administering.withdraw_role(wiring, administrator, lia, held[0].grant_id)


def test_role_of_somebody_else_is_not_withdrawn_by_its_number(wiring: Wiring, administrator: Person) -> None:
    lia = somebody(wiring, MEMBER).id or 0
    own = administering.someone(wiring, administrator, administrator.id or 0).roles[0].grant_id
    with pytest.raises(NotFound):
        administering.withdraw_role(wiring, administrator, lia, own)


def test_administrator_cannot_lock_themselves_out(wiring: Wiring, administrator: Person) -> None:
    me = administrator.id or 0
    grant = administering.someone(wiring, administrator, me).roles[0].grant_id
    with pytest.raises(NotAllowed, match="eigen toegang"):
        administering.withdraw_role(wiring, administrator, me, grant)
    with pytest.raises(NotAllowed, match="eigen toegang"):
        administering.set_active(wiring, administrator, me, False)


def test_person_who_is_switched_off_is_out_at_once_and_can_come_back(
    wiring: Wiring, administrator: Person
) -> None:
    lia = somebody(wiring, MEMBER)
    administering.set_active(wiring, administrator, lia.id or 0, False)
    assert signs_in(wiring, "lid@voorbeeld.example", PASSWORD) is None
    assert accounts.person(wiring, lia.id or 0) is None
    with pytest.raises(NotAllowed):
        accounts.own_account(wiring, lia)
    assert [line.name for line in administering.everyone(wiring, administrator)] == ["Bea", "Lia"]
    administering.set_active(wiring, administrator, lia.id or 0, True)
    assert signs_in(wiring, "lid@voorbeeld.example", PASSWORD) == lia


def test_password_stays_until_another_is_chosen_by_the_link(wiring: Wiring, administrator: Person) -> None:
    lia = somebody(wiring, MEMBER)
    administering.send_link(wiring, administrator, lia.id or 0)
    assert signs_in(wiring, "lid@voorbeeld.example", PASSWORD) == lia
    (mail,) = mails(wiring)
    choosing_password.choose(wiring, link_in(mail), NEW)
    assert signs_in(wiring, "lid@voorbeeld.example", PASSWORD) is None
    assert signs_in(wiring, "lid@voorbeeld.example", NEW) == lia


def test_no_link_goes_to_who_is_switched_off(wiring: Wiring, administrator: Person) -> None:
    lia = somebody(wiring, MEMBER)
    administering.send_link(wiring, administrator, lia.id or 0)
    administering.set_active(wiring, administrator, lia.id or 0, False)
    with pytest.raises(NotAllowed):
        administering.send_link(wiring, administrator, lia.id or 0)
    ((_, body),) = mails(wiring)
    with pytest.raises(DeadLink):
        choosing_password.choose(wiring, link_in(("", body)), NEW)


# -- organisations ------------------------------------------------------------------------------------------


def test_organisation_is_added_and_counts_its_people(wiring: Wiring, administrator: Person) -> None:
    slug = administering.add_organisation(
        wiring, administrator, "  Gemeente  Órden & Zó ", OrganisationKind.MUNICIPALITY
    )
    assert slug == "gemeente-orden-zo"
    lia = somebody(wiring, MEMBER)
    assert people_in(wiring, administrator) == {"Gemeente Órden & Zó": 0, "Vereniging": 1}
    administering.set_active(wiring, administrator, lia.id or 0, False)
    assert people_in(wiring, administrator)["Vereniging"] == 0


@pytest.mark.parametrize("name", ["", "  ", "!?", "vereniging", "Vereniging "])
def test_organisation_without_a_name_of_its_own_is_refused(
    wiring: Wiring, administrator: Person, name: str
) -> None:
    with pytest.raises(InvalidInput):
        administering.add_organisation(wiring, administrator, name, OrganisationKind.ASSOCIATION)


def test_roles_can_be_given_for_every_organisation_and_framework(
    wiring: Wiring, administrator: Person
) -> None:
    found = administering.wheres(wiring, administrator)
    assert found.organisations == (("vereniging", "Vereniging"),)
    assert found.frameworks == (("voorbeeldkader", "Voorbeeldkader"),)


def test_nobody_else_administers(wiring: Wiring, administrator: Person) -> None:
    lia = somebody(wiring, EDITOR)
    me = lia.id or 0
    for person in (lia, VISITOR):
        for act in (
            lambda who: administering.everyone(wiring, who),
            lambda who: administering.someone(wiring, who, me),
            lambda who: administering.organisations(wiring, who),
            lambda who: administering.wheres(wiring, who),
            lambda who: administering.add_organisation(wiring, who, "X", OrganisationKind.KNOWLEDGE),
            lambda who: administering.add_person(wiring, who, "x@voorbeeld.example", "X", MEMBER),
            lambda who: administering.send_link(wiring, who, me),
            lambda who: administering.end_sessions(wiring, who, me),
            lambda who: administering.remove_factor(wiring, who, me),
            lambda who: administering.set_active(wiring, who, administrator.id or 0, False),
            lambda who: administering.give_role(wiring, who, me, NewGrant(Role.ADMINISTRATOR)),
            lambda who: administering.withdraw_role(wiring, who, me, 1),
        ):
            with pytest.raises(NotAllowed):
                act(person)


def test_nothing_is_sent_to_somebody_unknown(wiring: Wiring, administrator: Person, clock: Clock) -> None:
    with pytest.raises(NotFound):
        administering.send_link(wiring, administrator, 999)
    assert administering.someone(wiring, administrator, administrator.id or 0).created_at == clock.now
