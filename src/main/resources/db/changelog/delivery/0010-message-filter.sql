--liquibase formatted sql

--changeset postmeister:message-filter-1
CREATE TABLE message_filter (
  account_id uuid          NOT NULL,
  name       varchar(200)  NOT NULL,
  query      varchar(4000) NOT NULL,
  PRIMARY KEY (account_id, name)
) ${table.options};
