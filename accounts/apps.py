from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import shell
        from accounts.signin import signals

        signals.connect()
        shell.register()
