--liquibase formatted sql

--changeset postmeister:account-2
ALTER TABLE account ADD COLUMN password_set boolean DEFAULT TRUE NOT NULL;

--changeset postmeister:account-3
CREATE TABLE account_tenant (
  account_id uuid NOT NULL,
  tenant_id  uuid NOT NULL,
  PRIMARY KEY (account_id, tenant_id),
  CONSTRAINT account_tenant_account FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT account_tenant_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ${table.options};

--changeset postmeister:account-4
CREATE INDEX account_role ON account (role);

--changeset postmeister:invitation-1
CREATE TABLE invitation (
  account_id uuid        NOT NULL PRIMARY KEY,
  revision   bigint      NOT NULL,
  token_hash varchar(64) NOT NULL,
  created_at datetime(6) NOT NULL,
  expires_at datetime(6) NOT NULL,
  CONSTRAINT invitation_token_unique UNIQUE (token_hash)
) ${table.options};

--changeset postmeister:api-token-1
CREATE TABLE api_token (
  id           uuid         NOT NULL PRIMARY KEY,
  revision     bigint       NOT NULL,
  name         varchar(200) NOT NULL,
  tenant_id    uuid,
  token_hash   varchar(64)  NOT NULL,
  created_by   varchar(254) NOT NULL,
  created_at   datetime(6)  NOT NULL,
  expires_at   datetime(6),
  last_used_at datetime(6),
  CONSTRAINT api_token_unique UNIQUE (token_hash),
  CONSTRAINT api_token_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ${table.options};
