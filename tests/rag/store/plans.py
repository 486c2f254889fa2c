"""How a database looks up what a query asks for, as one line: by an index, or by reading a whole table."""

from typing import Any

from sqlalchemy import Connection


def explained(connection: Connection, query: str, values: Any = ()) -> str:
    """The plan of `query`. PostgreSQL reads small tables whole, whatever it could do; here it may only where it must."""
    if connection.dialect.name == "sqlite":
        return " | ".join(row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values))
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    return " | ".join(row[0].strip() for row in connection.exec_driver_sql(f"EXPLAIN {query}", values))


def reads_all(plan: str) -> bool:
    """Whether a plan reads some table from end to end."""
    return "SCAN " in plan or "Seq Scan" in plan
