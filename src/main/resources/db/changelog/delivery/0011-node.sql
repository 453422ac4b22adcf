--liquibase formatted sql

--changeset postmeister:node-1
CREATE TABLE node (
  name       varchar(50)  NOT NULL PRIMARY KEY,
  version    varchar(100) NOT NULL,
  started_at datetime(6)  NOT NULL,
  seen_at    datetime(6)  NOT NULL
) ${table.options};
