"""The API told to people: the guide and every call, in the app's own look."""

from functools import cache

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET
from markdown_it import MarkdownIt

from accounts.permissions import public, signed_in
from core.api.document import document
from core.api.problem_codes import PROBLEM_CODES
from core.api.reference import Area, areas, refusals
from core.api.schema import KEY_TEXT

GUIDE = settings.BASE_DIR / "docs" / "api.md"
for_readers = public if settings.API_DOCS_PUBLIC else signed_in


@for_readers
@require_GET
def guide(request):
    term = request.GET.get("q", "").replace("\0", "")[:100].strip()
    return _page(request, {"term": term, "found": _found(term), "guide": _guide(), "problems": _problems()})


@for_readers
@require_GET
def area(request, slug):
    chosen = next((one for one in _areas(get_language()) if one.slug == slug), None)
    if chosen is None:
        raise Http404
    return _page(request, {"area": chosen, "key_text": KEY_TEXT})


def _page(request, context):
    frame = "base.html" if request.membership else "api/visitor.html"
    told = {"frame": frame, "areas": _areas(get_language()), **context}
    return render(request, "api/results.html" if request.htmx else "api/docs.html", told)


@cache
def _areas(language: str) -> list[Area]:
    return areas(document(language), settings.PUBLIC_BASE_URL)


def _found(term: str) -> list[tuple[Area, list]]:
    if not term:
        return []
    hits = [(one, [call for call in one.calls if call.matches(term)]) for one in _areas(get_language())]
    return [(one, calls) for one, calls in hits if calls]


@cache
def _guide() -> str:
    shown = MarkdownIt().enable("table").render(GUIDE.read_text().partition("\n")[2])
    # What scrolls must take the keyboard's focus. The text is a file of ours, not of a store.
    for wide in ("pre", "table"):
        shown = shown.replace(f"<{wide}>", f'<{wide} tabindex="0">')
    return mark_safe(shown)  # noqa: S308


def _problems() -> list[dict]:
    told = [{"status": status, "code": code, "text": text} for code, (status, text) in PROBLEM_CODES.items()]
    refused = [
        {"status": 409, "code": code, "calls": calls}
        for code, calls in refusals(_areas(get_language())).items()
    ]
    return sorted(told + refused, key=lambda problem: (problem["status"], problem["code"]))
