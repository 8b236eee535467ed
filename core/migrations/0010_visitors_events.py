from django.db import migrations, models

# The visitors of a storefront bring more events than everybody else together: the indexes that only
# the activity list walks leave them out. The pair tells events that are delivered twice.
FORWARD = """
SET LOCAL statement_timeout = 0;
DROP INDEX event_public_id;
DROP INDEX event_activity;
DROP INDEX event_actor;
ALTER TABLE core_eventrecord ADD CONSTRAINT event_once UNIQUE (public_id, happened_at);
CREATE INDEX event_activity ON core_eventrecord (store_id, happened_at DESC, id DESC)
  WHERE actor_kind <> 'visitor';
CREATE INDEX event_actor ON core_eventrecord (store_id, actor_kind, actor_id, happened_at DESC, id DESC)
  WHERE actor_id IS NOT NULL AND actor_kind <> 'visitor';
"""
BACK = """
SET LOCAL statement_timeout = 0;
DROP INDEX event_activity;
DROP INDEX event_actor;
ALTER TABLE core_eventrecord DROP CONSTRAINT event_once;
CREATE INDEX event_activity ON core_eventrecord (store_id, happened_at DESC, id DESC);
CREATE INDEX event_actor ON core_eventrecord (store_id, actor_kind, actor_id, happened_at DESC, id DESC)
  WHERE actor_id IS NOT NULL;
CREATE INDEX event_public_id ON core_eventrecord (public_id);
"""
WHO = [('staff', 'Staff'), ('api_key', 'API key'), ('customer', 'Customer'), ('visitor', 'Visitor'), ('system', 'Regulars')]


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_lists'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FORWARD, BACK)],
            state_operations=[
                migrations.RemoveIndex(model_name='eventrecord', name='event_public_id'),
                migrations.RemoveIndex(model_name='eventrecord', name='event_activity'),
                migrations.RemoveIndex(model_name='eventrecord', name='event_actor'),
                migrations.AddIndex(
                    model_name='eventrecord',
                    index=models.Index(condition=models.Q(('actor_kind', 'visitor'), _negated=True), fields=['store', '-happened_at', '-id'], name='event_activity'),
                ),
                migrations.AddIndex(
                    model_name='eventrecord',
                    index=models.Index(condition=models.Q(('actor_id__isnull', False), models.Q(('actor_kind', 'visitor'), _negated=True)), fields=['store', 'actor_kind', 'actor_id', '-happened_at', '-id'], name='event_actor'),
                ),
                migrations.AddConstraint(
                    model_name='eventrecord',
                    constraint=models.UniqueConstraint(fields=('public_id', 'happened_at'), name='event_once'),
                ),
            ],
        ),
        migrations.AlterField(
            model_name='eventrecord',
            name='actor_kind',
            field=models.CharField(choices=WHO, max_length=20, verbose_name='who'),
        ),
        migrations.AlterField(
            model_name='idempotencyrecord',
            name='actor_kind',
            field=models.CharField(choices=WHO, max_length=10),
        ),
        migrations.AlterField(
            model_name='job',
            name='started_by_kind',
            field=models.CharField(choices=WHO, max_length=10),
        ),
        migrations.AlterField(
            model_name='upload',
            name='by_kind',
            field=models.CharField(choices=WHO, max_length=10),
        ),
    ]
