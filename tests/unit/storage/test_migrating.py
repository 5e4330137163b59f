"""The revisions told from the scripts' names are those that Alembic finds in them."""

from pathlib import Path

from alembic.script import ScriptDirectory

import service.storage
from service.storage.migrating import revisions


def test_the_scripts_are_named_by_their_revisions_in_their_order() -> None:
    scripts = ScriptDirectory(str(Path(service.storage.__file__).parent / "migrations"))
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == revisions()
    assert [scripts.get_current_head()] == [revisions()[-1]]
