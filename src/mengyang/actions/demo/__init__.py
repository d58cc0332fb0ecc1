"""演示安装 — an installation with a story, told through the same actions as in earnest."""

from mengyang.actions.demo.building import build_demo
from mengyang.actions.demo.telling import Stage

__all__ = ["Stage", "build_demo"]
