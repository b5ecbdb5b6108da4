"""People are found by three letters in a row, and phones by their ends

Revision 0014. On SQLite whoever moves the rows of `candidates` or `contacts` into a new table later has to make the triggers anew: they go
with the old one, which the check at the end of a change of the schema tells.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

READ = "type IN ('phone', 'written')"
FUNCTION = (
    "CREATE OR REPLACE FUNCTION otklik_grams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS "
    "$$ SELECT coalesce(array_agg(DISTINCT substr(chr(2) || words || chr(3), n, 3)), '{}') FROM generate_series(1, length(words)) AS n $$"
)
OF = (("candidates", "search_text", "id, search_text", ""), ("contacts", "value", "id, value, type", READ))


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(FUNCTION)
        for table, column, _, only in OF:
            where = f" WHERE {only}" if only else ""
            op.execute(f"CREATE INDEX ix_{table}_grams ON {table} USING gin (otklik_grams({column})) WITH (fastupdate = off){where}")
        return
    for table, column, of, only in OF:
        name, run = f"{table}_grams", op.get_bind().exec_driver_sql
        run(f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', detail='none', tokenize='trigram case_sensitive 1')")
        run(f"INSERT INTO {name} ({name}, rank) VALUES ('secure-delete', 1)")
        new, old = (f" WHERE {row}.{only}" if only else "" for row in ("new", "old"))
        put = f"INSERT INTO {name} (rowid, words) SELECT new.id, char(2) || new.{column} || char(3){new};"
        drop = f"INSERT INTO {name} ({name}, rowid, words) SELECT 'delete', old.id, char(2) || old.{column} || char(3){old};"
        run(f"CREATE TRIGGER {name}_in AFTER INSERT ON {table} BEGIN {put} END")
        run(f"CREATE TRIGGER {name}_out AFTER DELETE ON {table} BEGIN {drop} END")
        run(f"CREATE TRIGGER {name}_other AFTER UPDATE OF {of} ON {table} BEGIN {drop} {put} END")
        fits = f" WHERE {only}" if only else ""
        run(f"INSERT INTO {name} (rowid, words) SELECT id, char(2) || {column} || char(3) FROM {table}{fits}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, *_ in OF:
            op.drop_index(f"ix_{table}_grams", table)
        op.execute("DROP FUNCTION otklik_grams(text)")
        return
    for table, *_ in OF:
        for what in ("in", "out", "other"):
            op.execute(f"DROP TRIGGER {table}_grams_{what}")
        op.execute(f"DROP TABLE {table}_grams")
