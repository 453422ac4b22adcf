--liquibase formatted sql

--changeset postmeister:test-history-1
CREATE TABLE test_history (
  id    bigint       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  owner varchar(100) NOT NULL,
  at    datetime(6)  NOT NULL,
  step  varchar(30),
  code  varchar(100)
) ${table.options};

--changeset postmeister:test-history-2
CREATE INDEX test_history_owner ON test_history (owner, id);
