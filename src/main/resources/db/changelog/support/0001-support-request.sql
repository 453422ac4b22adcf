--liquibase formatted sql

--changeset postmeister:support-request-1
CREATE TABLE support_request (
  id         bigint       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  owner      varchar(100) NOT NULL,
  account_id uuid         NOT NULL,
  message    bigint,
  sent_to    varchar(320) NOT NULL,
  subject    varchar(200) NOT NULL,
  created_at datetime(6)  NOT NULL
) ${table.options};

--changeset postmeister:support-request-2
CREATE INDEX support_request_account ON support_request (account_id, id);
