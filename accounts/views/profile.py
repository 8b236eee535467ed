"""What is one's own, and the pictures of people and stores."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.profile import BrandForm, ProfileForm
from accounts.http import StoreRequest
from accounts.models.users import Theme
from accounts.permissions import requires, signed_in
from accounts.services import profile as services
from core.exceptions import DomainError
from core.files import private_files
from core.store_settings import Brand, InvalidSettings


@require_http_methods(["GET", "POST"])
@signed_in
def profile(request) -> HttpResponse:
    is_post = request.method == "POST"
    form = ProfileForm(
        request.POST if is_post else None, request.FILES if is_post else None, instance=request.user
    )
    if form.is_valid() and save_profile(request, form):
        messages.success(request, _("Saved."))
        return redirect("team:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)


def save_profile(request, form: ProfileForm) -> bool:
    file, removes = form.cleaned_data["avatar_file"], form.cleaned_data.get("remove_avatar")
    try:
        if file or removes:
            services.change_avatar(user=request.user, file=file, by=request.actor)
    except DomainError as refusal:
        form.add_error("avatar_file", str(refusal))
        return False
    services.edit_profile(user=request.user, by=request.actor, **form.values())
    return True


@require_POST
@signed_in
def appearance(request) -> HttpResponse:
    """The theme picked in the user menu."""
    if request.POST.get("theme") not in Theme.values:
        return HttpResponse(status=422)
    services.edit_profile(user=request.user, by=request.actor, theme=request.POST["theme"])
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
@requires("settings.view", to_change="settings.edit_store")
def brand(request: StoreRequest) -> HttpResponse:
    is_post = request.method == "POST"
    form = BrandForm(
        request.POST if is_post else None, request.FILES if is_post else None, store=request.store
    )
    if form.is_valid():
        try:
            services.change_brand(
                store=request.store, to=form.value, logo=form.cleaned_data["logo_file"], by=request.actor
            )
        except (DomainError, InvalidSettings) as refusal:
            form.add_error("logo_file", str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("team:brand")
    context = {"form": form, "brand": request.store.settings_of(Brand)}
    context["may_change"] = request.principal.can("settings.edit_store")
    return render(request, "accounts/settings/brand.html", context, status=422 if form.errors else 200)


@require_safe
@requires("home.view")
def logo(request: StoreRequest, upload_id) -> HttpResponse:
    """A logo's address changes with the logo, so browsers may keep it."""
    upload = get_object_or_404(request.store.uploads, public_id=upload_id, kind="image")
    return picture(upload.path, upload.type)


@require_safe
@signed_in
def avatar(request, mark: str) -> HttpResponse:
    """One's own picture, or that of somebody in the same store."""
    path = f"avatars/{mark}"
    shown = request.user.avatar == path
    if not shown and request.store:
        shown = request.store.memberships.filter(user__avatar=path).exists()
    if not shown:
        raise Http404
    return picture(path, "image/png")


def picture(path: str, media_type: str) -> HttpResponse:
    try:
        file = private_files().open(path)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type=media_type)
    response["Cache-Control"] = "private, max-age=604800, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
