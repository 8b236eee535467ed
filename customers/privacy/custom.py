from django.utils.translation import gettext_lazy as _

from core.privacy import deletes, impersonal
from customers.models import CustomField, CustomValue

impersonal(CustomField, because=_("What a store keeps of everybody."))
deletes(CustomValue, "customer", label=_("The store's own fields"), hides=("store", "customer", "word"))
