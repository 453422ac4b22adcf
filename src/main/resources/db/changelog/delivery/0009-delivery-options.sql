--liquibase formatted sql

--changeset postmeister:message-priority-1
ALTER TABLE message ADD COLUMN priority int DEFAULT 1 NOT NULL;

--changeset postmeister:message-priority-2
CREATE INDEX message_due ON message (lane, owner, priority, due_at);

--changeset postmeister:message-priority-3
DROP INDEX message_waiting ON message;

--changeset postmeister:message-expires-1
ALTER TABLE message ADD COLUMN expires_at datetime(6);

--changeset postmeister:message-expires-2
CREATE INDEX message_expires ON message (lane, expires_at);
