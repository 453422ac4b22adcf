--liquibase formatted sql

--changeset postmeister:audit-subject-1
CREATE INDEX audit_entry_subject ON audit_entry (subject, id);
