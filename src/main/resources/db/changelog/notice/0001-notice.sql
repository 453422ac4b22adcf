--liquibase formatted sql

--changeset postmeister:notice-1
CREATE TABLE notice (
  id          bigint       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind        varchar(40)  NOT NULL,
  about       varchar(100) NOT NULL,
  stage       varchar(60)  NOT NULL,
  details     longtext     NOT NULL,
  occurred_at datetime(6)  NOT NULL,
  ended_at    datetime(6),
  state       varchar(20)  NOT NULL,
  mailed_at   datetime(6),
  message     bigint,
  CONSTRAINT notice_unique UNIQUE (kind, about, stage)
) ${table.options};

--changeset postmeister:notice-2
CREATE INDEX notice_state ON notice (state);

--changeset postmeister:notice-switch-1
CREATE TABLE notice_switch (
  kind     varchar(40) NOT NULL PRIMARY KEY,
  enabled  boolean     NOT NULL
) ${table.options};
