--liquibase formatted sql

--changeset postmeister:mail-server-options-1
ALTER TABLE mail_server ADD COLUMN greeting_name varchar(253);

--changeset postmeister:mail-server-options-2
ALTER TABLE mail_server ADD COLUMN reply_to varchar(254);

--changeset postmeister:mail-server-options-3
ALTER TABLE mail_server ADD COLUMN envelope_sender varchar(254);

--changeset postmeister:mail-server-options-4
ALTER TABLE mail_server ADD COLUMN trusted_certificates longtext;

--changeset postmeister:mail-server-options-5
ALTER TABLE mail_server ADD COLUMN connect_seconds int;

--changeset postmeister:mail-server-options-6
ALTER TABLE mail_server ADD COLUMN answer_seconds int;

--changeset postmeister:mail-server-options-7
ALTER TABLE mail_server ADD COLUMN message_seconds int;

--changeset postmeister:mail-server-certificate-1
ALTER TABLE mail_server ADD COLUMN client_certificate longtext;
