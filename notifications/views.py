from uuid import UUID

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.htmx import toast
from notifications.models import Notification
from notifications.queries import bell_of, to_toast
from notifications.services import mark_all_read, mark_read, mark_seen

PAGE = 40
IN_PANEL = 8


@require_GET
@never_cache
@requires("home.view")
def bell(request: StoreRequest) -> HttpResponse:
    """The bell with its count, asked for every 30 seconds by every open page; and what to say aloud."""
    now = timezone.now()
    state = bell_of(request.store, request.user, now)
    if request.headers.get("HX-PTag") == state.tag:
        return HttpResponseNotModified()
    news = to_toast(request.store, request.user, now) if state.unseen else []
    context = {"bell": state, "shown": news[0] if news else None}
    response = render(request, "notifications/bell.html", context)
    response["HX-PTag"] = state.tag
    return _said(response, news)


@require_GET
@never_cache
@requires("home.view")
def panel(request: StoreRequest) -> HttpResponse:
    """The newest ones, under the bell."""
    mine = request.store.notifications.of(request.user)
    context = {"notifications": mine.newest_first()[:IN_PANEL], "unread": mine.unread().exists()}
    return render(request, "notifications/panel.html", context)


@require_GET
@never_cache
@requires("home.view")
def notification_list(request: StoreRequest) -> HttpResponse:
    mine = request.store.notifications.of(request.user)
    only_unread = request.GET.get("show") == "unread"
    found = mine.unread() if only_unread else mine
    rows = list(_before(request, found.newest_first())[: PAGE + 1])
    context = {
        "notifications": rows[:PAGE],
        "older": rows[PAGE - 1].public_id if len(rows) > PAGE else None,
        "only_unread": only_unread,
        "unread": mine.unread().count(),
    }
    return render(request, "notifications/list.html", context)


@require_POST
@requires("home.view")
def read(request: StoreRequest, notification_id: UUID) -> HttpResponse:
    """Mark it read and go where it points."""
    notification = _mine(request, notification_id)
    mark_read(notification=notification, now=timezone.now())
    return redirect(notification.url or "notifications:list")


@require_POST
@requires("home.view")
def read_all(request: StoreRequest) -> HttpResponse:
    mark_all_read(store=request.store, user=request.user, now=timezone.now())
    if not request.htmx:
        return redirect("notifications:list")
    return trigger_client_event(HttpResponse(status=204), "notifications-changed", {})


@require_POST
@requires("home.view")
def seen(request: StoreRequest, notification_id: UUID) -> HttpResponse:
    """The page has shown the toasts up to this one."""
    mark_seen(up_to=_mine(request, notification_id), now=timezone.now())
    return HttpResponse(status=204)


def _mine(request: StoreRequest, notification_id: UUID) -> Notification:
    return get_object_or_404(request.store.notifications.of(request.user), public_id=notification_id)


def _said(response: HttpResponse, news: list[Notification]) -> HttpResponse:
    """One toast, however much there is to say."""
    if not news:
        return response
    if len(news) == 1:
        return toast(response, news[0].title, news[0].text, tone=news[0].described.tone)
    words = ngettext("%(n)d new notification", "%(n)d new notifications", len(news)) % {"n": len(news)}
    return toast(response, words, news[0].title, tone="info")


def _before(request: StoreRequest, found):
    try:
        last = UUID(request.GET.get("before", ""))
    except ValueError:
        return found
    return found.older_than(last)
