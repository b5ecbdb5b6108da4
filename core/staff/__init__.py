"""People who work here: users, roles, permissions, dictionaries, audit."""
