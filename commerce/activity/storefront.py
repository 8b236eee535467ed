from django.utils.translation import gettext_lazy as _

from commerce.events import storefront
from core.activity import Kind, Words, describe, name_kinds

describe(
    {
        storefront.PageViewed: Words(
            _("looked at the page {path}"), "eye", alone=_("Looked at the page {path}")
        ),
        storefront.ProductViewed: Words(_("looked at {subject}"), "eye", alone=_("Looked at {subject}")),
        storefront.Searched: Words(_("searched for “{term}”"), "search", alone=_("Searched for “{term}”")),
        storefront.CartChanged: Words(
            _("filled the cart: {subject}"), "shopping-cart", alone=_("Filled the cart: {subject}")
        ),
        storefront.CheckoutStarted: Words(
            _("went to the checkout"), "credit-card", alone=_("Went to the checkout")
        ),
        storefront.FormSent: Words(_("sent the form {form}"), "file-text", alone=_("Sent the form {form}")),
        storefront.CustomEvent: Words(_("did: {event}"), "zap", alone=_("{event}")),
        storefront.VisitorRecognised: Words(
            _("was recognised in the shop"), "user-check", alone=_("Recognised in the shop")
        ),
        storefront.StorefrontKeyMade: Words(_("made the storefront key {subject}"), "key-round"),
        storefront.StorefrontKeyChanged: Words(_("changed the storefront key {subject}"), "key-round"),
        storefront.StorefrontKeyRevoked: Words(_("revoked the storefront key {subject}"), "ban", "danger"),
        storefront.IdentitySecretMade: Words(_("made an identity secret for {subject}"), "fingerprint"),
    }
)
name_kinds(
    {
        "commerce.visit": Kind(_("Visit")),
        "commerce.visitor": Kind(_("Visitor")),
        "commerce.storefront_key": Kind(_("Storefront key")),
    }
)
