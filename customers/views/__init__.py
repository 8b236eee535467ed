"""The pages of customers."""

from customers.views.about import about
from customers.views.accounts import ban, delete, lift_ban, reinstate, restore, suspend
from customers.views.activity import activity
from customers.views.communications import communications, email, write_email
from customers.views.consents import consent_ledger, consents, correct_consent, record_consent
from customers.views.details import add, check_field, edit
from customers.views.directory import customers, growth, overview
from customers.views.duplicates import (
    dismiss_pair,
    duplicates,
    look_for_duplicates,
    merge_sure,
    suggest_pair,
)
from customers.views.fields import (
    add_field,
    archive_field,
    edit_field,
    fields,
    move_field,
    restore_field,
)
from customers.views.figures import figures
from customers.views.imports import (
    check_import,
    discard_import,
    import_result,
    imports,
    one_import,
    set_import_heading,
    start_import,
    undo_import,
)
from customers.views.interactions import (
    delete_interaction,
    edit_interaction,
    log_interaction,
    restore_interaction,
)
from customers.views.lifecycle import lifecycle
from customers.views.merging import merge, merged, merges, unmerge
from customers.views.next_action import next_action
from customers.views.notes import (
    add_note,
    colleagues_to_mention,
    delete_note,
    edit_note,
    note_history,
    pin_note,
    restore_note,
    unpin_note,
)
from customers.views.own_consents import own_consents
from customers.views.photos import photo, remove_photo
from customers.views.profile import profile, timeline, viewed
from customers.views.tag_rules import tag_rules
from customers.views.tags import add_tag, customer_tags, delete_tag, edit_tag, merge_tag, tags
from customers.views.topics import add_topic, archive_topic, edit_topic, topics

__all__ = [
    "about",
    "activity",
    "next_action",
    "dismiss_pair",
    "duplicates",
    "look_for_duplicates",
    "merge_sure",
    "suggest_pair",
    "merge",
    "merged",
    "merges",
    "unmerge",
    "add",
    "add_field",
    "archive_field",
    "edit_field",
    "fields",
    "move_field",
    "restore_field",
    "add_note",
    "add_tag",
    "add_topic",
    "archive_topic",
    "ban",
    "check_field",
    "check_import",
    "colleagues_to_mention",
    "communications",
    "consent_ledger",
    "consents",
    "correct_consent",
    "customer_tags",
    "customers",
    "delete",
    "delete_interaction",
    "delete_note",
    "delete_tag",
    "discard_import",
    "edit",
    "edit_interaction",
    "edit_note",
    "edit_tag",
    "edit_topic",
    "email",
    "figures",
    "growth",
    "import_result",
    "imports",
    "lifecycle",
    "lift_ban",
    "log_interaction",
    "merge_tag",
    "note_history",
    "one_import",
    "overview",
    "own_consents",
    "photo",
    "pin_note",
    "profile",
    "record_consent",
    "reinstate",
    "remove_photo",
    "restore",
    "restore_interaction",
    "restore_note",
    "set_import_heading",
    "start_import",
    "suspend",
    "tag_rules",
    "tags",
    "timeline",
    "topics",
    "undo_import",
    "unpin_note",
    "viewed",
    "write_email",
]
