--liquibase formatted sql

--changeset postmeister:tenant-1
CREATE TABLE tenant (
  id           uuid         NOT NULL PRIMARY KEY,
  revision     bigint       NOT NULL,
  name_key     varchar(63)  NOT NULL,
  name         varchar(63)  NOT NULL,
  display_name varchar(200),
  description  varchar(1000),
  language     varchar(10)  NOT NULL,
  active       boolean      NOT NULL,
  created_at   datetime(6)  NOT NULL,
  changed_at   datetime(6)  NOT NULL,
  CONSTRAINT tenant_name_unique UNIQUE (name_key)
) ${table.options};
