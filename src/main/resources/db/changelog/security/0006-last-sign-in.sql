--liquibase formatted sql

--changeset postmeister:last-sign-in-1
ALTER TABLE account ADD COLUMN last_sign_in_at datetime(6);
