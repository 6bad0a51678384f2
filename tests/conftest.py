"""Settings of all tests."""

import gc
import os

from hypothesis import settings

# In CI a property is tried on the same examples each time: a red build is then red for everybody.
settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_collection_finish():
    """What exists by now stays to the end: the garbage collector need not look at it each time."""
    gc.collect()
    gc.freeze()
