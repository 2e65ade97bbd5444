"""A small company, written by hand: rows as the connector emits them."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

# All days are counted from here.
DAY = "2026-11-28"
SYNCED = f"{DAY} 08:00:00"
REFRESHED = "2026-11-26"
GIB = 2**30

E3 = "05e9a617-0261-4cee-bb44-138d3ef5d965"
E5 = "06ebc4ee-1bb5-47dd-8120-11324bc54e06"
VISIO = "c5928f49-12ba-48f7-ada3-0d743a3601d5"
COPILOT = "639dec6b-bb19-468b-871c-c5c441c4b0cb"
FLOW_FREE = "f30db892-07e9-47e9-837c-80727f46fd3d"
PROJECT = "09015f9f-377f-4538-bbb5-f75ceb09358a"
PLANS = {
    E3: ("SPE_E3", "EXCHANGE_S_ENTERPRISE", "TEAMS1", "SHAREPOINTENTERPRISE", "OFFICESUBSCRIPTION"),
    E5: ("SPE_E5", "EXCHANGE_S_ENTERPRISE", "TEAMS1", "SHAREPOINTENTERPRISE", "BI_AZURE_P2"),
    VISIO: ("VISIOCLIENT", "VISIO_CLIENT_SUBSCRIPTION"),
    COPILOT: ("Microsoft_365_Copilot", "M365_COPILOT_APPS"),
    FLOW_FREE: ("FLOW_FREE", "FLOW_P2_VIRAL"),
    PROJECT: ("PROJECTPREMIUM", "PROJECT_CLIENT_SUBSCRIPTION"),
}


def upn(name: str) -> str:
    return f"{name.capitalize()}@contoso.com"


def user(name: str, department: str | None = "Sales", **changes: Any) -> Row:
    return {
        **{"id": name, "userPrincipalName": upn(name), "displayName": name.capitalize()},
        **{"userType": "Member", "accountEnabled": True, "department": department},
        **{"createdDateTime": "2020-01-01 00:00:00", "country": "Italy"},
        **{"synced_at": SYNCED, **changes},
    }


def sku(sku_id: str, enabled: int, assigned: int, status: str = "Enabled", **units: int) -> Row:
    number, *plans = PLANS[sku_id]
    prepaid = {"enabled": enabled, "suspended": 0, "warning": 0, "lockedOut": 0, **units}
    return {
        **{"id": f"tenant_{sku_id}", "skuId": sku_id, "skuPartNumber": number, "sku_name": number},
        **{"appliesTo": "User", "capabilityStatus": status, "consumedUnits": assigned},
        **{"prepaidUnits": prepaid, "synced_at": SYNCED},
        "servicePlans": [{"servicePlanId": plan, "servicePlanName": plan} for plan in plans],
    }


def licence(name: str, sku_id: str, group: str | None = None, **changes: Any) -> Row:
    return {
        **{"id": f"{name}_{sku_id}_{group or 'direct'}", "userId": name, "skuId": sku_id},
        **{"userPrincipalName": upn(name), "skuPartNumber": PLANS[sku_id][0]},
        **{"assignedByGroup": group, "source": "group" if group else "direct"},
        **{"is_held": True, "state": "Active", "error": "None"},
        **{"lastUpdatedDateTime": "2024-01-01 00:00:00", "synced_at": SYNCED, **changes},
    }


def sign_in(name: str, last_use: str | None) -> Row:
    return {"id": name, "last_use_at": last_use, "latest_sign_in_at": SYNCED, "synced_at": SYNCED}


def report_row(name: str, **values: Any) -> Row:
    return {
        **{"id": f"{REFRESHED}|D30|{name}", "reportRefreshDate": REFRESHED, "reportPeriod": 30},
        **{"userPrincipalName": upn(name).upper(), "isDeleted": False, "names_concealed": False},
        **{"synced_at": SYNCED, **values},
    }


def daily_row(name: str, day: str, **values: Any) -> Row:
    return report_row(name, id=f"{day}|D1|{name}", reportDate=day, **values)


RECENTLY = "2026-11-20 09:00:00"
LONG_AGO = "2026-01-10 09:00:00"


def tables() -> dict[str, list[Row]]:
    return {
        "users": [
            user("ann"),
            user("bob", accountEnabled=False),
            user("cleo", accountEnabled=False),
            user("dan", department="Research"),
            user("eve"),
            user("fay", department=None),
            user("gus", createdDateTime="2026-11-10 00:00:00"),
            user("hal", department="Research"),
            user("ida", userType="Guest"),
        ],
        "user_organization_details": [
            {
                **{"id": name, "manager_id": "ann", "synced_at": SYNCED},
                "employeeOrgData": {"costCenter": "4711", "division": "North"},
            }
            for name in ("bob", "cleo", "dan")
        ],
        "license_groups": [
            {
                **{"id": f"staff_{E3}", "groupId": "staff", "displayName": "All staff"},
                **{"skuId": E3, "synced_at": SYNCED},
            }
        ],
        "subscribed_skus": [
            sku(E3, 12, 7),
            sku(E5, 1, 2),
            sku(VISIO, 0, 2, warning=4),
            sku(COPILOT, 3, 2),
            sku(FLOW_FREE, 10_000, 1),
            sku(PROJECT, 0, 1, "Suspended", suspended=5),
        ],
        "directory_subscriptions": [
            {
                **{"id": "yearly", "skuId": E3, "isTrial": False, "status": "Enabled"},
                **{"totalLicenses": 12, "nextLifecycleDateTime": "2026-12-28 00:00:00"},
                "synced_at": SYNCED,
            }
        ],
        "user_licenses": [
            licence("ann", E3),
            licence("ann", E3, "staff"),
            licence("ann", VISIO),
            licence("ann", COPILOT),
            licence("bob", E3),
            licence("cleo", E3, "staff"),
            licence("dan", E3),
            licence("dan", E5),
            licence("dan", FLOW_FREE),
            licence("eve", E3),
            licence("eve", VISIO),
            licence("fay", E3),
            licence("fay", COPILOT),
            licence("gus", E5),
            licence("hal", E3, "staff", is_held=False, state="Error", error="CountViolation"),
            licence("hal", PROJECT),
            licence("ida", E3, lastUpdatedDateTime="2026-11-20 00:00:00"),
        ],
        "sign_in_activity": [
            sign_in("ann", RECENTLY),
            sign_in("bob", RECENTLY),
            sign_in("cleo", LONG_AGO),
            sign_in("dan", RECENTLY),
            sign_in("eve", LONG_AGO),
            sign_in("fay", LONG_AGO),
            sign_in("hal", None),
            sign_in("ida", None),
        ],
        "user_registration_details": [
            {
                **{"id": name, "isAdmin": True, "isMfaRegistered": good, "isMfaCapable": good},
                **{"methodsRegistered": ["mobilePhone", "email"], "synced_at": SYNCED},
            }
            for name, good in (("ann", False), ("bob", False), ("dan", True))
        ],
        "office365_active_user_detail": [
            report_row("ann", teamsLastActivityDate="2026-11-25"),
            report_row("eve", exchangeLastActivityDate="2026-02-01"),
            report_row("fay", exchangeLastActivityDate="2026-11-25"),
            # Gone: the newest snapshot alone counts.
            report_row(
                "eve",
                id="before",
                reportRefreshDate="2026-11-20",
                exchangeLastActivityDate="2026-11-19",
            ),
        ],
        "m365_app_user_detail": [report_row("ann", wordWindows=False, lastActivityDate=None)],
        "copilot_usage_user_detail": [report_row("ann", lastActivityDate="2026-11-25")],
        "office365_activations_user_detail": [
            report_row("ann", productType="VISIO CLIENT", lastActivatedDate=None)
        ],
        "mailbox_usage_detail": [
            report_row("ann", storageUsedInBytes=GIB, hasArchive=False),
            report_row("bob", storageUsedInBytes=GIB, hasArchive=False),
            report_row("cleo", storageUsedInBytes=51 * GIB, hasArchive=False),
        ],
        "onedrive_usage_account_detail": [
            {
                **report_row("ann", storageUsedInBytes=GIB, siteId="site"),
                "ownerPrincipalName": upn("ann"),
            }
        ],
        "office365_active_user_detail_daily": [
            daily_row("ann", "2026-11-25", teamsLastActivityDate="2026-11-25"),
            daily_row("dan", "2026-11-25", teamsLastActivityDate="2026-11-25"),
            daily_row("fay", "2026-11-25", teamsLastActivityDate="2026-11-01"),
        ],
    }
