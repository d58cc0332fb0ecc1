#!/bin/sh
# Installs Mengyang 蒙养 from this bundle, without a network, into /opt/mengyang (or the folder given).
# Run again, from a newer or an earlier bundle, it puts exactly that bundle's version in the place of the
# one that is there, packages and all: stop the services before. What follows stands in operate.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=${1:-/opt/mengyang}
python=""
for name in python3.13 python3.12 python3; do
    if command -v "$name" >/dev/null 2>&1 &&
        "$name" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 13))'; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "No Python 3.12 or 3.13 was found. 没有找到 Python 3.12 或 3.13，请先由操作系统的安装源安装。" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "The package python3-venv is missing. 缺少软件包 python3-venv，请先安装。" >&2
    exit 1
fi
set -- "$here"/mengyang-*.whl
if [ "$#" -ne 1 ] || [ ! -f "$1" ]; then
    echo "Beside install.sh there must lie one mengyang-*.whl. install.sh 旁应当有且只有一个 mengyang-*.whl。" >&2
    exit 1
fi
"$python" -m venv "$home"
# The versions of this bundle, whichever are installed: pip alone would keep what is newer.
for wheel in "$here"/wheelhouse/*.whl; do
    basename "$wheel" | sed 's/^\([^-]*\)-\([^-]*\)-.*/\1==\2/'
done | sort -u >"$home/versions.txt"
"$home/bin/python" -m pip install --quiet --no-index --disable-pip-version-check \
    --find-links "$here/wheelhouse" --constraint "$home/versions.txt" "$1"
# A wheel of the same version may hold another build.
"$home/bin/python" -m pip install --quiet --no-index --disable-pip-version-check \
    --force-reinstall --no-deps "$1"
"$home/bin/mengyang" --version
echo "Installed in $home. Next: operate.md. 已安装到 $home，后续步骤见 operate.zh-CN.md。"
