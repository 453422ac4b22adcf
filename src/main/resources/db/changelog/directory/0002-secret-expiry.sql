--liquibase formatted sql

--changeset postmeister:tenant-overview-3
ALTER TABLE tenant_overview ADD COLUMN secret_expires_on date;

--changeset postmeister:tenant-overview-4
CREATE INDEX tenant_overview_expiry ON tenant_overview (secret_expires_on, name_key);
