--liquibase formatted sql

--changeset postmeister:last-stored-1
CREATE TABLE last_stored (stored_at datetime(6) NOT NULL) ${table.options};
INSERT INTO last_stored (stored_at) VALUES ('1970-01-01 00:00:00');
