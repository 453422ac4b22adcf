--liquibase formatted sql

--changeset postmeister:profile-1
ALTER TABLE account ADD COLUMN email varchar(254);
ALTER TABLE account ADD COLUMN time_zone varchar(64);
ALTER TABLE account ADD COLUMN browser_time_zone varchar(64);
