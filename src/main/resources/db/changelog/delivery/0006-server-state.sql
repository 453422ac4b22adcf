--liquibase formatted sql

--changeset postmeister:server-state-1
ALTER TABLE server_limit ADD COLUMN taken_at datetime(6);
ALTER TABLE server_limit ADD COLUMN pipelining boolean;
ALTER TABLE server_limit ADD COLUMN pipelining_at datetime(6);
