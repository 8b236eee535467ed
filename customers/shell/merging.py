from core import former_ids
from customers import finders
from customers.queries import current_id, former_owner

former_ids.register("customer_id", current_id)
finders.register(former_owner)
