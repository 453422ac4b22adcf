--liquibase formatted sql

--changeset postmeister:server-limit-1
CREATE TABLE server_limit (
  owner                  varchar(100) NOT NULL PRIMARY KEY,
  connections            int,
  messages_per_connection int,
  messages_per_minute    int,
  learnt_at              datetime(6),
  reply                  longtext
) ${table.options};

--changeset postmeister:server-stuck-1
CREATE TABLE server_stuck (
  owner       varchar(100) NOT NULL PRIMARY KEY,
  since       datetime(6)  NOT NULL,
  seen_at     datetime(6)  NOT NULL,
  connections int          NOT NULL
) ${table.options};

--changeset postmeister:message-cancel-1
ALTER TABLE message ADD COLUMN cancel_requested boolean DEFAULT FALSE NOT NULL;
