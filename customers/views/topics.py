from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import StoreRequest
from accounts.permissions import requires
from customers import services
from customers.forms import TopicForm
from customers.models import ConsentTopic
from customers.queries import topics_with_counts


@require_safe
@requires("settings.view")
def topics(request: StoreRequest) -> HttpResponse:
    context = {
        "topics": topics_with_counts(request.store),
        "may_edit": request.principal.can("settings.edit_store"),
    }
    return render(request, "customers/consents/topics.html", context)


@require_http_methods(["GET", "POST"])
@requires("settings.edit_store")
def add_topic(request: StoreRequest) -> HttpResponse:
    form = TopicForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.add_topic(store=request.store, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return _done(request, _("Topic added"))
        except services.CannotEditTopic as refusal:
            form.add_error("name", str(refusal))
    return _form_page(request, form, _("Add topic"))


@require_http_methods(["GET", "POST"])
@requires("settings.edit_store")
def edit_topic(request: StoreRequest, topic_id) -> HttpResponse:
    topic = _topic(request, topic_id)
    known = {"name": topic.name, "text": topic.text}
    form = TopicForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            services.edit_topic(topic=topic, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return _done(request, _("Saved"))
        except services.CannotEditTopic as refusal:
            form.add_error("name", str(refusal))
    return _form_page(request, form, _("Edit topic"))


@require_POST
@requires("settings.edit_store")
def archive_topic(request: StoreRequest, topic_id) -> HttpResponse:
    topic = _topic(request, topic_id)
    services.archive_topic(topic=topic, by=request.actor, now=timezone.now())
    return _done(request, _("%(name)s archived") % {"name": topic.name})


def _topic(request: StoreRequest, topic_id) -> ConsentTopic:
    topics = request.store.consenttopics.select_related("store").filter(archived_at=None)
    return get_object_or_404(topics, public_id=topic_id)


def _done(request: StoreRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("customer-settings:topics")


def _form_page(request: StoreRequest, form, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading}
    return render(request, "customers/consents/topic_form.html", context, status=422 if form.errors else 200)
