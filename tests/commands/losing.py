"""An installation that is lost 受损安装."""

import shutil

import psycopg

from tests.installation import Installation


def destroy(installation: Installation) -> None:
    """Nothing is left: no folder, no table."""
    shutil.rmtree(installation.var)
    if installation.database_url:
        with psycopg.connect(installation.database_url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
