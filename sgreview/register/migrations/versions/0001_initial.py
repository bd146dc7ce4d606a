"""The tables of the first version. Written by ``python -m sgreview.register.migrations.regenerate``."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table and index."""
    op.create_table('agency',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('category', sa.String(), nullable=False),
    sa.Column('manager', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('deputy', sa.String(), nullable=False),
    sa.Column('inbox', sa.String(), nullable=False),
    sa.Column('secure_email', sa.String(), nullable=False),
    sa.Column('verified', sa.Date(), nullable=True),
    sa.CheckConstraint('length(code) > 0', name=op.f('ck_agency_code_filled')),
    sa.CheckConstraint('length(name) > 0', name=op.f('ck_agency_name_filled')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agency')),
    sa.UniqueConstraint('code', name=op.f('uq_agency_code')),
    sa.UniqueConstraint('name', name=op.f('uq_agency_name')),
    sa.UniqueConstraint('uid', name=op.f('uq_agency_uid'))
    )
    op.create_table('audit',
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('at', sa.String(), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('command', sa.String(), nullable=False),
    sa.Column('today', sa.String(), nullable=False),
    sa.Column('entity', sa.String(), nullable=False),
    sa.Column('entity_uid', sa.String(), nullable=False),
    sa.Column('operation', sa.String(), nullable=False),
    sa.Column('before', sa.String(), nullable=False),
    sa.Column('after', sa.String(), nullable=False),
    sa.Column('salt', sa.String(), nullable=False),
    sa.Column('commitment', sa.String(), nullable=False),
    sa.Column('previous', sa.String(), nullable=False),
    sa.Column('chain', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('sequence', name=op.f('pk_audit')),
    sqlite_autoincrement=True
    )
    op.create_table('bank_holiday',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_bank_holiday'))
    )
    op.create_table('case_record',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('incident_area', sa.String(), nullable=False),
    sa.Column('home_area', sa.String(), nullable=False),
    sa.Column('responsible_authority', sa.String(), nullable=False),
    sa.Column('outside_england', sa.Boolean(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('opened', sa.Date(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('closed', sa.Date(), nullable=True),
    sa.Column('ended_because', sa.String(), nullable=False),
    sa.CheckConstraint("state IN ('open', 'stood-down', 'closed')", name=op.f('ck_case_record_state')),
    sa.CheckConstraint('length(reference) > 0', name=op.f('ck_case_record_reference_filled')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_record')),
    sa.UniqueConstraint('reference', name=op.f('uq_case_record_reference')),
    sa.UniqueConstraint('uid', name=op.f('uq_case_record_uid'))
    )
    op.create_index(op.f('ix_case_record_state'), 'case_record', ['state'], unique=False)
    op.create_table('contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('group_code', sa.String(), nullable=False),
    sa.Column('job', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.CheckConstraint('length(group_code) > 0', name=op.f('ck_contact_group_code_filled')),
    sa.CheckConstraint('length(organisation) > 0', name=op.f('ck_contact_organisation_filled')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact')),
    sa.UniqueConstraint('uid', name=op.f('uq_contact_uid'))
    )
    op.create_index(op.f('ix_contact_group_code'), 'contact', ['group_code'], unique=False)
    op.create_table('holiday_source',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('library_version', sa.String(), nullable=False),
    sa.Column('first_year', sa.Integer(), nullable=False),
    sa.Column('last_year', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_holiday_source'))
    )
    op.create_table('local_holiday',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('added', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_local_holiday'))
    )
    op.create_table('procedure_text',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('added', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_procedure_text'))
    )
    op.create_table('setting',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_setting'))
    )
    op.create_table('stored_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_file')),
    sa.UniqueConstraint('sha256', name=op.f('uq_stored_file_sha256'))
    )
    op.create_table('action',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('recommendation', sa.String(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('progress', sa.String(), nullable=False),
    sa.Column('rating', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=True),
    sa.Column('signed_off', sa.Date(), nullable=True),
    sa.CheckConstraint("rating IN ('', 'red', 'amber', 'green')", name=op.f('ck_action_rating')),
    sa.CheckConstraint("state IN ('open', 'done', 'withdrawn')", name=op.f('ck_action_state')),
    sa.CheckConstraint('length(what) > 0', name=op.f('ck_action_what_filled')),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_action_case_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['stored_file.id'], name=op.f('fk_action_evidence_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action')),
    sa.UniqueConstraint('uid', name=op.f('uq_action_uid'))
    )
    op.create_index('ix_action_open_due', 'action', ['due'], unique=False, sqlite_where=sa.text("state = 'open' AND due IS NOT NULL"))
    op.create_table('case_agency',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('involved_with', sa.String(), nullable=False),
    sa.Column('since', sa.Date(), nullable=True),
    sa.Column('expected', sa.Boolean(), nullable=False),
    sa.Column('not_asked_because', sa.String(), nullable=False),
    sa.CheckConstraint("involved_with IN ('', 'family', 'perpetrator', 'both')", name=op.f('ck_case_agency_involved_with')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_case_agency_agency_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_case_agency_case_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_agency')),
    sa.UniqueConstraint('case_id', 'agency_id', name='uq_case_agency_case_id_agency_id'),
    sa.UniqueConstraint('uid', name=op.f('uq_case_agency_uid'))
    )
    op.create_table('case_word',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('word', sa.String(), nullable=False),
    sa.CheckConstraint("word IN ('death', 'serious-harm', 'looked-after-death', 'care-leaver-death', 'near-miss', 'other', 'domestic_abuse', 'criminal_proceedings', 'family_proceedings', 'coroner', 'immigration', 'media', 'joint_agency_response', 'mental_health', 'looked_after', 'youth_justice', 'housing', 'child_death_review')", name=op.f('ck_case_word_word')),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_case_word_case_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_word')),
    sa.UniqueConstraint('case_id', 'word', name='uq_case_word_case_id_word')
    )
    op.create_table('gap_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_gap_answer_case_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gap_answer'))
    )
    op.create_index(op.f('ix_gap_answer_case_id'), 'gap_answer', ['case_id'], unique=False)
    op.create_table('leads_discussion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('took_part', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_leads_discussion_case_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_leads_discussion'))
    )
    op.create_index(op.f('ix_leads_discussion_case_id'), 'leads_discussion', ['case_id'], unique=False)
    op.create_table('notification_form',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('received', sa.Date(), nullable=True),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('safety_concern', sa.String(), nullable=False),
    sa.Column('blank', sa.String(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('characters_in_file', sa.Integer(), nullable=False),
    sa.Column('characters_answers', sa.Integer(), nullable=False),
    sa.Column('characters_events', sa.Integer(), nullable=False),
    sa.Column('characters_other', sa.Integer(), nullable=False),
    sa.Column('characters_form', sa.Integer(), nullable=False),
    sa.Column('characters_unplaced', sa.Integer(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_notification_form_case_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_notification_form_file_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notification_form'))
    )
    op.create_index(op.f('ix_notification_form_case_id'), 'notification_form', ['case_id'], unique=False)
    op.create_table('notify_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('notified', sa.Boolean(), nullable=False),
    sa.Column('reasons', sa.String(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_notify_decision_case_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notify_decision'))
    )
    op.create_index(op.f('ix_notify_decision_case_id'), 'notify_decision', ['case_id'], unique=False)
    op.create_table('other_partnership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('leads', sa.Boolean(), nullable=False),
    sa.Column('contact', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('invited', sa.Date(), nullable=True),
    sa.Column('answered', sa.Date(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.CheckConstraint('length(name) > 0', name=op.f('ck_other_partnership_name_filled')),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_other_partnership_case_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_other_partnership')),
    sa.UniqueConstraint('case_id', 'name', name='uq_other_partnership_case_id_name'),
    sa.UniqueConstraint('uid', name=op.f('uq_other_partnership_uid'))
    )
    op.create_table('partner_view',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('partner', sa.String(), nullable=False),
    sa.Column('harm', sa.Boolean(), nullable=True),
    sa.Column('abuse_or_neglect', sa.Boolean(), nullable=True),
    sa.Column('by_name', sa.String(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_partner_view_case_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_view'))
    )
    op.create_index(op.f('ix_partner_view_case_id'), 'partner_view', ['case_id'], unique=False)
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('born', sa.Date(), nullable=True),
    sa.Column('expected', sa.Date(), nullable=True),
    sa.Column('died', sa.Date(), nullable=True),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('nhs_number', sa.String(), nullable=False),
    sa.Column('school', sa.String(), nullable=False),
    sa.Column('household', sa.String(), nullable=False),
    sa.CheckConstraint('length(code) > 0', name=op.f('ck_person_code_filled')),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_person_case_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('case_id', 'code', name='uq_person_case_id_code'),
    sa.UniqueConstraint('uid', name=op.f('uq_person_uid'))
    )
    op.create_table('process',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('procedure_id', sa.String(), nullable=False),
    sa.Column('procedure_json', sa.String(), nullable=False),
    sa.Column('procedure_sha256', sa.String(), nullable=False),
    sa.Column('started', sa.Date(), nullable=False),
    sa.Column('ended', sa.Date(), nullable=True),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('follows', sa.Integer(), nullable=True),
    sa.CheckConstraint("kind IN ('rapid-review', 'local-review', 'learning-review', 'national-review')", name=op.f('ck_process_kind')),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_process_case_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['follows'], ['process.id'], name=op.f('fk_process_follows')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_process')),
    sa.UniqueConstraint('case_id', 'kind', 'ordinal', name='uq_process_case_id_kind_ordinal'),
    sa.UniqueConstraint('uid', name=op.f('uq_process_uid'))
    )
    op.create_table('referrer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('job', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_referrer_case_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referrer')),
    sa.UniqueConstraint('case_id', name=op.f('uq_referrer_case_id')),
    sa.UniqueConstraint('uid', name=op.f('uq_referrer_uid'))
    )
    op.create_table('case_date',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('process_id', sa.Integer(), nullable=True),
    sa.Column('event', sa.String(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('at_time', sa.String(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.Column('superseded_by', sa.Integer(), nullable=True),
    sa.CheckConstraint("event IN ('incident', 'death', 'aware', 'received', 'panel-notified', 'panel-request', 'recommended', 'decided', 'submitted', 'panel-reply', 'review-decided', 'report-final', 'publication', 'plan-signed-off', 'referral')", name=op.f('ck_case_date_event')),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_case_date_case_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['process_id'], ['process.id'], name=op.f('fk_case_date_process_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['superseded_by'], ['case_date.id'], name=op.f('fk_case_date_superseded_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_date'))
    )
    op.create_index(op.f('ix_case_date_case_id'), 'case_date', ['case_id'], unique=False)
    op.create_table('child_safety',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('safe', sa.Boolean(), nullable=False),
    sa.Column('checked_by', sa.String(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_child_safety_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_child_safety'))
    )
    op.create_index(op.f('ix_child_safety_person_id'), 'child_safety', ['person_id'], unique=False)
    op.create_table('delay',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('process_id', sa.Integer(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('told_panel', sa.Date(), nullable=True),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['process_id'], ['process.id'], name=op.f('fk_delay_process_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delay'))
    )
    op.create_index(op.f('ix_delay_process_id'), 'delay', ['process_id'], unique=False)
    op.create_table('document',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('process_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('recipient', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('stage', sa.String(), nullable=False),
    sa.Column('path', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('template_sha256', sa.String(), nullable=False),
    sa.Column('snapshot', sa.String(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("stage IN ('draft', 'agreed', 'sent', 'signed')", name=op.f('ck_document_stage')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_document_file_id')),
    sa.ForeignKeyConstraint(['process_id'], ['process.id'], name=op.f('fk_document_process_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document')),
    sa.UniqueConstraint('process_id', 'code', 'recipient', 'number', name='uq_document_process_id_code_recipient_number'),
    sa.UniqueConstraint('uid', name=op.f('uq_document_uid'))
    )
    op.create_table('finding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('process_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['process_id'], ['process.id'], name=op.f('fk_finding_process_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_finding'))
    )
    op.create_index(op.f('ix_finding_process_id'), 'finding', ['process_id'], unique=False)
    op.create_table('meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('process_id', sa.Integer(), nullable=False),
    sa.Column('step_code', sa.String(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('start', sa.String(), nullable=False),
    sa.Column('end', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('chair', sa.String(), nullable=False),
    sa.Column('quorate', sa.Boolean(), nullable=True),
    sa.Column('minutes', sa.String(), nullable=False),
    sa.CheckConstraint("status IN ('set', 'cancelled', 'held')", name=op.f('ck_meeting_status')),
    sa.ForeignKeyConstraint(['process_id'], ['process.id'], name=op.f('fk_meeting_process_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting')),
    sa.UniqueConstraint('uid', name=op.f('uq_meeting_uid'))
    )
    op.create_index(op.f('ix_meeting_process_id'), 'meeting', ['process_id'], unique=False)
    op.create_table('notification',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('panel_reference', sa.String(), nullable=False),
    sa.Column('submitted_by', sa.String(), nullable=False),
    sa.Column('late_because', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=True),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.Column('superseded_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_notification_case_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['stored_file.id'], name=op.f('fk_notification_evidence_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notification_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['superseded_by'], ['notification.id'], name=op.f('fk_notification_superseded_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notification'))
    )
    op.create_index(op.f('ix_notification_case_id'), 'notification', ['case_id'], unique=False)
    op.create_table('notification_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('form_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['form_id'], ['notification_form.id'], name=op.f('fk_notification_answer_form_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notification_answer'))
    )
    op.create_index(op.f('ix_notification_answer_form_id'), 'notification_answer', ['form_id'], unique=False)
    op.create_table('notification_concern',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('form_id', sa.Integer(), nullable=False),
    sa.Column('told', sa.String(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['form_id'], ['notification_form.id'], name=op.f('fk_notification_concern_form_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notification_concern'))
    )
    op.create_index(op.f('ix_notification_concern_form_id'), 'notification_concern', ['form_id'], unique=False)
    op.create_table('notification_point',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('form_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('sentence', sa.String(), nullable=False),
    sa.Column('settles', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['form_id'], ['notification_form.id'], name=op.f('fk_notification_point_form_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notification_point'))
    )
    op.create_index(op.f('ix_notification_point_form_id'), 'notification_point', ['form_id'], unique=False)
    op.create_table('notification_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('form_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.CheckConstraint("status IN ('current', 'inserted', 'deleted', 'moved', 'hidden', 'struck through')", name=op.f('ck_notification_text_status')),
    sa.ForeignKeyConstraint(['form_id'], ['notification_form.id'], name=op.f('fk_notification_text_form_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notification_text'))
    )
    op.create_index(op.f('ix_notification_text_form_id'), 'notification_text', ['form_id'], unique=False)
    op.create_table('panel_reply',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('process_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('acknowledged', sa.Boolean(), nullable=False),
    sa.Column('agrees', sa.Boolean(), nullable=True),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['process_id'], ['process.id'], name=op.f('fk_panel_reply_process_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_reply'))
    )
    op.create_index(op.f('ix_panel_reply_process_id'), 'panel_reply', ['process_id'], unique=False)
    op.create_table('partner_response',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('process_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('partner', sa.String(), nullable=False),
    sa.Column('response', sa.String(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('comment', sa.String(), nullable=False),
    sa.Column('by_name', sa.String(), nullable=False),
    sa.Column('deputy_for', sa.String(), nullable=False),
    sa.Column('signed', sa.Date(), nullable=True),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.CheckConstraint("response IN ('agrees', 'agrees-with-comment', 'does-not-agree')", name=op.f('ck_partner_response_response')),
    sa.ForeignKeyConstraint(['process_id'], ['process.id'], name=op.f('fk_partner_response_process_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_response'))
    )
    op.create_index(op.f('ix_partner_response_process_id'), 'partner_response', ['process_id'], unique=False)
    op.create_table('person_alias',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('alias', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_alias_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_alias'))
    )
    op.create_index(op.f('ix_person_alias_person_id'), 'person_alias', ['person_id'], unique=False)
    op.create_table('person_characteristic',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('characteristic', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.CheckConstraint("characteristic IN ('sex', 'gender', 'ethnicity', 'religion', 'language', 'disability', 'sexual_orientation', 'gender_reassignment', 'marriage', 'pregnancy')", name=op.f('ck_person_characteristic_characteristic')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_characteristic_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_characteristic')),
    sa.UniqueConstraint('person_id', 'characteristic', name='uq_person_characteristic_person_id_characteristic')
    )
    op.create_table('person_role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.CheckConstraint("role IN ('child', 'sibling', 'other-child', 'parent', 'carer', 'significant-adult', 'suspected-perpetrator')", name=op.f('ck_person_role_role')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_role_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_role')),
    sa.UniqueConstraint('person_id', 'role', name='uq_person_role_person_id_role')
    )
    op.create_table('recommendation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('process_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('reasons', sa.String(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('methodology', sa.String(), nullable=False),
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('reviewer', sa.String(), nullable=False),
    sa.Column('learning', sa.String(), nullable=False),
    sa.Column('safety', sa.String(), nullable=False),
    sa.Column('family_contact', sa.String(), nullable=False),
    sa.Column('other_action', sa.String(), nullable=False),
    sa.Column('early_because', sa.String(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['process_id'], ['process.id'], name=op.f('fk_recommendation_process_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recommendation'))
    )
    op.create_index(op.f('ix_recommendation_process_id'), 'recommendation', ['process_id'], unique=False)
    op.create_table('relation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('target_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.CheckConstraint("kind IN ('mother', 'father', 'step-parent', 'partner', 'former-partner', 'spouse', 'sibling', 'half-sibling', 'grandparent', 'carer', 'adoptive-parent', 'foster-carer')", name=op.f('ck_relation_kind')),
    sa.CheckConstraint('source_id <> target_id', name=op.f('ck_relation_two_people')),
    sa.ForeignKeyConstraint(['case_id'], ['case_record.id'], name=op.f('fk_relation_case_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['source_id'], ['person.id'], name=op.f('fk_relation_source_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['target_id'], ['person.id'], name=op.f('fk_relation_target_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_relation'))
    )
    op.create_index(op.f('ix_relation_case_id'), 'relation', ['case_id'], unique=False)
    op.create_table('request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('process_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('form_due', sa.Date(), nullable=True),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.Column('form_file_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("reason IN ('family', 'perpetrator', 'both')", name=op.f('ck_request_reason')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_request_agency_id')),
    sa.ForeignKeyConstraint(['form_file_id'], ['stored_file.id'], name=op.f('fk_request_form_file_id')),
    sa.ForeignKeyConstraint(['process_id'], ['process.id'], name=op.f('fk_request_process_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request')),
    sa.UniqueConstraint('process_id', 'agency_id', 'ordinal', name='uq_request_process_id_agency_id_ordinal'),
    sa.UniqueConstraint('uid', name=op.f('uq_request_uid'))
    )
    op.create_index('ix_request_open_due', 'request', ['due'], unique=False, sqlite_where=sa.text('is_open = 1 AND due IS NOT NULL'))
    op.create_table('scrutiny',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('process_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('by_name', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['process_id'], ['process.id'], name=op.f('fk_scrutiny_process_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scrutiny'))
    )
    op.create_index(op.f('ix_scrutiny_process_id'), 'scrutiny', ['process_id'], unique=False)
    op.create_table('step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('process_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('occurrence', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('definition', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('brings', sa.String(), nullable=False),
    sa.Column('is_limit', sa.Boolean(), nullable=False),
    sa.Column('period', sa.Boolean(), nullable=False),
    sa.Column('not_before', sa.Boolean(), nullable=False),
    sa.Column('from_date', sa.Date(), nullable=True),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('due_time', sa.String(), nullable=False),
    sa.Column('waiting_for', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('approved_by', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('by_hand', sa.Boolean(), nullable=False),
    sa.CheckConstraint("state IN ('open', 'done', 'skipped', 'ended')", name=op.f('ck_step_state')),
    sa.ForeignKeyConstraint(['process_id'], ['process.id'], name=op.f('fk_step_process_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_step')),
    sa.UniqueConstraint('process_id', 'code', 'occurrence', name='uq_step_process_id_code_occurrence'),
    sa.UniqueConstraint('uid', name=op.f('uq_step_uid'))
    )
    op.create_index('ix_step_open_due', 'step', ['due'], unique=False, sqlite_where=sa.text("state = 'open' AND due IS NOT NULL"))
    op.create_index('ix_step_open_waiting', 'step', ['process_id'], unique=False, sqlite_where=sa.text("state = 'open' AND waiting_for <> ''"))
    op.create_table('agency_return',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('process_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('received', sa.Date(), nullable=False),
    sa.Column('nil', sa.Boolean(), nullable=False),
    sa.Column('unread', sa.Boolean(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('form_file_id', sa.Integer(), nullable=True),
    sa.Column('safety_concern', sa.String(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('characters_in_file', sa.Integer(), nullable=False),
    sa.Column('characters_answers', sa.Integer(), nullable=False),
    sa.Column('characters_events', sa.Integer(), nullable=False),
    sa.Column('characters_other', sa.Integer(), nullable=False),
    sa.Column('characters_form', sa.Integer(), nullable=False),
    sa.Column('characters_unplaced', sa.Integer(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_agency_return_agency_id')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_agency_return_file_id')),
    sa.ForeignKeyConstraint(['form_file_id'], ['stored_file.id'], name=op.f('fk_agency_return_form_file_id')),
    sa.ForeignKeyConstraint(['process_id'], ['process.id'], name=op.f('fk_agency_return_process_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=op.f('fk_agency_return_request_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agency_return')),
    sa.UniqueConstraint('process_id', 'agency_id', 'version', name='uq_agency_return_process_id_agency_id_version')
    )
    op.create_table('attendance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.Column('deputy_for', sa.String(), nullable=False),
    sa.Column('interest', sa.String(), nullable=False),
    sa.CheckConstraint("how IN ('invited', 'present', 'apologies', 'deputy')", name=op.f('ck_attendance_how')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_attendance_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance'))
    )
    op.create_index(op.f('ix_attendance_meeting_id'), 'attendance', ['meeting_id'], unique=False)
    op.create_table('criterion_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('recommendation_id', sa.Integer(), nullable=False),
    sa.Column('criterion', sa.String(), nullable=False),
    sa.Column('met', sa.Boolean(), nullable=False),
    sa.Column('reasons', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_criterion_answer_recommendation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criterion_answer'))
    )
    op.create_index(op.f('ix_criterion_answer_recommendation_id'), 'criterion_answer', ['recommendation_id'], unique=False)
    op.create_table('document_date',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_document_date_document_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document_date'))
    )
    op.create_index(op.f('ix_document_date_document_id'), 'document_date', ['document_id'], unique=False)
    op.create_table('document_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("kind IN ('sent', 'bounced', 'filed', 'signed', 'agreed')", name=op.f('ck_document_event_kind')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_document_event_document_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_document_event_file_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document_event'))
    )
    op.create_index(op.f('ix_document_event_document_id'), 'document_event', ['document_id'], unique=False)
    op.create_table('key_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('recommendation_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_key_line_recommendation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_key_line'))
    )
    op.create_index(op.f('ix_key_line_recommendation_id'), 'key_line', ['recommendation_id'], unique=False)
    op.create_table('request_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('route', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("kind IN ('prepared', 'sent', 'bounced', 'confirmed', 'will-return-by', 'extended', 'chased', 'withdrawn', 'returned', 'nil', 'left-message', 'no-answer')", name=op.f('ck_request_event_kind')),
    sa.ForeignKeyConstraint(['evidence_id'], ['stored_file.id'], name=op.f('fk_request_event_evidence_id')),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=op.f('fk_request_event_request_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request_event'))
    )
    op.create_index(op.f('ix_request_event_request_id'), 'request_event', ['request_id'], unique=False)
    op.create_table('placement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('return_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['return_id'], ['agency_return.id'], name=op.f('fk_placement_return_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_placement'))
    )
    op.create_index(op.f('ix_placement_return_id'), 'placement', ['return_id'], unique=False)
    op.create_table('return_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('return_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['return_id'], ['agency_return.id'], name=op.f('fk_return_answer_return_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_return_answer'))
    )
    op.create_index(op.f('ix_return_answer_return_id'), 'return_answer', ['return_id'], unique=False)
    op.create_table('return_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('return_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('date_as_written', sa.String(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=True),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('uncertain', sa.Boolean(), nullable=False),
    sa.Column('time', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('event', sa.String(), nullable=False),
    sa.Column('response', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['return_id'], ['agency_return.id'], name=op.f('fk_return_event_return_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_return_event'))
    )
    op.create_index(op.f('ix_return_event_return_id'), 'return_event', ['return_id'], unique=False)
    op.create_table('return_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('return_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.CheckConstraint("status IN ('current', 'inserted', 'deleted', 'moved', 'hidden', 'struck through')", name=op.f('ck_return_text_status')),
    sa.ForeignKeyConstraint(['return_id'], ['agency_return.id'], name=op.f('fk_return_text_return_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_return_text'))
    )
    op.create_index(op.f('ix_return_text_return_id'), 'return_text', ['return_id'], unique=False)
    op.create_table('safety_concern',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('return_id', sa.Integer(), nullable=False),
    sa.Column('told', sa.String(), nullable=False),
    sa.Column('on_date', sa.Date(), nullable=False),
    sa.Column('recorded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['return_id'], ['agency_return.id'], name=op.f('fk_safety_concern_return_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_safety_concern'))
    )
    op.create_index(op.f('ix_safety_concern_return_id'), 'safety_concern', ['return_id'], unique=False)
