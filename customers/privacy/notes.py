from django.utils.translation import gettext_lazy as _

from core.privacy import deletes
from customers.models import Note, NoteVersion

deletes(Note, "customer", label=_("Notes"), hides=("store", "customer", "author_id", "author_label"))
deletes(
    NoteVersion,
    "note__customer",
    label=_("What notes said before they were edited"),
    hides=("store", "note", "author_label"),
)
