"""配置检查 — what is wrong with the configuration in force: errors to mend, notes to know."""

import errno
import ipaddress
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, NotSupportedError, connection
from django.db.migrations.executor import MigrationExecutor

from mengyang.core.findings import Finding, Level
from mengyang.store.reads.access import has_demo_accounts
from mengyang.web.proxies import network_of
from mengyang.web.site.channel_faults import sending_faults
from mengyang.web.site.environment import FLAGS, PREFIX, VARIABLES, Environment, is_number

SHORTEST_KEY = 32
ANYWHERE = {"*", ""}
NO_DATABASE, NO_TABLES = "check.found.no_database", "check.found.no_tables"


def configuration_faults() -> list[Finding]:
    """Everything that can be told of the configuration, the data and the database."""
    environment: Environment = settings.ENVIRONMENT
    return [
        *_variables(),
        *_safety(environment),
        *_proxies(environment),
        *_single_sign_on(environment),
        *sending_faults(environment),
        *_folder(environment.var),
        *_database(),
    ]


def is_wrong(faults: list[Finding]) -> bool:
    """Whether one of them is an error."""
    return any(fault.level is Level.ERROR for fault in faults)


def is_not_begun(faults: list[Finding]) -> bool:
    """Whether nothing is wrong but that nothing is installed yet."""
    wrong = {fault.code for fault in faults if fault.level is Level.ERROR}
    return bool(wrong) and wrong <= {NO_DATABASE, NO_TABLES}


def is_loopback(host: str) -> bool:
    """Whether a host name or address leads to this machine alone."""
    if host.lower() in {"localhost", "ip6-localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _variables() -> Iterator[Finding]:
    for variable in VARIABLES.values():
        params = {"name": variable.name, "value": variable.text, "default": variable.default}
        if variable.is_number and not is_number(variable.text):
            yield Finding("check.found.no_number", Level.ERROR, params)
        if variable.is_flag and variable.text.lower() not in FLAGS:
            yield Finding("check.found.no_flag", Level.ERROR, params)
        if variable.name.endswith("_KEY") and 0 < len(variable.text) < SHORTEST_KEY:
            short = {"name": variable.name, "length": SHORTEST_KEY}
            yield Finding("check.found.short_key", Level.ERROR, short)
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in VARIABLES:
            yield Finding("check.found.unknown_variable", Level.WARNING, {"name": name})


def _safety(environment: Environment) -> Iterator[Finding]:
    outside = [host for host in environment.hosts if not is_loopback(host)]
    if environment.debug:
        yield Finding("check.found.debug", Level.ERROR)
    if "*" in outside:
        yield Finding("check.found.any_host", Level.ERROR)
    if environment.demo and outside:
        yield Finding("check.found.demo_outside", Level.ERROR, {"hosts": ", ".join(outside)})
    if outside and not environment.secure:
        yield Finding("check.found.no_https", Level.WARNING, {"hosts": ", ".join(outside)})
    if not environment.secret_key:
        params = {"path": environment.var / "secret-key"}
        yield Finding("check.found.kept_secret_key", Level.INFO, params)
    if not environment.anchor_key:
        params = {"path": environment.var / "audit" / "anchor-key"}
        yield Finding("check.found.kept_anchor_key", Level.INFO, params)


def _proxies(environment: Environment) -> Iterator[Finding]:
    if environment.secure and not environment.trusted_proxies:
        yield Finding("check.found.no_trusted_proxy", Level.WARNING)
    for text in environment.trusted_proxies:
        if network_of(text) is None:
            yield Finding("check.found.no_network", Level.ERROR, {"text": text})


def _single_sign_on(environment: Environment) -> Iterator[Finding]:
    issuer, client = environment.oidc_issuer, environment.oidc_client_id
    names = {"MENGYANG_OIDC_ISSUER": issuer, "MENGYANG_OIDC_CLIENT_ID": client}
    missing = [name for name, value in names.items() if not value]
    if missing and (issuer or client or environment.oidc_client_secret):
        params = {"names": "、".join(missing)}
        hint = "check.hint.oidc_incomplete"
        yield Finding("check.found.oidc_incomplete", Level.ERROR, params, hint)
    if issuer and not _is_issuer(issuer):
        hint = "check.hint.oidc_issuer"
        yield Finding("check.found.oidc_issuer", Level.ERROR, {"value": issuer}, hint)


def _is_issuer(address: str) -> bool:
    """Whether it is an address of HTTPS, or of plain HTTP on this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    )


def _folder(var: Path) -> Iterator[Finding]:
    try:
        _try_to_write(var)
    except OSError as error:
        params = {"path": var, "fault": error.strerror or str(error)}
        yield Finding("check.found.folder_not_writable", Level.ERROR, params)


def _try_to_write(var: Path) -> None:
    """Raises `OSError` where nothing can be written; leaves nothing, not even the folder."""
    if not var.exists():
        there = next(folder for folder in var.parents if os.path.lexists(folder))
        if not there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(there, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return
    probe = var / f".probe-{os.getpid()}"
    probe.write_bytes(b"")
    probe.unlink()


def _database() -> Iterator[Finding]:
    file = Path(str(settings.DATABASES["default"]["NAME"]))
    if connection.vendor == "sqlite" and not file.exists():
        yield Finding(NO_DATABASE, Level.ERROR, {"path": file})
        return
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        is_empty = not executor.loader.applied_migrations
    except NotSupportedError as error:
        yield Finding("check.found.old_database", Level.ERROR, {"fault": str(error)})
    except DatabaseError as error:
        fault = str(error).strip().split("\n")[0]
        yield Finding("check.found.database_unreachable", Level.ERROR, {"fault": fault})
    else:
        if is_empty:
            yield Finding(NO_TABLES, Level.ERROR)
        elif missing:
            yield Finding("check.found.migrations_missing", Level.ERROR, {"count": len(missing)})
        elif not settings.DEMO and has_demo_accounts():
            hint = "demo.hint.other_var"
            yield Finding("check.found.demo_accounts", Level.ERROR, hint=hint)
