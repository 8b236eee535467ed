from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commerce', '0002_refund_confirms'),
    ]

    operations = [
        migrations.AlterField(
            model_name='refund',
            name='by_kind',
            field=models.CharField(choices=[('staff', 'Staff'), ('api_key', 'API key'), ('customer', 'Customer'), ('visitor', 'Visitor'), ('system', 'Regulars')], max_length=10),
        ),
    ]
