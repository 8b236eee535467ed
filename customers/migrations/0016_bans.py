
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0015_relations'),
    ]

    operations = [
        migrations.AddField(
            model_name='customer',
            name='status_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='reason'),
        ),
        migrations.AddField(
            model_name='customer',
            name='status_since',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='customer',
            name='status',
            field=models.CharField(choices=[('active', 'Active'), ('suspended', 'Suspended'), ('banned', 'Banned'), ('erased', 'Erased')], default='active', max_length=10, verbose_name='account status'),
        ),
    ]
