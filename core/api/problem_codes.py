"""The API's own error codes, for the docs. Refusals by house rules have codes of their own."""

from django.utils.translation import gettext_lazy as _

PROBLEM_CODES = {
    "malformed_body": (400, _("The body is not JSON in UTF-8.")),
    "too_deep": (400, _("The body nests too deep.")),
    "bad_request": (400, _("The request cannot be read.")),
    "idempotency_key_missing": (400, _("This call needs an Idempotency-Key.")),
    "idempotency_key_invalid": (400, _("The Idempotency-Key is too long or holds a space.")),
    "not_authenticated": (401, _("There is no key, or it is unknown, revoked or expired.")),
    "permission_denied": (403, _("The key lacks a permission, or the area is switched off for the store.")),
    "not_found": (404, _("There is nothing at this address that you may see.")),
    "method_not_allowed": (405, _("This address does not take this method; Allow lists those it takes.")),
    "not_acceptable": (406, _("The API answers in JSON only.")),
    "conflict": (409, _("Another change got there first. Try again.")),
    "idempotency_in_flight": (409, _("The same request is still at work. Try again in a moment.")),
    "idempotency_answer_not_kept": (
        409,
        _("Done before. The answer held a secret, which is shown once and not kept."),
    ),
    "length_required": (411, _("Send the body with a Content-Length, not in chunks.")),
    "too_large": (413, _("The body is larger than this address takes, mostly 1 MB.")),
    "unsupported_media_type": (415, _("Send Content-Type: application/json.")),
    "invalid": (422, _("Some values are not valid; errors names each with a code of its own.")),
    "out_of_range": (422, _("A value is larger than can be kept.")),
    "idempotency_key_reused": (422, _("The Idempotency-Key came with another request before.")),
    "too_many_requests": (429, _("Over the limit of calls; Retry-After says when to go on.")),
    "server_error": (500, _("Our mistake. It has been logged under the request id.")),
    "busy": (503, _("The store is busy. Try again in a moment.")),
}
