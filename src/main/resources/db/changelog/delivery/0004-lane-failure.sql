--liquibase formatted sql

--changeset postmeister:lane-failure-1
CREATE TABLE lane_failure (
  owner    varchar(100) NOT NULL PRIMARY KEY,
  since    datetime(6)  NOT NULL,
  failures int          NOT NULL,
  what     varchar(500) NOT NULL
) ${table.options};
