from django.db import migrations

from mengyang.store.search_index import create_function, drop_function


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0018_claimed_for"),
    ]

    operations = [migrations.RunPython(create_function, drop_function)]
