--liquibase formatted sql

--changeset postmeister:message-search-1
CREATE TABLE message_search (
  message bigint       NOT NULL PRIMARY KEY,
  owner   varchar(100) NOT NULL,
  text    ${searched.type} NOT NULL
) ${table.options};

--changeset postmeister:message-search-2
INSERT INTO message_search (message, owner, text) SELECT id, owner, search_text FROM message;

--changeset postmeister:message-search-3
ALTER TABLE message DROP COLUMN search_text;

--changeset postmeister:message-recipient-1
CREATE TABLE message_recipient (
  address_hash bigint NOT NULL,
  message      bigint NOT NULL,
  PRIMARY KEY (address_hash, message)
) ${table.options};

--changeset postmeister:message-recipient-2
CREATE INDEX message_recipient_message ON message_recipient (message);
