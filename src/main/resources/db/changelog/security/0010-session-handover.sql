--liquibase formatted sql

--changeset postmeister:account-session-2
ALTER TABLE account_session ADD COLUMN token_hash varchar(64);

--changeset postmeister:account-session-3
ALTER TABLE account_session ADD COLUMN credentials_version bigint;

--changeset postmeister:account-session-4
CREATE UNIQUE INDEX account_session_token ON account_session (token_hash);
