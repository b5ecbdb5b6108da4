"""The product: knows nothing of chats, HTTP servers or messengers' libraries."""

import sys

try:  # a cured SQLite, before anything imports the machine's own: see pyproject.toml
    import pysqlite3
except ImportError:  # another platform: `otklik doctor` names the version found
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
