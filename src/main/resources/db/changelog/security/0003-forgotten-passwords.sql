--liquibase formatted sql

--changeset postmeister:account-5
ALTER TABLE account ADD COLUMN language varchar(10);

--changeset postmeister:console-address-1
CREATE TABLE console_address (
  id      int          NOT NULL PRIMARY KEY,
  address varchar(500) NOT NULL
) ${table.options};
