--liquibase formatted sql

--changeset postmeister:account-1
CREATE TABLE account (
  id                   uuid         NOT NULL PRIMARY KEY,
  revision             bigint       NOT NULL,
  login_key            varchar(254) NOT NULL,
  login                varchar(254) NOT NULL,
  name                 varchar(200) NOT NULL,
  role                 varchar(20)  NOT NULL,
  active               boolean      NOT NULL,
  password_hash        varchar(200) NOT NULL,
  must_change_password boolean      NOT NULL,
  credentials_version  integer      NOT NULL,
  created_at           datetime(6)  NOT NULL,
  password_changed_at  datetime(6)  NOT NULL,
  CONSTRAINT account_login_unique UNIQUE (login_key)
) ${table.options};
