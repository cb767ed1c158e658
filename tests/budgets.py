"""Budgets of a page: what it may ask of the database and send over the wire. Never seconds.

keeps_to(client, url, queries=8, kilobytes=30, nodes=600)
stays_flat(client, url, lambda: make.assignment(pupil, revision, dani))     # 10 rows or 100: the same queries
"""

import gzip
from collections.abc import Callable

from tests.client import Client

FEW, MANY = 10, 100


def keeps_to(client: Client, url: str, *, queries: int, kilobytes: float, nodes: int) -> None:
    """The page keeps to its budget: statements, bytes as they are sent (compressed), elements."""
    client.get(url)  # what a process asks once, it has asked
    response = client.get(url)
    sent = len(gzip.compress(response.get_data(), 4))
    elements = sum(1 for _element in client.one("html").iter()) if client.tree is not None else 0
    over = [
        f"{what}: {spent}, at most {most}"
        for what, spent, most in (
            ("queries", client.queries, queries),
            ("bytes", sent, int(kilobytes * 1000)),
            ("elements", elements, nodes),
        )
        if spent > most
    ]
    assert not over, f"{url} is over its budget: {'; '.join(over)}{_listed(client)}"


def stays_flat(client: Client, url: str, add: Callable[[], object]) -> None:
    """The page asks the same number of questions for ten rows as for a hundred."""
    client.get(url)
    asked = []
    for rows in (FEW, MANY - FEW):
        for _row in range(rows):
            add()
        client.get(url)
        asked.append(client.queries)
    few, many = asked
    assert few == many, f"{url}: {few} queries for {FEW} rows, {many} for {MANY}{_listed(client)}"


def _listed(client: Client) -> str:
    return "".join(f"\n    {' '.join(asked.split())[:200]}" for asked in client.statements.queries)
