"""Every state an application may be in and every kind of event, as data: rows that an admin edits, seeded with those of `defaults`."""
