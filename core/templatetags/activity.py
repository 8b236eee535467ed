"""Events in words, for cells of the activity log."""

from django import template

from core import activity

register = template.Library()


@register.filter
def in_words(record):
    return activity.entry(record)


@register.filter
def changes_of(record):
    return activity.changes_of(record)


@register.filter
def kind_of_record(record):
    return activity.kind_label(record.subject_kind) if record.subject_kind else ""
