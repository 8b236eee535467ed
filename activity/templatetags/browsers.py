from django import template

from accounts.signin.devices import device_name

register = template.Library()
register.filter("device", device_name)
