from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from commerce.models import ProductStatus
from commerce.models.catalog import NO_UPC, UPC
from commerce.paths import LONGEST_NAME
from commerce.services.images import LONGEST_ALT
from core.widgets import MoneyInput

MONEY = {"min_value": 0, "max_digits": 14, "decimal_places": 2}
LONGEST_STOCK = 2**31 - 1
MOST_TAGS = 50
MOST_ATTRIBUTES = 50


class ProductForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    status = forms.ChoiceField(label=_("Status"), choices=ProductStatus.choices, initial=ProductStatus.ACTIVE)
    brand = forms.CharField(label=_("Brand"), max_length=100, required=False)
    description = forms.CharField(
        label=_("Description"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    price = forms.DecimalField(label=_("Price"), **MONEY)
    compare_at = forms.DecimalField(
        label=_("Compare-at price"), required=False, help_text=_("Shown struck through."), **MONEY
    )
    cost = forms.DecimalField(label=_("Cost"), required=False, help_text=_("For your margin."), **MONEY)
    stock = forms.IntegerField(
        label=_("Stock"),
        required=False,
        min_value=-LONGEST_STOCK,
        max_value=LONGEST_STOCK,
        help_text=_("Leave empty when it is not counted."),
    )
    sku = forms.CharField(label=_("SKU"), max_length=60, required=False)
    upc = forms.RegexField(
        UPC,
        label=_("UPC"),
        max_length=20,
        required=False,
        help_text=_("The bar code's number."),
        error_messages={"invalid": NO_UPC},
    )
    external_id = forms.CharField(
        label=_("Id in your shop"),
        max_length=100,
        required=False,
        help_text=_("So that what your shop sends later finds this product. It cannot be changed."),
    )
    url = forms.CharField(
        label=_("Address in the shop"),
        max_length=500,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    categories = forms.MultipleChoiceField(
        label=_("Categories"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tags = forms.CharField(
        label=_("Tags"), max_length=2000, required=False, help_text=_("Separated by commas.")
    )
    attributes = forms.CharField(
        label=_("Attributes"),
        max_length=5000,
        required=False,
        help_text=_("One a line, for example “Colour: Moss”."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, store, product=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_id = {str(c.public_id): c for c in store.categorys.all().as_tree()}
        self.fields["categories"].choices = [(key, c.path) for key, c in self.by_id.items()]
        for name in ("price", "compare_at", "cost"):
            self.fields[name].widget = MoneyInput(currency=store.currency)
        if product:
            del self.fields["external_id"]
        if not self.by_id:
            del self.fields["categories"]

    def clean_url(self):
        url = self.cleaned_data["url"]
        if url:
            URLValidator(["http", "https"])(url)
        return url

    def clean_categories(self):
        return [self.by_id[key] for key in self.cleaned_data["categories"]]

    def clean_tags(self):
        tags = [tag.strip() for tag in self.cleaned_data["tags"].split(",")]
        if any(len(tag) > 60 for tag in tags):
            raise ValidationError(_("A tag has at most 60 characters."))
        return list(dict.fromkeys(filter(None, tags)))[:MOST_TAGS]

    def clean_attributes(self):
        lines = [line.strip() for line in self.cleaned_data["attributes"].splitlines() if line.strip()]
        pairs = [[part.strip() for part in line.partition(":")[::2]] for line in lines[:MOST_ATTRIBUTES]]
        if unclear := next((line for line, pair in zip(lines, pairs, strict=False) if not all(pair)), None):
            raise ValidationError(_("Write a name, a colon and a value: “%(line)s”") % {"line": unclear[:60]})
        return dict(pairs)


class CategoryForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    parent = forms.ChoiceField(label=_("Below"), required=False)

    def __init__(self, *args, store, without=None, **kwargs):
        """`without` is the category itself: neither it nor what lies below can hold it."""
        super().__init__(*args, **kwargs)
        tree = store.categorys.all()
        if without:
            below = store.categorys.with_all_below(without)
            tree = tree.exclude(pk__in=below.values("pk"))
        self.by_id = {str(c.public_id): c for c in tree.as_tree()}
        self.fields["parent"].choices = [("", _("Nothing: it is at the top"))] + [
            (key, c.path) for key, c in self.by_id.items()
        ]

    def clean_parent(self):
        return self.by_id.get(self.cleaned_data["parent"])


class AltForm(forms.Form):
    alt = forms.CharField(
        label=_("What the picture shows"),
        max_length=LONGEST_ALT,
        required=False,
        help_text=_("Read out to people who cannot see it, and shown when it does not load."),
    )
