from django import template

register = template.Library()


@register.filter
def may(reader, permission):
    return bool(reader) and reader.can(permission)


@register.filter
def file_name(path):
    return path.rpartition("/")[2]
