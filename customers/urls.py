from django.urls import path

from accounts.permissions import requires
from core.lists import list_routes
from customers import api, views
from customers.api import addresses as addresses_api
from customers.tables import CUSTOMERS
from customers.views import addresses

pages = [
    path("", views.customers, name="list"),
    *list_routes(CUSTOMERS, requires),
    path("/new", views.add, name="add"),
    path("/overview", views.overview, name="overview"),
    path("/growth", views.growth, name="growth"),
    path("/check/<slug:name>", views.check_field, name="check-field"),
    path("/lifecycle", views.lifecycle, name="lifecycle"),
    path("/import", views.imports, name="imports"),
    path("/import/<uuid:import_id>", views.one_import, name="import"),
    path("/import/<uuid:import_id>/check", views.check_import, name="check-import"),
    path("/import/<uuid:import_id>/heading", views.set_import_heading, name="import-heading"),
    path("/import/<uuid:import_id>/start", views.start_import, name="start-import"),
    path("/import/<uuid:import_id>/undo", views.undo_import, name="undo-import"),
    path("/import/<uuid:import_id>/discard", views.discard_import, name="discard-import"),
    path("/import/<uuid:import_id>/result", views.import_result, name="import-result"),
    path("/tags", views.tags, name="tags"),
    path("/tags/new", views.add_tag, name="add-tag"),
    path("/tags/<uuid:tag_id>", views.edit_tag, name="edit-tag"),
    path("/tags/<uuid:tag_id>/merge", views.merge_tag, name="merge-tag"),
    path("/tags/<uuid:tag_id>/delete", views.delete_tag, name="delete-tag"),
    path("/<uuid:customer_id>", views.profile, name="profile"),
    path("/<uuid:customer_id>/edit", views.edit, name="edit"),
    path("/<uuid:customer_id>/photo", views.photo, name="photo"),
    path("/<uuid:customer_id>/photo/remove", views.remove_photo, name="remove-photo"),
    path("/<uuid:customer_id>/figures", views.figures, name="figures"),
    path("/<uuid:customer_id>/next-action", views.next_action, name="next-action"),
    path("/<uuid:customer_id>/activity", views.activity, name="activity"),
    path("/<uuid:customer_id>/timeline", views.timeline, name="timeline"),
    path("/<uuid:customer_id>/viewed", views.viewed, name="viewed"),
    path("/<uuid:customer_id>/tags", views.customer_tags, name="customer-tags"),
    path("/<uuid:customer_id>/consents", views.consents, name="consents"),
    path("/<uuid:customer_id>/consents/all", views.consent_ledger, name="consent-ledger"),
    path("/<uuid:customer_id>/consents/new", views.record_consent, name="record-consent"),
    path("/consents/<uuid:consent_record_id>/correct", views.correct_consent, name="correct-consent"),
    path("/<uuid:customer_id>/suspend", views.suspend, name="suspend"),
    path("/<uuid:customer_id>/reinstate", views.reinstate, name="reinstate"),
    path("/<uuid:customer_id>/ban", views.ban, name="ban"),
    path("/<uuid:customer_id>/lift-ban", views.lift_ban, name="lift-ban"),
    path("/<uuid:customer_id>/delete", views.delete, name="delete"),
    path("/<uuid:customer_id>/restore", views.restore, name="restore"),
    path("/<uuid:customer_id>/communications", views.communications, name="communications"),
    path("/<uuid:customer_id>/email", views.write_email, name="write-email"),
    path("/emails/<uuid:email_id>", views.email, name="email"),
    path("/<uuid:customer_id>/interactions/new", views.log_interaction, name="log-interaction"),
    path("/interactions/<uuid:interaction_id>", views.edit_interaction, name="edit-interaction"),
    path("/interactions/<uuid:interaction_id>/delete", views.delete_interaction, name="delete-interaction"),
    path(
        "/interactions/<uuid:interaction_id>/restore", views.restore_interaction, name="restore-interaction"
    ),
    path("/<uuid:customer_id>/notes", views.add_note, name="add-note"),
    path("/notes/<uuid:note_id>", views.edit_note, name="edit-note"),
    path("/notes/<uuid:note_id>/history", views.note_history, name="note-history"),
    path("/colleagues", views.colleagues_to_mention, name="colleagues"),
    path("/notes/<uuid:note_id>/pin", views.pin_note, name="pin-note"),
    path("/notes/<uuid:note_id>/unpin", views.unpin_note, name="unpin-note"),
    path("/notes/<uuid:note_id>/delete", views.delete_note, name="delete-note"),
    path("/notes/<uuid:note_id>/restore", views.restore_note, name="restore-note"),
    # The panels beside a profile.
    path("/<uuid:customer_id>/addresses", addresses.addresses, name="addresses"),
    path("/<uuid:customer_id>/addresses/new", addresses.add_address, name="add-address"),
    path("/<uuid:customer_id>/addresses/keep", addresses.keep_address, name="keep-address"),
    path("/<uuid:customer_id>/addresses/<uuid:address_id>", addresses.edit_address, name="edit-address"),
    path(
        "/<uuid:customer_id>/addresses/<uuid:address_id>/main",
        addresses.make_main_address,
        name="main-address",
    ),
    path(
        "/<uuid:customer_id>/addresses/<uuid:address_id>/delete",
        addresses.delete_address,
        name="delete-address",
    ),
    path(
        "/<uuid:customer_id>/addresses/<uuid:address_id>/restore",
        addresses.restore_address,
        name="restore-address",
    ),
]
settings_pages = [  # under /settings
    path("/topics", views.topics, name="topics"),
    path("/topics/new", views.add_topic, name="add-topic"),
    path("/topics/<uuid:topic_id>", views.edit_topic, name="edit-topic"),
    path("/topics/<uuid:topic_id>/archive", views.archive_topic, name="archive-topic"),
    path("/customer-fields", views.fields, name="fields"),
    path("/customer-fields/new", views.add_field, name="add-field"),
    path("/customer-fields/<uuid:field_id>", views.edit_field, name="edit-field"),
    path("/customer-fields/<uuid:field_id>/move", views.move_field, name="move-field"),
    path("/customer-fields/<uuid:field_id>/archive", views.archive_field, name="archive-field"),
    path("/customer-fields/<uuid:field_id>/restore", views.restore_field, name="restore-field"),
]
entrances = [  # for people who sign in nowhere
    path("my-choices/<str:consent_token>", views.own_consents, name="own-consents"),
]
endpoints = [
    path("", api.Customers.as_view(), name="customers"),
    path("/stats", api.CustomerStats.as_view(), name="stats"),
    path("/analytics", api.CustomerAnalytics.as_view(), name="analytics"),
    path("/analytics/lifecycle", api.CustomerLifecycle.as_view(), name="lifecycle"),
    path("/bulk-action", api.CustomerBulkAction.as_view(), name="bulk-action"),
    path("/export", api.CustomerExport.as_view(), name="export"),
    path("/<uuid:customer_id>", api.OneCustomer.as_view(), name="customer"),
    path("/topics", api.ConsentTopics.as_view(), name="topics"),
    path("/<uuid:customer_id>/consents", api.CustomerConsents.as_view(), name="consents"),
    path(
        "/<uuid:customer_id>/consents/records", api.CustomerConsentRecords.as_view(), name="consent-records"
    ),
    path("/<uuid:customer_id>/notes", api.CustomerNotes.as_view(), name="notes"),
    path("/<uuid:customer_id>/notes/<uuid:note_id>", api.OneNote.as_view(), name="note"),
    path("/<uuid:customer_id>/communications", api.CustomerCommunications.as_view(), name="communications"),
    path("/<uuid:customer_id>/interactions", api.CustomerInteractions.as_view(), name="interactions"),
    path(
        "/<uuid:customer_id>/interactions/<uuid:interaction_id>",
        api.OneInteraction.as_view(),
        name="interaction",
    ),
    path("/<uuid:customer_id>/history", api.CustomerHistory.as_view(), name="history"),
    path("/<uuid:customer_id>/addresses", addresses_api.CustomerAddresses.as_view(), name="addresses"),
    path(
        "/<uuid:customer_id>/addresses/<uuid:address_id>",
        addresses_api.CustomerAddress.as_view(),
        name="address",
    ),
]
