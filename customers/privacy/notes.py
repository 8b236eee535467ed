from django.utils.translation import gettext_lazy as _

from core.privacy import deletes
from customers.models import Note

deletes(Note, "customer", label=_("Notes"), hides=("store", "customer", "author_id"))
