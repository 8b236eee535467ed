"""The demo shop, Larkspur Goods: what it sells, who bought what when, and what came of it.

Everything is drawn in SQL from `pg_temp.roll` (core.demo) and the clocks of customers.demo_calendar, by way
of temporary tables that each seeder leaves for the next:

    demo_customer   everybody, from customers.demo
    demo_product, demo_deck, demo_pair, demo_price    what there is, what goes with what, what it cost then
    demo_shopper    everybody who ever ordered, and how they are
    demo_order, demo_line, demo_refund                what they ordered, before it is written down
"""

from commerce.demo import carts, catalogue, figures, interest, keys, orders, pictures, story, visits

__all__ = ["carts", "catalogue", "figures", "interest", "keys", "orders", "pictures", "story", "visits"]
