#!/usr/bin/env python3
"""Runs the query of `iam-review activity --sql duckdb`, or parses that of another engine.

usage: run_activity_query.py duckdb QUERY RESULT.csv
       run_activity_query.py athena|trino|spark QUERY

`make validators` installs DuckDB and sqlglot.
"""
import pathlib
import sys


def main():
    dialect, query = sys.argv[1], pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
    if dialect == "duckdb":
        import duckdb
        statement = query.strip().rstrip(";")
        duckdb.connect().execute(f"COPY ({statement}) TO '{sys.argv[3]}' (FORMAT csv, HEADER)")
        return
    import sqlglot
    statements = sqlglot.parse(query, read=dialect, error_level=sqlglot.ErrorLevel.RAISE)
    print(" ".join(type(statement).__name__ for statement in statements if statement))


if __name__ == "__main__":
    main()
