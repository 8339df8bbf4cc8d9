"""Does the very first thing that is written fail where the publication is being opened at the same moment?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.browser.reader import publish

_BOTH = """
import sys, time, warnings
import duckdb_sqlalchemy
from importlib.abc import MetaPathFinder
from pathlib import Path
from threading import Event, Thread
from dash_app.register import Register
from dash_app.settings import Settings
from dash_app.store import Store

warnings.simplefilter("error")
importing = Event()
class Slow(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "alembic.runtime.environment":
            importing.set()
            time.sleep(0.5)
sys.meta_path.insert(0, Slow())
settings = Settings(home=Path(sys.argv[1]))
failed = []
def write():
    try:
        Register.of(settings).engine
    except BaseException as error:
        failed.append(repr(error))
writer = Thread(target=write)
writer.start()
importing.wait(20)
Store(settings).open()
writer.join()
print(failed)
"""


def test_a_register_is_made_while_a_publication_is_opened(root: Path, tmp_path: Path) -> None:
    publish(tmp_path, 1)
    done = subprocess.run(
        [sys.executable, "-c", _BOTH, str(tmp_path)], cwd=root, capture_output=True, text=True, timeout=120
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
