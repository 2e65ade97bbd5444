"""Generates a tenant directly in DuckDB and measures how long a build takes, and its memory.

    integration_tests/run.sh runs the tests; this is run by hand:
    "$(tools/python-venv.sh dbt/integration_tests)" dbt/integration_tests/large_tenant.py --users 1000000
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import company
from warehouse import Layout, Warehouse, duckdb_file

# Of ten people nine hold a suite, and one of ten of those two.
TABLES = {
    "users": """
        SELECT 'user-' || n AS id, 'User' || n || '@contoso.com' AS userPrincipalName,
            'User ' || n AS displayName, 'Member' AS userType, n % 20 <> 0 AS accountEnabled,
            TIMESTAMP '2020-01-01' AS createdDateTime, 'Department ' || n % 200 AS department,
            'Italy' AS country, CAST(NULL AS TIMESTAMP) AS _ab_cdc_deleted_at, {synced} AS synced_at
        FROM people""",
    "user_licenses": """
        SELECT 'user-' || n || '_' || sku || '_' || way AS id, 'user-' || n AS userId, sku AS skuId,
            'User' || n || '@contoso.com' AS userPrincipalName, 'SKU' AS skuPartNumber,
            CASE WHEN way = 'direct' THEN NULL ELSE way END AS assignedByGroup,
            CASE WHEN way = 'direct' THEN 'direct' ELSE 'group' END AS source, TRUE AS is_held,
            'Active' AS state, 'None' AS error, TIMESTAMP '2024-01-01' AS lastUpdatedDateTime,
            {synced} AS synced_at
        FROM (
            SELECT n, CASE WHEN n % 3 = 0 THEN '{e5}' ELSE '{e3}' END AS sku,
                CASE WHEN n % 2 = 0 THEN 'direct' ELSE 'group-' || n % 50 END AS way
            FROM people WHERE n % 10 <> 0
            UNION ALL
            SELECT n, '{e3}' AS sku, 'direct' AS way FROM people WHERE n % 10 = 3
        )""",
    "sign_in_activity": """
        SELECT 'user-' || n AS id, {synced} AS synced_at, {synced} AS latest_sign_in_at,
            CASE WHEN n % 25 <> 1 THEN TIMESTAMP '2026-11-28' - to_days(CAST(n % 200 AS INTEGER)) END
                AS last_use_at
        FROM people""",
    "office365_active_user_detail": """
        SELECT 'D30|' || n AS id, DATE '2026-11-26' AS reportRefreshDate, FALSE AS isDeleted,
            'user' || n || '@contoso.com' AS userPrincipalName, FALSE AS names_concealed,
            DATE '2026-11-26' - CAST(n % 300 AS INTEGER) AS exchangeLastActivityDate,
            DATE '2026-11-26' - CAST(n % 250 AS INTEGER) AS teamsLastActivityDate,
            {synced} AS synced_at
        FROM people WHERE n % 10 <> 0""",
    "office365_active_user_detail_daily": """
        SELECT day || '|D1|' || n AS id, DATE '2026-11-26' AS reportRefreshDate,
            DATE '2026-11-26' - CAST(day AS INTEGER) AS reportDate, FALSE AS isDeleted,
            'user' || n || '@contoso.com' AS userPrincipalName, FALSE AS names_concealed,
            DATE '2026-11-26' - CAST(day AS INTEGER) AS teamsLastActivityDate, {synced} AS synced_at
        FROM people CROSS JOIN range(7) AS days(day) WHERE (n + day) % 3 <> 0""",
    "m365_app_user_detail": """
        SELECT 'D30|' || n AS id, DATE '2026-11-26' AS reportRefreshDate, 30 AS reportPeriod,
            'user' || n || '@contoso.com' AS userPrincipalName, FALSE AS names_concealed,
            DATE '2026-11-26' - CAST(n % 300 AS INTEGER) AS lastActivityDate,
            n % 3 <> 0 AS wordWindows, {synced} AS synced_at
        FROM people WHERE n % 10 <> 0""",
    "mailbox_usage_detail": """
        SELECT 'D30|' || n AS id, DATE '2026-11-26' AS reportRefreshDate, FALSE AS isDeleted,
            'user' || n || '@contoso.com' AS userPrincipalName, FALSE AS names_concealed,
            CAST(n % 100 AS BIGINT) * 1073741824 AS storageUsedInBytes, FALSE AS hasArchive,
            107374182400 AS prohibitSendReceiveQuotaInBytes, {synced} AS synced_at
        FROM people WHERE n % 10 <> 0""",
    "onedrive_usage_account_detail": """
        SELECT 'D30|' || n AS id, DATE '2026-11-26' AS reportRefreshDate, FALSE AS isDeleted,
            'user' || n || '@contoso.com' AS ownerPrincipalName, 'site-' || n AS siteId,
            FALSE AS names_concealed, CAST(n % 50 AS BIGINT) * 1073741824 AS storageUsedInBytes,
            1099511627776 AS storageAllocatedInBytes, {synced} AS synced_at
        FROM people WHERE n % 10 <> 0""",
}


def generate(warehouse: Warehouse, users: int) -> None:
    skus = [company.sku(company.E3, users, users // 2), company.sku(company.E5, users, users // 3)]
    warehouse.load({"subscribed_skus": skus}, Layout())
    names = {"synced": f"TIMESTAMP '{company.SYNCED}'", "e3": company.E3, "e5": company.E5}
    people = f"WITH people AS (SELECT range AS n FROM range({users}))"
    warehouse.execute(
        [
            (f"CREATE TABLE {table} AS {people} {query.format(**names)}", ())
            for table, query in TABLES.items()
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=1_000_000)
    users = parser.parse_args().users
    with tempfile.TemporaryDirectory(prefix="dbt-large-") as name:
        warehouse = duckdb_file(Path(name), "large")
        generate(warehouse, users)
        warehouse.dbt("deps")
        for build in ("first", "second"):
            started = time.monotonic()
            warehouse.build(with_tests=True)
            print(f"{build} build of {users} users: {time.monotonic() - started:.0f} s", flush=True)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
        print(f"at most {peak:.1f} GiB")
        total = warehouse.rows("SELECT count(*) AS wasted FROM m365__wasted_seats")
        print(f"{total[0]['wasted']} wasted seats")


if __name__ == "__main__":
    main()
