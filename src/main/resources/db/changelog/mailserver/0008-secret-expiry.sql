--liquibase formatted sql

--changeset postmeister:mail-server-expiry-1
CREATE INDEX mail_server_expiry ON mail_server (client_secret_expires_on, owner);
