--liquibase formatted sql

--changeset postmeister:message-uncertain-1
ALTER TABLE message ADD COLUMN uncertain int DEFAULT 0 NOT NULL;

--changeset postmeister:message-uncertain-2
ALTER TABLE message ADD COLUMN at_most_once boolean DEFAULT FALSE NOT NULL;

--changeset postmeister:message-uncertain-3
ALTER TABLE message_attempt ADD COLUMN uncertain boolean DEFAULT FALSE NOT NULL;

--changeset postmeister:delivery-count-3
ALTER TABLE delivery_count ADD COLUMN uncertain bigint DEFAULT 0 NOT NULL;

--changeset postmeister:message-uncertain-4
ALTER TABLE message ADD COLUMN handing_over boolean DEFAULT FALSE NOT NULL;
