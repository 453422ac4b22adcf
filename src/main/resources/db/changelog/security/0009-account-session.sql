--liquibase formatted sql

--changeset postmeister:account-session-1
CREATE TABLE account_session (
  id           uuid         NOT NULL PRIMARY KEY,
  account_id   uuid         NOT NULL,
  user_agent   varchar(300) NOT NULL,
  address      varchar(64)  NOT NULL,
  started_at   datetime(6)  NOT NULL,
  last_used_at datetime(6)  NOT NULL,
  CONSTRAINT account_session_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ${table.options};
CREATE INDEX account_session_last_used ON account_session (last_used_at);
