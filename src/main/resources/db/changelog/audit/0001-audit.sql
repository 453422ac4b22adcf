--liquibase formatted sql

--changeset postmeister:audit-1
CREATE TABLE audit_entry (
  id        bigint       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at        datetime(6)  NOT NULL,
  actor     varchar(254) NOT NULL,
  address   varchar(64),
  door      varchar(20)  NOT NULL,
  action    varchar(40)  NOT NULL,
  subject   varchar(254) NOT NULL,
  tenant    varchar(63),
  changes   longtext     NOT NULL
) ${table.options};

--changeset postmeister:audit-2
CREATE INDEX audit_entry_at ON audit_entry (at);

--changeset postmeister:audit-3
CREATE INDEX audit_entry_tenant ON audit_entry (tenant, id);

--changeset postmeister:audit-4
CREATE INDEX audit_entry_actor ON audit_entry (actor, id);

--changeset postmeister:audit-5
CREATE INDEX audit_entry_action ON audit_entry (action, id);
