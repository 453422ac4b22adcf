--liquibase formatted sql

--changeset postmeister:message-9
ALTER TABLE message ADD COLUMN confidential boolean DEFAULT FALSE NOT NULL;
