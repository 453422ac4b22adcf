--liquibase formatted sql

--changeset postmeister:invitation-2
ALTER TABLE invitation ADD COLUMN credentials_version int;

--changeset postmeister:invitation-3
UPDATE invitation SET credentials_version =
  (SELECT a.credentials_version FROM account a WHERE a.id = invitation.account_id);

--changeset postmeister:api-token-2
ALTER TABLE api_token ADD COLUMN scopes varchar(200) DEFAULT 'messages:send messages:read admin' NOT NULL;

--changeset postmeister:api-token-3
ALTER TABLE api_token ADD COLUMN networks varchar(1000);
