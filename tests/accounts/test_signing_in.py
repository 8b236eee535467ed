from tests.accounts.conftest import sign_in


def test_the_right_password_signs_in(visitor, ana):
    response = sign_in(visitor, ana)

    assert response.status_code == 302
    assert visitor.session["_auth_user_id"] == str(ana.pk)
