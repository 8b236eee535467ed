"""The addresses of signing in. Names are allauth's, which its own code asks for."""

from django.urls import path, re_path

from accounts.views import signin as views

pages = [
    path("sign-in", views.sign_in, name="account_login"),
    path("sign-up", views.sign_up, name="account_signup"),
    path("sign-out", views.sign_out, name="account_logout"),
    path("sign-out/everywhere", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("start-over", views.start_over, name="account_start_over"),
    path("outbox", views.outbox, name="outbox"),
    path("blocked", views.account_blocked, name="account_inactive"),
    path("confirm-email", views.confirm_email, name="account_email_verification_sent"),
    path("password/forgotten", views.forgotten, name="account_reset_password"),
    path("password/forgotten/sent", views.forgotten_sent, name="account_reset_password_done"),
    path("password/reset/done", views.reset_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)$",
        views.reset,
        name="account_reset_password_from_key",
    ),
    path("second-step", views.second_step_code, name="mfa_authenticate"),
    path("passkeys/sign-in", views.passkey_sign_in, name="mfa_login_webauthn"),
    # One's own, signed in
    path("security", views.security, name="mfa_index"),
    path("email", views.change_email, name="account_email"),
    path("password", views.change_password, name="account_change_password"),
    path("password/set", views.set_password, name="account_set_password"),
    path("app", views.add_app, name="mfa_activate_totp"),
    path("app/remove", views.remove_app, name="mfa_deactivate_totp"),
    path("recovery-codes", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/renew", views.renew_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/add", views.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/<str:mark>/rename", views.rename_passkey, name="mfa_edit_webauthn"),
    path("passkeys/<str:mark>/remove", views.remove_passkey, name="mfa_remove_webauthn"),
    path("sessions", views.sessions, name="usersessions_list"),
    path("sessions/end-others", views.end_other_sessions, name="end_other_sessions"),
    path("sessions/<str:mark>/end", views.end_session, name="end_session"),
    # Shown again before something dangerous
    path("again", views.confirm_by_password, name="account_reauthenticate"),
    path("again/code", views.confirm_by_code, name="mfa_reauthenticate"),
    path("again/passkey", views.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
]
