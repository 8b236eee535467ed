from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0012_consents"),
    ]

    operations = [
        migrations.AddField(
            model_name="address",
            name="was_main",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
