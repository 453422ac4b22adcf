--liquibase formatted sql

-- What becomes of a message whose sender is not allowed any more; null for refusing it.
--changeset postmeister:message-sender-policy-1
ALTER TABLE message ADD COLUMN sender_policy varchar(20);
