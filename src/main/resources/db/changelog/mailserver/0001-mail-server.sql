--liquibase formatted sql

--changeset postmeister:mail-server-1
CREATE TABLE mail_server (
  owner               varchar(100) NOT NULL PRIMARY KEY,
  revision            bigint       NOT NULL,
  enabled             boolean      NOT NULL,
  host                varchar(253),
  port                integer,
  encryption          varchar(20),
  sender_address      varchar(254),
  sender_name         varchar(100),
  utf8_headers        boolean      NOT NULL,
  authentication_mode varchar(30)  NOT NULL,
  username            varchar(255),
  directory_id        varchar(253),
  application_id      varchar(36),
  changed_at          datetime(6)  NOT NULL
) ${table.options};

--changeset postmeister:mail-server-2
INSERT INTO mail_server (owner, revision, enabled, port, encryption, utf8_headers, authentication_mode, changed_at)
VALUES ('system', 1, false, 25, 'NONE', false, 'NONE', '1970-01-01 00:00:00');
