schema-stays =
    The schema could not be brought from { $before } to { $after } ({ $why }). Nothing has changed, all data are there.{ $copied ->
        [true] { " " }A copy made before that: { $copy }.
       *[false] { "" }
    } Work on with the release before, and send this line to whoever looks after the program.
schema-no-copy = The database has to be copied before its schema changes, and that failed in { $place } ({ $why }). Nothing has changed. Make room there or allow writing, and start again.
schema-newer = The database comes from a newer release: its schema is { $there }, and this release knows them up to { $known }. Nothing has changed. Install the newer release, or restore a copy from before it.
schema-differs = The database calls its schema { $number }, but its tables are not those of this release. Missing: { $missing }. Not ours: { $extra }. Different: { $other }. It cannot be served, and nothing has changed. Restore a copy that a release has made, or work on with the build before and send this line to whoever looks after the program: the data can be moved.
schema-would-lose = The schema cannot go back to { $after }: the release before has no place for some of the rows ({ $lost }), and they would be lost. Nothing has changed. To work with that release, restore a copy from before the change.
