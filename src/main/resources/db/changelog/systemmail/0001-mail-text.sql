--liquibase formatted sql

--changeset postmeister:mail-text-1
CREATE TABLE mail_text (
  owner      varchar(100)  NOT NULL,
  kind       varchar(40)   NOT NULL,
  language   varchar(10)   NOT NULL,
  subject    varchar(200)  NOT NULL,
  body       longtext      NOT NULL,
  changed_at datetime(6)   NOT NULL,
  revision   bigint        NOT NULL,
  PRIMARY KEY (owner, kind, language)
) ${table.options};
