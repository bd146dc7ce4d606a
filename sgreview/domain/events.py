"""The dates of a case that days can be counted from, and what each is called in a sentence."""

#: Event -> what happened, so that "record when ..." and "counted from when ..." read as English.
#: In the order in which they usually happen.
EVENT_WORDS = {
    "incident": "the child died or was seriously harmed",
    "death": "the child died",
    "aware": "the local authority became aware of the incident",
    "received": "the partnership team received the notification",
    "panel-notified": "the local authority notified the Panel",
    "panel-request": "the Panel asked for a rapid review",
    "recommended": "the review group made its recommendation",
    "decided": "those who decide decided",
    "submitted": "the outcome was sent to the Panel",
    "panel-reply": "the Panel replied",
    "review-decided": "the review was decided on",
    "report-final": "the final report was endorsed",
    "publication": "the report is or was published",
    "plan-signed-off": "the action plan was signed off",
    "referral": "the case was referred",
}

EVENTS = tuple(EVENT_WORDS)

#: What lies on the far side of the sending of the outcome: a step counted from one of these is never too late for it.
AFTER_SUBMISSION = ("submitted", "panel-reply", "review-decided", "report-final", "publication", "plan-signed-off")
