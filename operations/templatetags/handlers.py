from django import template

from operations.parked import handler_name

register = template.Library()
register.filter("handler_name", handler_name)
