"""The views and triggers of a register: made here and nowhere else.

A migration copies tables, which a view over them forbids and triggers do not survive: `drop` runs before every
migration and `create` after it.
"""

import sqlite3

from sgreview.domain.events import EVENTS

#: Tables whose rows are never changed or taken away: what came, what was said, what was done.
APPEND_ONLY = (
    "agency_return",
    "audit",
    "case_date",
    "child_safety",
    "criterion_answer",
    "delay",
    "document_date",
    "document_event",
    "finding",
    "gap_answer",
    "key_line",
    "leads_discussion",
    "notification",
    "notification_answer",
    "notification_concern",
    "notification_form",
    "notification_point",
    "notification_text",
    "notify_decision",
    "panel_reply",
    "partner_response",
    "partner_view",
    "placement",
    "recommendation",
    "request_event",
    "return_answer",
    "return_event",
    "return_text",
    "safety_concern",
    "scrutiny",
    "stored_file",
)

#: Append-only tables in which a later row can take the place of an earlier one: `superseded_by` is set, once.
#: A row that names itself was taken back, and nothing stands in its place.
SUPERSEDED = ("case_date", "notification")

_KNOWN_EVENTS = ", ".join(f"'{event}'" for event in EVENTS)

#: What is open in cases that are open: the columns are the fields of `attention.Candidate`, in its order.
#: Which of it needs attention is decided there and nowhere else. CROSS JOIN tells SQLite to begin with the table named
#: first, whose partial index holds what is open and nothing of all the cases that are closed.
OPEN_ITEM = f"""
CREATE VIEW open_item AS
SELECT c.reference AS reference, CASE s.is_limit WHEN 1 THEN 'limit' ELSE 'step' END AS kind, s.code AS id,
       s.title AS title, s.due AS due, s.from_date AS from_date, s.who AS who, s.act AS act, p.kind AS process,
       s.period AS period, s.not_before AS not_before,
       (SELECT substr(m.start, 1, 10) FROM meeting m
         WHERE m.process_id = s.process_id AND m.step_code = s.code AND m.status <> 'cancelled'
         ORDER BY m.id DESC LIMIT 1) AS meets_on
  FROM step s CROSS JOIN process p ON p.id = s.process_id CROSS JOIN case_record c ON c.id = p.case_id
 WHERE s.state = 'open' AND s.due IS NOT NULL AND p.ended IS NULL AND c.state = 'open'
UNION ALL
SELECT c.reference, 'return', a.code, 'Return from ' || a.name, r.due, NULL, a.name, 'returns', p.kind, 0, 0, NULL
  FROM request r CROSS JOIN agency a ON a.id = r.agency_id
  CROSS JOIN process p ON p.id = r.process_id CROSS JOIN case_record c ON c.id = p.case_id
 WHERE r.is_open = 1 AND r.due IS NOT NULL AND p.ended IS NULL AND c.state = 'open'
   AND EXISTS (SELECT 1 FROM request_event e WHERE e.request_id = r.id AND e.kind = 'sent')
UNION ALL
SELECT coalesce(c.reference, ''), 'action', CAST(n.id AS TEXT), 'Action ' || n.id, n.due, NULL, n.owner, 'action', '',
       0, 0, NULL
  FROM action n LEFT JOIN case_record c ON c.id = n.case_id
 WHERE n.state = 'open' AND n.due IS NOT NULL
UNION ALL
SELECT reference, 'date', event, '', min(due), NULL, '', 'date:' || event, process, 0, 0, NULL
  FROM (SELECT c.id AS case_id, c.reference AS reference, s.waiting_for AS event, p.kind AS process,
               (SELECT min(b.due) FROM step b WHERE b.process_id = s.process_id AND b.brings = s.waiting_for) AS due
          FROM step s CROSS JOIN process p ON p.id = s.process_id CROSS JOIN case_record c ON c.id = p.case_id
         WHERE s.state = 'open' AND s.waiting_for <> '' AND s.due IS NULL AND p.ended IS NULL AND c.state = 'open'
           AND s.waiting_for IN ({_KNOWN_EVENTS})
           AND NOT EXISTS (SELECT 1 FROM case_date d
                            WHERE d.case_id = c.id AND d.event = s.waiting_for AND d.superseded_by IS NULL
                              AND (d.process_id IS NULL OR d.process_id = s.process_id))
           AND NOT (s.waiting_for = 'panel-notified'
                    AND EXISTS (SELECT 1 FROM notification n WHERE n.case_id = c.id AND n.superseded_by IS NULL)))
 GROUP BY case_id, event
""".strip()

VIEWS = {"open_item": OPEN_ITEM}


def triggers() -> dict[str, str]:
    """Name -> statement of every trigger."""
    made = {}
    for table in APPEND_ONLY:
        key = "sequence" if table == "audit" else "id"
        made[f"{table}_not_deleted"] = (
            f"CREATE TRIGGER {table}_not_deleted BEFORE DELETE ON {table}\n"
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        # INSERT OR REPLACE over an existing row would else pass on a connection without recursive_triggers.
        made[f"{table}_not_replaced"] = (
            f"CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table}\n"
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})\n"
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        when = ""
        if table in SUPERSEDED:
            same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in _COLUMNS[table])
            when = f"WHEN NOT (OLD.superseded_by IS NULL AND NEW.superseded_by IS NOT NULL AND {same})\n"
        made[f"{table}_not_changed"] = (
            f"CREATE TRIGGER {table}_not_changed BEFORE UPDATE ON {table}\n{when}"
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    return made


#: The columns that stay as they are when a row is superseded.
_COLUMNS = {
    "case_date": ("id", "case_id", "process_id", "event", "on_date", "at_time", "recorded"),
    "notification": (
        "id",
        "case_id",
        "person_id",
        "on_date",
        "panel_reference",
        "submitted_by",
        "late_because",
        "evidence_id",
        "recorded",
    ),
}


def create(connection: sqlite3.Connection) -> None:
    """Make every view and trigger, inside the caller's transaction."""
    for statement in (*VIEWS.values(), *triggers().values()):
        connection.execute(statement)


def drop(connection: sqlite3.Connection) -> None:
    """Take away every view and trigger that is there, inside the caller's transaction."""
    found = connection.execute("SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')").fetchall()
    for kind, name in sorted(found):
        connection.execute(f'DROP {kind} IF EXISTS "{name}"')
