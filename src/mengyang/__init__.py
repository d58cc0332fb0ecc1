"""Mengyang 蒙养: the governance of preschool education, from a clause to the public page."""

__version__ = "0.1.0"
