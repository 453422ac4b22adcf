--liquibase formatted sql

-- In which trace a message is delivered (W3C Trace Context); null for most.
--changeset postmeister:message-traceparent-1
ALTER TABLE message ADD COLUMN traceparent varchar(55);
