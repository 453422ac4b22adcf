--liquibase formatted sql

--changeset postmeister:platform-1
CREATE TABLE platform (
  id                  integer      NOT NULL PRIMARY KEY,
  revision            bigint       NOT NULL,
  platform_version    varchar(20)  NOT NULL,
  license_holder      varchar(200),
  license_id          varchar(200),
  license_edition     varchar(200),
  license_valid_until date,
  license_max_tenants integer,
  changed_at          datetime(6)  NOT NULL
) ${table.options};

--changeset postmeister:platform-2
INSERT INTO platform (id, revision, platform_version, changed_at) VALUES (1, 1, '7.4.0', '1970-01-01 00:00:00');
