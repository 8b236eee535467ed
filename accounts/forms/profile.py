from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms.settings import SettingsForm
from accounts.models import User
from core.notification_kinds import notification_kinds
from core.store_settings import Brand
from core.widgets import ChoiceCards

PICTURES = "image/jpeg,image/png,image/gif,image/webp"


class PictureField(forms.FileField):
    """Read as bytes: core.uploads decides what an image is."""

    def __init__(self, **kwargs):
        widget = forms.FileInput({"accept": PICTURES})
        super().__init__(required=False, max_length=200, widget=widget, **kwargs)


class ProfileForm(forms.ModelForm):
    avatar_file = PictureField(label=_("Picture"), help_text=_("JPEG, PNG, GIF or WebP, at most 2 MB."))
    remove_avatar = forms.BooleanField(label=_("Remove the picture"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    notices = forms.MultipleChoiceField(
        label=_("Tell me when"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = User
        fields = ["name", "language", "clock", "theme", "density"]
        widgets = {
            "name": forms.TextInput({"autocomplete": "name"}),
            "theme": ChoiceCards,
            "density": ChoiceCards,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        kinds = notification_kinds.values()
        self.fields["notices"].choices = [(kind.name, kind.label) for kind in kinds]
        self.initial["notices"] = [k.name for k in kinds if k.name not in self.instance.muted_notifications]
        if not self.instance.avatar:
            del self.fields["remove_avatar"]

    def values(self) -> dict:
        heard = self.cleaned_data["notices"]
        muted = sorted(name for name in notification_kinds if name not in heard)
        return {name: self.cleaned_data[name] for name in self._meta.fields} | {"muted_notifications": muted}

    def _post_clean(self):
        """The service gives the person their new values, so that it can tell old from new."""


class BrandForm(SettingsForm):
    logo_file = PictureField(
        label=_("Logo"), help_text=_("JPEG, PNG, GIF or WebP, at most 2 MB. Wide or square.")
    )
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    def __init__(self, data=None, files=None, *, store):
        super().__init__(data, group=Brand, store=store)
        self.files = files or {}
        if not self.stored.logo:
            del self.fields["remove_logo"]

    def read(self, cleaned):
        brand = super().read({name: str(value).lower() for name, value in cleaned.items() if name in COLOURS})
        return Brand.from_stored(brand.to_stored() | ({"logo": ""} if cleaned.get("remove_logo") else {}))


COLOURS = ("accent", "text", "background")
