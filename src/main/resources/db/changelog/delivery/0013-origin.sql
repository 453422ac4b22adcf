--liquibase formatted sql

--changeset postmeister:message-origin-1
ALTER TABLE message ADD COLUMN via varchar(20);

--changeset postmeister:message-origin-2
ALTER TABLE message ADD COLUMN client varchar(60);

--changeset postmeister:message-dsn-1
ALTER TABLE message ADD COLUMN dsn longtext;
