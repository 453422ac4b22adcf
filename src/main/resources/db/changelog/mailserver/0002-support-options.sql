--liquibase formatted sql

--changeset postmeister:support-options-1
CREATE TABLE support_options (
  id                        integer      NOT NULL PRIMARY KEY,
  revision                  bigint       NOT NULL,
  address                   varchar(254),
  tenant_address_allowed    boolean      NOT NULL,
  attach_system_information boolean      NOT NULL,
  changed_at                datetime(6)  NOT NULL
) ${table.options};

--changeset postmeister:support-options-2
INSERT INTO support_options (id, revision, tenant_address_allowed, attach_system_information, changed_at)
VALUES (1, 1, false, false, '1970-01-01 00:00:00');
