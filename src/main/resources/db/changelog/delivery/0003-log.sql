--liquibase formatted sql

--changeset postmeister:message-attempt-3
ALTER TABLE message_attempt ADD COLUMN of_server boolean DEFAULT FALSE NOT NULL;

--changeset postmeister:delivery-count-2
CREATE INDEX delivery_count_begins_at ON delivery_count (begins_at);
