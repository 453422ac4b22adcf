--liquibase formatted sql

--changeset postmeister:mail-server-3
ALTER TABLE mail_server ADD COLUMN secret_stored boolean DEFAULT FALSE NOT NULL;

--changeset postmeister:mail-server-4
UPDATE mail_server SET secret_stored = TRUE
WHERE EXISTS (SELECT 1 FROM secret WHERE secret.owner = CONCAT('mail-server/', mail_server.owner));

--changeset postmeister:mail-policy-1
CREATE TABLE mail_policy (
  tenant_id             uuid        NOT NULL PRIMARY KEY,
  revision              bigint      NOT NULL,
  system_server_allowed boolean     NOT NULL,
  own_server_allowed    boolean     NOT NULL,
  changed_at            datetime(6) NOT NULL
) ${table.options};

--changeset postmeister:tenant-support-1
CREATE TABLE tenant_support (
  tenant_id  uuid         NOT NULL PRIMARY KEY,
  revision   bigint       NOT NULL,
  address    varchar(254),
  changed_at datetime(6)  NOT NULL
) ${table.options};

--changeset postmeister:test-outcome-1
CREATE TABLE test_outcome (
  owner     varchar(100) NOT NULL PRIMARY KEY,
  revision  bigint       NOT NULL,
  at        datetime(6)  NOT NULL,
  step      varchar(20),
  code      varchar(60)
) ${table.options};
