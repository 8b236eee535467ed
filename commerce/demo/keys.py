"""The key that the shop's own pages send their visits with."""

from commerce.demo.catalogue import SHOP
from commerce.models.visits import TrackingMode
from commerce.services.storefront_keys import make_storefront_key
from core.demo import Demo, seeds


@seeds(order=45)
def storefront_key(demo: Demo) -> str:
    key = make_storefront_key(
        store=demo.store,
        name="Online shop",
        origins=[SHOP],
        mode=TrackingMode.CONSENT,
        by=demo.staff[0],
        now=demo.now,
    )
    demo.store.storefrontkeys.filter(pk=key.pk).update(
        last_used_at=demo.now, last_event="product /products/enamel-mug"
    )
    return "a storefront key"
