from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.activity import Kind, Words, describe, name_kinds
from core.models import Store
from customers import events

describe(
    {
        events.CustomerTagged: Words(_("tagged {subject} “{tag}”"), "tag"),
        events.CustomerUntagged: Words(_("took the tag “{tag}” from {subject}"), "tag"),
        events.TagAdded: Words(_("added the tag {subject}"), "tag", "success"),
        events.TagEdited: Words(_("edited the tag {subject}"), "tag"),
        events.TagsMerged: Words(_("merged a tag into {subject}"), "tag"),
        events.TagDeleted: Words(_("deleted the tag {subject}"), "trash-2", "danger"),
    }
)


def _tags(store: Store, tag_id: int) -> str | None:
    return reverse("customers:tags")


name_kinds({"customers.tag": Kind(_("Tag"), _tags)})
