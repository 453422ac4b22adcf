--liquibase formatted sql

--changeset postmeister:mail-server-5
ALTER TABLE mail_server ADD COLUMN cloud varchar(20);
ALTER TABLE mail_server ADD COLUMN client_secret_expires_on date;
