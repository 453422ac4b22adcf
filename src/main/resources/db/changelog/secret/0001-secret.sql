--liquibase formatted sql

--changeset postmeister:secret-1
CREATE TABLE secret (
  owner      varchar(100)   NOT NULL,
  field      varchar(50)    NOT NULL,
  ciphertext varchar(8000)  NOT NULL,
  changed_at datetime(6)    NOT NULL,
  PRIMARY KEY (owner, field)
) ${table.options};
