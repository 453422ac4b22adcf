--liquibase formatted sql

--changeset postmeister:token-expiry-1
CREATE INDEX api_token_expiry ON api_token (expires_at);
