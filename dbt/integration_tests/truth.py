"""What is true of the small company, worked out by hand."""

from company import COPILOT, DAY, E3, E5, FLOW_FREE, GIB, PROJECT, REFRESHED, VISIO

# wasted_seat_id -> reason, confidence, seats
WASTED = {
    f"ann_{VISIO}": ("product_not_used", "review", 1),
    f"bob_{E3}": ("account_disabled", "certain", 1),
    f"cleo_{E3}": ("account_disabled", "review", 1),
    f"dan_{E3}": ("duplicate", "certain", 1),
    f"eve_{E3}": ("inactive", "probable", 1),
    f"eve_{VISIO}": ("inactive", "probable", 1),
    f"ida_{E3}": ("never_signed_in", "review", 1),
    f"{E3}_unassigned": ("unassigned", "certain", 5),
    f"{VISIO}_unassigned": ("unassigned", "certain", 2),
    f"{COPILOT}_unassigned": ("unassigned", "certain", 1),
}

# sku_id -> usable, unassigned, over-assigned, held, unknown, missing data
INVENTORY = {
    E3: (12, 5, 0, 7, 0, None),
    E5: (1, 0, 1, 2, 0, None),
    VISIO: (4, 2, 0, 2, 0, None),
    COPILOT: (3, 1, 0, 2, 1, "copilot_usage_user_detail"),
    FLOW_FREE: (10_000, 9_999, 0, 1, 0, None),
    PROJECT: (0, 0, 0, 1, 0, None),
}

# What else is true, by mart: key -> some columns of it.
OTHERS = {
    "license_assignments": (
        "user_license_id",
        ("group_name", "state", "error", "is_seat_held"),
        {
            f"ann_{E3}_staff": ("All staff", "Active", None, True),
            f"bob_{E3}_direct": (None, "Active", None, True),
            f"hal_{E3}_staff": ("All staff", "Error", "CountViolation", False),
        },
    ),
    "right_sizing": (
        "seat_id",
        ("fits_in", "blocked_by", "missing_data"),
        {
            f"ann_{E3}": ("Microsoft 365 F3", None, None),
            f"cleo_{E3}": (None, "mailbox_size,wasted", "m365_app_user_detail"),
            f"fay_{E3}": (None, None, "m365_app_user_detail"),
        },
    ),
    "admin_mfa_gaps": ("user_id", ("methods",), {"ann": ("email,mobilePhone",)}),
    "renewals": (
        "subscription_id",
        ("product", "days_left", "wasted_seats"),
        {"yearly": ("SPE_E3", 30, 10)},
    ),
    "copilot_adoption": (
        "seat_id",
        ("band", "is_never_used"),
        {f"ann_{COPILOT}": ("last_7_days", False), f"fay_{COPILOT}": ("unknown", None)},
    ),
    "storage": (
        "storage_id",
        ("account_state", "storage_used_bytes"),
        {
            f"mailbox_{REFRESHED}|D30|cleo": ("disabled", 51 * GIB),
            f"onedrive_{REFRESHED}|D30|ann": ("enabled", GIB),
        },
    ),
    "daily_activity": (
        "daily_activity_id",
        ("active_users", "users"),
        {
            "2026-11-25|teams|Sales": (1, 6),
            "2026-11-25|teams|Research": (1, 1),
            "2026-11-25|teams|(none)": (0, 1),
        },
    ),
    "department_costs": (
        "department_cost_id",
        ("seats", "wasted_seats", "dimension_name"),
        {
            f"department|Research|{E3}": (1, 1, "Research"),
            f"department|(none)|{E3}": (1, 0, "(none)"),
            f"cost_center|4711|{E3}": (3, 3, "4711"),
            f"manager|ann|{E3}": (3, 3, "Ann"),
        },
    ),
    "seat_history": (
        "seat_history_id",
        ("reason", "days_idle"),
        {f"{DAY}_eve_{E3}": ("inactive", 300), f"{DAY}_ann_{E3}": (None, 3)},
    ),
}
