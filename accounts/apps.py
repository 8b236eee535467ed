from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import shell
        from accounts.signin import rotation, signals
        from core.secrets.rotation import other_secrets

        signals.connect()
        other_secrets.append(rotation.second_steps)
        shell.register()
