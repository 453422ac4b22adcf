--liquibase formatted sql

--changeset postmeister:mail-server-limits-1
ALTER TABLE mail_server ADD COLUMN max_connections int;

--changeset postmeister:mail-server-limits-2
ALTER TABLE mail_server ADD COLUMN max_per_minute int;

--changeset postmeister:mail-server-limits-3
ALTER TABLE mail_server ADD COLUMN max_per_hour int;

--changeset postmeister:mail-server-limits-4
ALTER TABLE mail_server ADD COLUMN max_per_day int;
