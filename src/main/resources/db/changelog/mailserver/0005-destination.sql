--liquibase formatted sql

--changeset postmeister:mail-server-destination-1
ALTER TABLE mail_server ADD COLUMN destination_set_by varchar(20) DEFAULT 'CONSOLE' NOT NULL;

--changeset postmeister:mail-server-destination-2
ALTER TABLE mail_server ADD COLUMN destination_set_at datetime(6);
