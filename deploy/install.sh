#!/bin/sh
# Installs Mengyang 蒙养 from this bundle, without a network, into /opt/mengyang (or the folder given).
# Run again with a newer bundle it installs beside: then stop the services and run mengyang upgrade.
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
"$python" -m venv "$home"
"$home/bin/python" -m pip install --quiet --no-index --upgrade \
    --find-links "$here" --find-links "$here/wheelhouse" mengyang
"$home/bin/mengyang" --version
echo "Installed in $home. Next: operate.md. 已安装到 $home，后续步骤见 operate.md。"
