--liquibase formatted sql

--changeset postmeister:tenant-overview-1
CREATE TABLE tenant_overview (
  tenant_id              uuid         NOT NULL PRIMARY KEY,
  name                   varchar(63)  NOT NULL,
  name_key               varchar(63)  NOT NULL,
  display_name           varchar(200),
  display_key            varchar(200),
  active                 boolean      NOT NULL,
  route                  varchar(30)  NOT NULL,
  route_without_policies varchar(30)  NOT NULL,
  authentication_mode    varchar(30),
  sender                 varchar(254),
  sender_key             ${searched.type},
  last_test_at           datetime(6),
  last_test_step         varchar(20),
  last_test_code         varchar(60),
  system_server_allowed  boolean      NOT NULL,
  own_server_allowed     boolean      NOT NULL,
  support_address        varchar(254),
  support_key            ${searched.type},
  search_text            ${searched.type} NOT NULL,
  CONSTRAINT tenant_overview_name UNIQUE (name_key)
) ${table.options};

--changeset postmeister:tenant-overview-2
CREATE INDEX tenant_overview_display ON tenant_overview (display_key, name_key);
CREATE INDEX tenant_overview_active ON tenant_overview (active, name_key);
CREATE INDEX tenant_overview_route ON tenant_overview (route, name_key);
CREATE INDEX tenant_overview_route_2 ON tenant_overview (route_without_policies, name_key);
CREATE INDEX tenant_overview_mode ON tenant_overview (authentication_mode, name_key);
CREATE INDEX tenant_overview_sender ON tenant_overview (sender, name_key);
CREATE INDEX tenant_overview_tested ON tenant_overview (last_test_at, name_key);
CREATE INDEX tenant_overview_system ON tenant_overview (system_server_allowed, name_key);
CREATE INDEX tenant_overview_own ON tenant_overview (own_server_allowed, name_key);
CREATE INDEX tenant_overview_support ON tenant_overview (support_address, name_key);
