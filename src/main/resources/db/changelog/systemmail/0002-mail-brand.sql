--liquibase formatted sql

--changeset postmeister:mail-brand-1
CREATE TABLE mail_brand (
  owner       varchar(100) NOT NULL PRIMARY KEY,
  color       varchar(7),
  logo        longblob,
  logo_format varchar(10),
  logo_width  int,
  logo_height int,
  changed_at  datetime(6)  NOT NULL,
  revision    bigint       NOT NULL
) ${table.options};
