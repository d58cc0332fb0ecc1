"""The throw-away cluster 临时数据库: it answers on loopback, and nothing of it stays."""

from pathlib import Path

import psycopg
import pytest

from postgres_cluster import NoServer, cluster, server_programs


@pytest.fixture(scope="module", autouse=True)
def server() -> None:
    """Skip where no server is installed; in CI that is a failure."""
    try:
        server_programs()
    except NoServer as reason:
        pytest.skip(str(reason))


def test_it_answers_and_goes_without_a_trace() -> None:
    with cluster() as url:
        with psycopg.connect(url) as connection:
            found = connection.execute(
                "SELECT current_setting('server_version_num')::int, current_setting('fsync'),"
                " current_setting('listen_addresses'), current_setting('data_directory')"
            ).fetchone()
        assert found is not None
        version, fsync, address, folder = found
        assert version >= 150_000
        assert (fsync, address) == ("off", "127.0.0.1")
        assert Path(folder).stat().st_uid != 0
    assert not Path(folder).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def test_it_goes_also_after_a_failing_test() -> None:
    with pytest.raises(ValueError, match="planted"), cluster() as url:
        raise ValueError("planted")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)
