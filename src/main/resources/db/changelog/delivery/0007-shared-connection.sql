--liquibase formatted sql

--changeset postmeister:shared-connection-1
CREATE TABLE shared_connection (
  login   varchar(64)  NOT NULL,
  slot    int          NOT NULL,
  owner   varchar(100) NOT NULL,
  node    varchar(50)  NOT NULL,
  seen_at datetime(6)  NOT NULL,
  PRIMARY KEY (login, slot)
) ${table.options};
