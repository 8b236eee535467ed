from django.db import migrations, models

# Nobody asks for visitors' events by name alone, but timelines are filtered by it.
FORWARD = """
SET LOCAL statement_timeout = 0;
DROP INDEX event_name;
DROP INDEX event_timeline;
CREATE INDEX event_name ON core_eventrecord (store_id, name, happened_at DESC, id DESC)
  WHERE actor_kind <> 'visitor';
CREATE INDEX event_timeline ON core_eventrecord (store_id, customer_id, happened_at DESC, id DESC, name)
  WHERE customer_id IS NOT NULL;
"""
BACK = """
SET LOCAL statement_timeout = 0;
DROP INDEX event_name;
DROP INDEX event_timeline;
CREATE INDEX event_name ON core_eventrecord (store_id, name, happened_at DESC, id DESC);
CREATE INDEX event_timeline ON core_eventrecord (store_id, customer_id, happened_at DESC, id DESC)
  WHERE customer_id IS NOT NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0010_visitors_events'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FORWARD, BACK)],
            state_operations=[
                migrations.RemoveIndex(model_name='eventrecord', name='event_name'),
                migrations.RemoveIndex(model_name='eventrecord', name='event_timeline'),
                migrations.AddIndex(
                    model_name='eventrecord',
                    index=models.Index(condition=models.Q(('actor_kind', 'visitor'), _negated=True), fields=['store', 'name', '-happened_at', '-id'], name='event_name'),
                ),
                migrations.AddIndex(
                    model_name='eventrecord',
                    index=models.Index(condition=models.Q(('customer_id__isnull', False)), fields=['store', 'customer_id', '-happened_at', '-id', 'name'], name='event_timeline'),
                ),
            ],
        ),
    ]
