--liquibase formatted sql

--changeset postmeister:message-10
CREATE INDEX message_message_id ON message (message_id);
