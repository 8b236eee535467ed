"""How the log reads about the house itself: jobs, files, saved views, the machinery."""

from django.utils.translation import gettext_lazy as _

from core.activity import Kind, Words, describe, name_kinds
from core.beat import events as beat
from core.events import events as house_events
from core.jobs import events as jobs
from core.lists import events as lists
from core.uploads import events as uploads

describe(
    {
        jobs.JobStarted: Words(_("started: {subject}"), "play"),
        jobs.JobFinished: Words(_("finished: {subject}"), "circle-check", "success"),
        jobs.JobFailed: Words(_("could not finish: {subject}"), "circle-alert", "danger"),
        jobs.JobCancelled: Words(_("cancelled: {subject}"), "circle-x"),
        jobs.JobResumed: Words(_("resumed: {subject}"), "play"),
        uploads.FileUploaded: Words(_("uploaded {subject}"), "upload"),
        uploads.FileDeleted: Words(_("deleted the file {subject}"), "trash-2", "danger"),
        lists.ViewSaved: Words(_("saved the view {subject}"), "bookmark"),
        lists.ViewChanged: Words(_("changed the view {subject}"), "bookmark"),
        lists.ViewDeleted: Words(_("deleted the view {subject}"), "bookmark", "danger"),
        lists.RowsExported: Words(_("exported {subject}: {rows} rows"), "download"),
        house_events.ParkedEventsReplayed: Words(_("had parked events tried again: {count}"), "rotate-ccw"),
        house_events.ParkedEventsDiscarded: Words(_("discarded parked events: {count}"), "trash-2", "danger"),
        house_events.PastEventsReplayed: Words(_("replayed past events to {handler}: {count}"), "history"),
        beat.ScheduledJobRun: Words(_("asked for a run of {subject}"), "play"),
    }
)
name_kinds(
    {
        "platform.job": Kind(_("Job")),
        "platform.upload": Kind(_("File")),
        "platform.view": Kind(_("Saved view")),
    }
)
