#!/bin/sh
# Makes .venv with a Python >= 3.12: of the PATH, of pyenv, or one that uv finds or installs.
set -eu
cd "$(dirname "$0")/.."

usable() {
    # Debian splits ensurepip from its Python; without it `-m venv` makes an empty shell.
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

candidates() {
    for version in 3.12 3.13 3.14; do
        command -v "python$version" || true
        for root in "${PYENV_ROOT:-}" "$HOME/.pyenv"; do
            [ -z "$root" ] || ls "$root/versions/$version".*/bin/python 2>/dev/null || true
        done
    done
    command -v python3 || true
    command -v python || true
}

for candidate in $(candidates); do
    if usable "$candidate"; then
        echo "Making .venv with $candidate."
        exec "$candidate" -m venv --clear .venv
    fi
done

uv=$(command -v uv || true)
if [ -z "$uv" ] || ! "$uv" --version >/dev/null 2>&1; then
    # An older Python cannot run the house, but it can carry the tool that installs a newer one.
    carrier=$(mktemp -d)
    trap 'rm -rf "$carrier"' EXIT
    python3 -m venv "$carrier" >/dev/null 2>&1 &&
        "$carrier/bin/python" -m pip install --quiet --require-hashes -r requirements/tools.lock ||
        { echo "No Python >= 3.12 on the PATH or under pyenv, and no uv to install one." >&2; exit 1; }
    uv="$carrier/bin/uv"
fi
echo "Making .venv with uv."
make="$uv venv --quiet --clear --seed .venv"
# Any that is there will do; the one to fetch is the one the locks were made for.
$make --no-python-downloads --python '>=3.12' 2>/dev/null || $make --python 3.12 ||
    { echo "uv could not find or install a Python >= 3.12. Install one, then try again." >&2; exit 1; }
