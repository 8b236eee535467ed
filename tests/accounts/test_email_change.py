from tests.accounts.conftest import events_of, is_signed_in, mail_to, new_email, new_visitor, sign_in


def change(visitor, email):
    visitor.post("/account/email", {"email": email, "action_add": "1"})
    code = mail_to(email).subject.split()[0]
    return visitor.post("/account/confirm-email", {"action": "verify", "code": code})


def test_the_new_address_counts_once_its_code_is_entered(visitor, ana, mailoutbox):
    other, old, new = new_visitor(), ana.email, new_email()
    sign_in(other, ana)
    sign_in(visitor, ana)

    change(visitor, new)

    ana.refresh_from_db()
    assert ana.email == new
    assert list(ana.emailaddress_set.values_list("email", "verified")) == [(new, True)]
    assert mail_to(old).subject == "Your e-mail was changed"
    assert "accounts.email_changed" in events_of(ana)
    assert not is_signed_in(other)
    assert is_signed_in(visitor)


def test_without_the_code_nothing_changes(visitor, ana, mailoutbox):
    old = ana.email
    sign_in(visitor, ana)

    visitor.post("/account/email", {"email": new_email(), "action_add": "1"})

    ana.refresh_from_db()
    assert ana.email == old


def test_an_address_in_use_is_not_told_apart_and_not_taken(visitor, ana, stranger, mailoutbox):
    theirs = stranger.membership.user.email
    sign_in(visitor, ana)

    response = visitor.post("/account/email", {"email": theirs, "action_add": "1"})
    assert response.url == "/account/confirm-email"
    code = mail_to(theirs).subject.split()[0]
    visitor.post("/account/confirm-email", {"action": "verify", "code": code})

    ana.refresh_from_db()
    assert ana.email != theirs
