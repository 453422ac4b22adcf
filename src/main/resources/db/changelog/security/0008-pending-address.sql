--liquibase formatted sql

--changeset postmeister:pending-address-1
CREATE TABLE pending_address (
  account_id          uuid         NOT NULL PRIMARY KEY,
  email               varchar(254) NOT NULL,
  token_hash          varchar(64)  NOT NULL,
  credentials_version integer      NOT NULL,
  expires_at          datetime(6)  NOT NULL,
  CONSTRAINT pending_address_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ${table.options};
