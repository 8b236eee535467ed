from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.activity import Kind, Words, describe, name_kinds
from core.models import Store
from customers import events
from customers.models import ImportBatch

describe(
    {
        events.ImportStarted: Words(_("began to import {subject}"), "upload"),
        events.CustomersImported: Words(_("imported customers from {subject}"), "upload", "success"),
        events.ImportUndone: Words(_("undid the import of {subject}"), "undo-2"),
    }
)


def _page(store: Store, import_id: int) -> str | None:
    batch = ImportBatch.objects.filter(store=store, pk=import_id).only("public_id").first()
    return reverse("customers:import", args=[batch.public_id]) if batch else None


name_kinds({"customers.import": Kind(_("Import"), _page)})
