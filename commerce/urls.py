"""Pages and endpoints by noun. crm/urls.py mounts each list under the noun's own address."""

product_pages: list = []
order_pages: list = []
cart_pages: list = []
settings_pages: list = []  # under /settings: the storefront script, currencies
panels: list = []  # under /customers/<id>: what the profile is composed of

product_endpoints: list = []
order_endpoints: list = []
cart_endpoints: list = []
event_endpoints: list = []
customer_endpoints: list = []  # under /api/customers/<id>
