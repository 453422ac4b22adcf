--liquibase formatted sql

--changeset postmeister:mail-server-senders-1
ALTER TABLE mail_server ADD COLUMN allowed_senders longtext;

--changeset postmeister:mail-server-senders-2
ALTER TABLE mail_server ADD COLUMN sender_policy varchar(10);

--changeset postmeister:mail-policy-senders-1
ALTER TABLE mail_policy ADD COLUMN allowed_senders longtext;
