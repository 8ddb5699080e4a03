"""Gives Python its own import back.

PySide6 reads the source of every module that is imported after it, to find out whether the module chooses PySide's
naming features. None of ours does, and the services load a quarter faster without being read twice.
"""

import builtins


def import_plainly() -> None:
    """Take PySide's look at sources out of the import, once; nothing happens where there is none."""
    # WORKAROUND https://doc.qt.io/qtforpython-6/developer/feature-motivation.html
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None and builtins.__import__ is getattr(builtins, "__feature_import__", None):
        builtins.__import__ = plain
