--liquibase formatted sql

--changeset postmeister:schema-generation-1
CREATE TABLE schema_generation (readable_from int NOT NULL) ${table.options};
INSERT INTO schema_generation (readable_from) VALUES (1);
