-- H2 2.4.240; 
;              
CREATE USER IF NOT EXISTS "SA" SALT 'db30e65b45f2b616' HASH 'e58b11b486e2fe197408780fbc806e3bfd307d78d63fb627c9af125fd42cb5da' ADMIN;          
DROP TABLE IF EXISTS "PUBLIC"."DATABASECHANGELOG" CASCADE;     
DROP TABLE IF EXISTS "PUBLIC"."DATABASECHANGELOGLOCK" CASCADE; 
DROP TABLE IF EXISTS "PUBLIC"."PLATFORM" CASCADE;              
DROP TABLE IF EXISTS "PUBLIC"."SECRET" CASCADE;
DROP TABLE IF EXISTS "PUBLIC"."ACCOUNT_TENANT" CASCADE;        
DROP TABLE IF EXISTS "PUBLIC"."CONSOLE_ADDRESS" CASCADE;       
DROP TABLE IF EXISTS "PUBLIC"."MESSAGE_RECIPIENT" CASCADE;     
DROP TABLE IF EXISTS "PUBLIC"."SUPPORT_OPTIONS" CASCADE;       
DROP TABLE IF EXISTS "PUBLIC"."TENANT" CASCADE;
DROP TABLE IF EXISTS "PUBLIC"."SERVER_LIMIT" CASCADE;          
DROP TABLE IF EXISTS "PUBLIC"."MAIL_SERVER" CASCADE;           
DROP TABLE IF EXISTS "PUBLIC"."SHARED_CONNECTION" CASCADE;     
DROP TABLE IF EXISTS "PUBLIC"."API_TOKEN" CASCADE;             
DROP TABLE IF EXISTS "PUBLIC"."MESSAGE_ATTEMPT" CASCADE;       
DROP TABLE IF EXISTS "PUBLIC"."SERVER_STUCK" CASCADE;          
DROP TABLE IF EXISTS "PUBLIC"."TENANT_SUPPORT" CASCADE;        
DROP TABLE IF EXISTS "PUBLIC"."TEST_OUTCOME" CASCADE;          
DROP TABLE IF EXISTS "PUBLIC"."AUDIT_ENTRY" CASCADE;           
DROP TABLE IF EXISTS "PUBLIC"."DELIVERY_COUNT" CASCADE;        
DROP TABLE IF EXISTS "PUBLIC"."MAIL_POLICY" CASCADE;           
DROP TABLE IF EXISTS "PUBLIC"."MAIL_TEXT" CASCADE;             
DROP TABLE IF EXISTS "PUBLIC"."SUPPORT_REQUEST" CASCADE;       
DROP TABLE IF EXISTS "PUBLIC"."MESSAGE_BODY" CASCADE;          
DROP TABLE IF EXISTS "PUBLIC"."TENANT_OVERVIEW" CASCADE;       
DROP TABLE IF EXISTS "PUBLIC"."NOTICE" CASCADE;
DROP TABLE IF EXISTS "PUBLIC"."SERVER_HEALTH" CASCADE;         
DROP TABLE IF EXISTS "PUBLIC"."SENDING_ALLOWANCE" CASCADE;     
DROP TABLE IF EXISTS "PUBLIC"."SCHEDULED_TASKS" CASCADE;       
DROP TABLE IF EXISTS "PUBLIC"."MESSAGE_FILTER" CASCADE;        
DROP TABLE IF EXISTS "PUBLIC"."NODE" CASCADE;  
DROP TABLE IF EXISTS "PUBLIC"."ACCOUNT" CASCADE;               
DROP TABLE IF EXISTS "PUBLIC"."SCHEMA_GENERATION" CASCADE;     
DROP TABLE IF EXISTS "PUBLIC"."NOTICE_SWITCH" CASCADE;         
DROP TABLE IF EXISTS "PUBLIC"."LANE_FAILURE" CASCADE;          
DROP TABLE IF EXISTS "PUBLIC"."INVITATION" CASCADE;            
DROP TABLE IF EXISTS "PUBLIC"."LAST_STORED" CASCADE;           
DROP TABLE IF EXISTS "PUBLIC"."PENDING_ADDRESS" CASCADE;       
DROP TABLE IF EXISTS "PUBLIC"."ACCOUNT_SESSION" CASCADE;       
DROP TABLE IF EXISTS "PUBLIC"."MAIL_BRAND" CASCADE;            
DROP TABLE IF EXISTS "PUBLIC"."TEST_HISTORY" CASCADE;          
DROP TABLE IF EXISTS "PUBLIC"."MESSAGE_SEARCH" CASCADE;        
DROP TABLE IF EXISTS "PUBLIC"."MESSAGE" CASCADE;               
CREATE CACHED TABLE "PUBLIC"."DATABASECHANGELOG"(
    "ID" CHARACTER VARYING(255) NOT NULL,
    "AUTHOR" CHARACTER VARYING(255) NOT NULL,
    "FILENAME" CHARACTER VARYING(255) NOT NULL,
    "DATEEXECUTED" TIMESTAMP NOT NULL,
    "ORDEREXECUTED" INTEGER NOT NULL,
    "EXECTYPE" CHARACTER VARYING(10) NOT NULL,
    "MD5SUM" CHARACTER VARYING(35),
    "DESCRIPTION" CHARACTER VARYING(255),
    "COMMENTS" CHARACTER VARYING(255),
    "TAG" CHARACTER VARYING(255),
    "LIQUIBASE" CHARACTER VARYING(20),
    "CONTEXTS" CHARACTER VARYING(255),
    "LABELS" CHARACTER VARYING(255),
    "DEPLOYMENT_ID" CHARACTER VARYING(10)
);   
-- 124 +/- SELECT COUNT(*) FROM PUBLIC.DATABASECHANGELOG;      
INSERT INTO "PUBLIC"."DATABASECHANGELOG" VALUES
('platform-1', 'postmeister', 'db/changelog/platform/0001-platform.sql', TIMESTAMP '2026-11-30 17:05:40.715445', 1, 'EXECUTED', '9:a38c35b2b81e84b0111ef73d63477f61', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('platform-2', 'postmeister', 'db/changelog/platform/0001-platform.sql', TIMESTAMP '2026-11-30 17:05:40.739129', 2, 'EXECUTED', '9:f24735209336027722781e6b7659d383', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('secret-1', 'postmeister', 'db/changelog/secret/0001-secret.sql', TIMESTAMP '2026-11-30 17:05:40.762531', 3, 'EXECUTED', '9:d8bb725ad091efc53b92c1d8ac5e78ea', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('account-1', 'postmeister', 'db/changelog/security/0001-account.sql', TIMESTAMP '2026-11-30 17:05:40.785796', 4, 'EXECUTED', '9:7425f69d676748fbb0ce92b22cc6acde', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-1', 'postmeister', 'db/changelog/mailserver/0001-mail-server.sql', TIMESTAMP '2026-11-30 17:05:40.810072', 5, 'EXECUTED', '9:d16988049ee4cac75f7c74735e548285', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-2', 'postmeister', 'db/changelog/mailserver/0001-mail-server.sql', TIMESTAMP '2026-11-30 17:05:40.830475', 6, 'EXECUTED', '9:fcac8f1c9706c336dbd3ca8ef1e72cb5', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('support-options-1', 'postmeister', 'db/changelog/mailserver/0002-support-options.sql', TIMESTAMP '2026-11-30 17:05:40.849641', 7, 'EXECUTED', '9:24ea253a7b037bb8a6d81547d47e9c76', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('support-options-2', 'postmeister', 'db/changelog/mailserver/0002-support-options.sql', TIMESTAMP '2026-11-30 17:05:40.873629', 8, 'EXECUTED', '9:e69c7c299b9385e22d19f54671be8cfc', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('tenant-1', 'postmeister', 'db/changelog/tenant/0001-tenant.sql', TIMESTAMP '2026-11-30 17:05:40.905721', 9, 'EXECUTED', '9:227521fa50983d411d12687650aa9fe2', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('account-2', 'postmeister', 'db/changelog/security/0002-administrators-and-tokens.sql', TIMESTAMP '2026-11-30 17:05:40.920655', 10, 'EXECUTED', '9:83953379e662c3b2222e1b1d6f69fa9c', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('account-3', 'postmeister', 'db/changelog/security/0002-administrators-and-tokens.sql', TIMESTAMP '2026-11-30 17:05:40.931939', 11, 'EXECUTED', '9:80ae827e78de129f204e6ac5a784add8', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('account-4', 'postmeister', 'db/changelog/security/0002-administrators-and-tokens.sql', TIMESTAMP '2026-11-30 17:05:40.936367', 12, 'EXECUTED', '9:2ab6918a022ca96c97396d9feba473c0', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('invitation-1', 'postmeister', 'db/changelog/security/0002-administrators-and-tokens.sql', TIMESTAMP '2026-11-30 17:05:40.941562', 13, 'EXECUTED', '9:219b202f533844b6cd7cbd460323854b', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('api-token-1', 'postmeister', 'db/changelog/security/0002-administrators-and-tokens.sql', TIMESTAMP '2026-11-30 17:05:40.948145', 14, 'EXECUTED', '9:e1b95e6132663a5f70977f1e096392ce', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-3', 'postmeister', 'db/changelog/mailserver/0003-tenant-mail.sql', TIMESTAMP '2026-11-30 17:05:40.957388', 15, 'EXECUTED', '9:661000417c823687f8cdc18b8c9151f4', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-4', 'postmeister', 'db/changelog/mailserver/0003-tenant-mail.sql', TIMESTAMP '2026-11-30 17:05:40.96233', 16, 'EXECUTED', '9:f543257136de40cceba2261043fc7e5c', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-policy-1', 'postmeister', 'db/changelog/mailserver/0003-tenant-mail.sql', TIMESTAMP '2026-11-30 17:05:40.984007', 17, 'EXECUTED', '9:dd8527eb28ed1f60c9ad33373beec171', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('tenant-support-1', 'postmeister', 'db/changelog/mailserver/0003-tenant-mail.sql', TIMESTAMP '2026-11-30 17:05:40.989058', 18, 'EXECUTED', '9:aa5520fa608b3f0b58161c33ac9b0ad4', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623');      
INSERT INTO "PUBLIC"."DATABASECHANGELOG" VALUES
('test-outcome-1', 'postmeister', 'db/changelog/mailserver/0003-tenant-mail.sql', TIMESTAMP '2026-11-30 17:05:40.993595', 19, 'EXECUTED', '9:979a382a5694976c912fc14eaa926204', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('audit-1', 'postmeister', 'db/changelog/audit/0001-audit.sql', TIMESTAMP '2026-11-30 17:05:41.000032', 20, 'EXECUTED', '9:badf815006b0fc672a61b887a8d6125c', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('audit-2', 'postmeister', 'db/changelog/audit/0001-audit.sql', TIMESTAMP '2026-11-30 17:05:41.003972', 21, 'EXECUTED', '9:5b66e089e0b2728919ecb19e360b20b8', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('audit-3', 'postmeister', 'db/changelog/audit/0001-audit.sql', TIMESTAMP '2026-11-30 17:05:41.007926', 22, 'EXECUTED', '9:f30cc6a0ff9c1b3b71ba4691a7cc3ced', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('audit-4', 'postmeister', 'db/changelog/audit/0001-audit.sql', TIMESTAMP '2026-11-30 17:05:41.011591', 23, 'EXECUTED', '9:c60acccffe12d505e62c79a241e93b58', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('audit-5', 'postmeister', 'db/changelog/audit/0001-audit.sql', TIMESTAMP '2026-11-30 17:05:41.015123', 24, 'EXECUTED', '9:19d1b0d42eedab02fb9d2c6a2e285afb', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('tenant-overview-1', 'postmeister', 'db/changelog/directory/0001-tenant-overview.sql', TIMESTAMP '2026-11-30 17:05:41.019996', 25, 'EXECUTED', '9:5e20f918d229f196af59c8c695efcaf5', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('tenant-overview-2', 'postmeister', 'db/changelog/directory/0001-tenant-overview.sql', TIMESTAMP '2026-11-30 17:05:41.029772', 26, 'EXECUTED', '9:f9e3793a3011ea758d7871153f9ebc86', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-5', 'postmeister', 'db/changelog/mailserver/0004-app-registration.sql', TIMESTAMP '2026-11-30 17:05:41.039572', 27, 'EXECUTED', '9:4af36c2c84baf9c6ab4bbdcc05a5eed4', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('tenant-overview-3', 'postmeister', 'db/changelog/directory/0002-secret-expiry.sql', TIMESTAMP '2026-11-30 17:05:41.052508', 28, 'EXECUTED', '9:e5efbea797e9be467119b1f7bf962d93', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('tenant-overview-4', 'postmeister', 'db/changelog/directory/0002-secret-expiry.sql', TIMESTAMP '2026-11-30 17:05:41.05663', 29, 'EXECUTED', '9:213e213436b8050ffe7c0760b10ae1b7', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-1', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.061863', 30, 'EXECUTED', '9:beecb7f998f5507eaf43fc64f2bbc57b', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-2', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.065762', 31, 'EXECUTED', '9:92cbe3d66d4fd70f65c5c3de9bb4df92', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-3', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.069249', 32, 'EXECUTED', '9:2089cf7267a10892f92579549fef922a', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-4', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.072919', 33, 'EXECUTED', '9:12acb1b1675abace485bad03f57b2883', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-5', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.076427', 34, 'EXECUTED', '9:5184372442913a256238532c48de2781', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-6', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.079989', 35, 'EXECUTED', '9:b115d5e3e3e7f68a5f133208f8facb54', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-7', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.083222', 36, 'EXECUTED', '9:2b3f3b3c0c2376e858a26524c666f290', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-8', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.086622', 37, 'EXECUTED', '9:7e99e654140df43df69b017fe40baa6c', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'); 
INSERT INTO "PUBLIC"."DATABASECHANGELOG" VALUES
('message-body-1', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.090231', 38, 'EXECUTED', '9:7b4c6ce8c8bb233b627ea0e2391e0002', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-attempt-1', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.094885', 39, 'EXECUTED', '9:6f12a4ba2f23bae488512ac511be2ce3', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-attempt-2', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.098054', 40, 'EXECUTED', '9:26366b9129a07aabbe583aba065eac08', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('server-health-1', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.102005', 41, 'EXECUTED', '9:3aa03288e2d7acefb92347790bfb1d0f', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('delivery-count-1', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.105591', 42, 'EXECUTED', '9:6e060c63822a95c8b5355a2ff1d62a47', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('sending-allowance-1', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.10919', 43, 'EXECUTED', '9:1eff53549f7ac9231c1fe8b545dce6f6', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('scheduled-tasks-1', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.112899', 44, 'EXECUTED', '9:4ccd7269e5bf53f93acbb044d9d094e4', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('scheduled-tasks-2', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.116625', 45, 'EXECUTED', '9:5d47caf8bac5f665130ccbc0c964ee03', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('scheduled-tasks-3', 'postmeister', 'db/changelog/delivery/0001-outbox.sql', TIMESTAMP '2026-11-30 17:05:41.121086', 46, 'EXECUTED', '9:3854bdd8c971c954705c6b4e21f86b00', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('account-5', 'postmeister', 'db/changelog/security/0003-forgotten-passwords.sql', TIMESTAMP '2026-11-30 17:05:41.138577', 47, 'EXECUTED', '9:0ee87b0c794841eaf4a0d15f83e141d6', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('console-address-1', 'postmeister', 'db/changelog/security/0003-forgotten-passwords.sql', TIMESTAMP '2026-11-30 17:05:41.14293', 48, 'EXECUTED', '9:be554cdd5a67a8fdaa11995f5a622caf', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-9', 'postmeister', 'db/changelog/delivery/0002-confidential.sql', TIMESTAMP '2026-11-30 17:05:41.151163', 49, 'EXECUTED', '9:b96caf8803524d22c6727dc4249ba02a', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-attempt-3', 'postmeister', 'db/changelog/delivery/0003-log.sql', TIMESTAMP '2026-11-30 17:05:41.157254', 50, 'EXECUTED', '9:a71ef686d9f956f080c75fe704a233eb', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('delivery-count-2', 'postmeister', 'db/changelog/delivery/0003-log.sql', TIMESTAMP '2026-11-30 17:05:41.160565', 51, 'EXECUTED', '9:e2f5f4dfdaf1e3805498dedf37df9cc9', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-text-1', 'postmeister', 'db/changelog/systemmail/0001-mail-text.sql', TIMESTAMP '2026-11-30 17:05:41.164445', 52, 'EXECUTED', '9:818b09a1f29a4547dbce818d70055c04', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('support-request-1', 'postmeister', 'db/changelog/support/0001-support-request.sql', TIMESTAMP '2026-11-30 17:05:41.167848', 53, 'EXECUTED', '9:4c0ef0a3dddb3cea527051e08d7a7e4c', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('support-request-2', 'postmeister', 'db/changelog/support/0001-support-request.sql', TIMESTAMP '2026-11-30 17:05:41.170844', 54, 'EXECUTED', '9:d803e9edb3b810f983e3855b9e3db8f9', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('notice-1', 'postmeister', 'db/changelog/notice/0001-notice.sql', TIMESTAMP '2026-11-30 17:05:41.175981', 55, 'EXECUTED', '9:9ab1d1e4a3ceccba9320d83844f6522c', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623');     
INSERT INTO "PUBLIC"."DATABASECHANGELOG" VALUES
('notice-2', 'postmeister', 'db/changelog/notice/0001-notice.sql', TIMESTAMP '2026-11-30 17:05:41.179245', 56, 'EXECUTED', '9:7322de3665d1fb8eb260e2103e458909', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('notice-switch-1', 'postmeister', 'db/changelog/notice/0001-notice.sql', TIMESTAMP '2026-11-30 17:05:41.182812', 57, 'EXECUTED', '9:368afb10a9d89cd6259870fd6a69e653', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('lane-failure-1', 'postmeister', 'db/changelog/delivery/0004-lane-failure.sql', TIMESTAMP '2026-11-30 17:05:41.186235', 58, 'EXECUTED', '9:348dae33f6b82e1cdc22be5c56790f6f', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('invitation-2', 'postmeister', 'db/changelog/security/0004-rights.sql', TIMESTAMP '2026-11-30 17:05:41.192117', 59, 'EXECUTED', '9:8cc269d5e7f4f00bbf918ba8450fa547', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('invitation-3', 'postmeister', 'db/changelog/security/0004-rights.sql', TIMESTAMP '2026-11-30 17:05:41.195747', 60, 'EXECUTED', '9:15774123e7749eccd96bd65f595a2895', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('api-token-2', 'postmeister', 'db/changelog/security/0004-rights.sql', TIMESTAMP '2026-11-30 17:05:41.202862', 61, 'EXECUTED', '9:58d90e85bd3f217ef984646ff617d1c3', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('api-token-3', 'postmeister', 'db/changelog/security/0004-rights.sql', TIMESTAMP '2026-11-30 17:05:41.209135', 62, 'EXECUTED', '9:a655cdd01977bbee32ea290b1349f716', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-destination-1', 'postmeister', 'db/changelog/mailserver/0005-destination.sql', TIMESTAMP '2026-11-30 17:05:41.214385', 63, 'EXECUTED', '9:af8298d1efd5e23e76c602ab1d7c219b', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-destination-2', 'postmeister', 'db/changelog/mailserver/0005-destination.sql', TIMESTAMP '2026-11-30 17:05:41.219235', 64, 'EXECUTED', '9:fa460caf52f5b8237e4c7d089bb2500b', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('server-limit-1', 'postmeister', 'db/changelog/delivery/0005-server-limit.sql', TIMESTAMP '2026-11-30 17:05:41.222905', 65, 'EXECUTED', '9:54f109339b40dd4ee8d1550b9a2284b4', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('server-stuck-1', 'postmeister', 'db/changelog/delivery/0005-server-limit.sql', TIMESTAMP '2026-11-30 17:05:41.226325', 66, 'EXECUTED', '9:46f5783bb9ca5ab1cee88cd659ee2a34', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-cancel-1', 'postmeister', 'db/changelog/delivery/0005-server-limit.sql', TIMESTAMP '2026-11-30 17:05:41.233365', 67, 'EXECUTED', '9:dea9666af68bad59581150148d846e17', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-limits-1', 'postmeister', 'db/changelog/mailserver/0006-limits.sql', TIMESTAMP '2026-11-30 17:05:41.422604', 68, 'EXECUTED', '9:3bfe545042918b3c84d83cd1450de302', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-limits-2', 'postmeister', 'db/changelog/mailserver/0006-limits.sql', TIMESTAMP '2026-11-30 17:05:41.427239', 69, 'EXECUTED', '9:c9320397b1158698f9304e72682c9944', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-limits-3', 'postmeister', 'db/changelog/mailserver/0006-limits.sql', TIMESTAMP '2026-11-30 17:05:41.431152', 70, 'EXECUTED', '9:1bf95eca52c0795cf9c599a3dcf5c20b', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-limits-4', 'postmeister', 'db/changelog/mailserver/0006-limits.sql', TIMESTAMP '2026-11-30 17:05:41.434987', 71, 'EXECUTED', '9:a2cc2803a7de732a294c4201e7912e6d', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('server-state-1', 'postmeister', 'db/changelog/delivery/0006-server-state.sql', TIMESTAMP '2026-11-30 17:05:41.441498', 72, 'EXECUTED', '9:8e77f58a33f89bd075710ee446736d84', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('shared-connection-1', 'postmeister', 'db/changelog/delivery/0007-shared-connection.sql', TIMESTAMP '2026-11-30 17:05:41.444329', 73, 'EXECUTED', '9:d9e6d6f67d42c86b52cf0b33302371e7', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'); 
INSERT INTO "PUBLIC"."DATABASECHANGELOG" VALUES
('message-uncertain-1', 'postmeister', 'db/changelog/delivery/0008-uncertain.sql', TIMESTAMP '2026-11-30 17:05:41.448567', 74, 'EXECUTED', '9:a875d9125cdab0785f379cbb1ea34c75', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-uncertain-2', 'postmeister', 'db/changelog/delivery/0008-uncertain.sql', TIMESTAMP '2026-11-30 17:05:41.452628', 75, 'EXECUTED', '9:73fa6f4802c9299f6b31d30b09215612', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-uncertain-3', 'postmeister', 'db/changelog/delivery/0008-uncertain.sql', TIMESTAMP '2026-11-30 17:05:41.45683', 76, 'EXECUTED', '9:f80591cff74280977def83716f52e49c', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('delivery-count-3', 'postmeister', 'db/changelog/delivery/0008-uncertain.sql', TIMESTAMP '2026-11-30 17:05:41.459965', 77, 'EXECUTED', '9:5252d55501de679031ef05f39c6a1fb3', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-uncertain-4', 'postmeister', 'db/changelog/delivery/0008-uncertain.sql', TIMESTAMP '2026-11-30 17:05:41.464042', 78, 'EXECUTED', '9:5a399846fb2accf1e50a24518cd3519e', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-priority-1', 'postmeister', 'db/changelog/delivery/0009-delivery-options.sql', TIMESTAMP '2026-11-30 17:05:41.46849', 79, 'EXECUTED', '9:03d55b3f32356c4d67c78fa15a29d51e', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-priority-2', 'postmeister', 'db/changelog/delivery/0009-delivery-options.sql', TIMESTAMP '2026-11-30 17:05:41.470979', 80, 'EXECUTED', '9:12853829b509bb6510a998c3bc20dd21', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-priority-3', 'postmeister', 'db/changelog/delivery/0009-delivery-options.sql', TIMESTAMP '2026-11-30 17:05:41.473266', 81, 'EXECUTED', '9:7812451eb8228cae7269926b045c1b0b', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-expires-1', 'postmeister', 'db/changelog/delivery/0009-delivery-options.sql', TIMESTAMP '2026-11-30 17:05:41.477484', 82, 'EXECUTED', '9:bae31a12e1f2f0a1e297332f476301e4', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-expires-2', 'postmeister', 'db/changelog/delivery/0009-delivery-options.sql', TIMESTAMP '2026-11-30 17:05:41.480049', 83, 'EXECUTED', '9:91af16dbe457434d0a8aa481763568a2', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-options-1', 'postmeister', 'db/changelog/mailserver/0007-options.sql', TIMESTAMP '2026-11-30 17:05:41.483281', 84, 'EXECUTED', '9:56b225e018dd0f6a9cdf3d20a2a49e7c', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-options-2', 'postmeister', 'db/changelog/mailserver/0007-options.sql', TIMESTAMP '2026-11-30 17:05:41.486461', 85, 'EXECUTED', '9:36b3a2f72f168be9cdc85977eae5ba19', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-options-3', 'postmeister', 'db/changelog/mailserver/0007-options.sql', TIMESTAMP '2026-11-30 17:05:41.489635', 86, 'EXECUTED', '9:57ec7e80cb302f2aee5a0f72f1b9c84a', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-options-4', 'postmeister', 'db/changelog/mailserver/0007-options.sql', TIMESTAMP '2026-11-30 17:05:41.492681', 87, 'EXECUTED', '9:050cb8227104bf7faa58db5e8ee4fa4a', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-options-5', 'postmeister', 'db/changelog/mailserver/0007-options.sql', TIMESTAMP '2026-11-30 17:05:41.496236', 88, 'EXECUTED', '9:ad66f53f0dc0f452a5dec72eb078e57b', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-options-6', 'postmeister', 'db/changelog/mailserver/0007-options.sql', TIMESTAMP '2026-11-30 17:05:41.499581', 89, 'EXECUTED', '9:f02e567271a5a7f54732d118fc8db5e9', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-options-7', 'postmeister', 'db/changelog/mailserver/0007-options.sql', TIMESTAMP '2026-11-30 17:05:41.502587', 90, 'EXECUTED', '9:f603ac68b20ffcdd4e7f636ea3a1e518', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-certificate-1', 'postmeister', 'db/changelog/mailserver/0007-options.sql', TIMESTAMP '2026-11-30 17:05:41.505887', 91, 'EXECUTED', '9:9399d8a994ea2cd622ef0eabc972947f', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623');       
INSERT INTO "PUBLIC"."DATABASECHANGELOG" VALUES
('mail-server-expiry-1', 'postmeister', 'db/changelog/mailserver/0008-secret-expiry.sql', TIMESTAMP '2026-11-30 17:05:41.508476', 92, 'EXECUTED', '9:fb98748ace8b11db75403ea1e3c46e32', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('token-expiry-1', 'postmeister', 'db/changelog/security/0005-token-expiry.sql', TIMESTAMP '2026-11-30 17:05:41.510519', 93, 'EXECUTED', '9:cdd0495789f89bb9c04526bfcfa3c6f6', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('last-sign-in-1', 'postmeister', 'db/changelog/security/0006-last-sign-in.sql', TIMESTAMP '2026-11-30 17:05:41.514367', 94, 'EXECUTED', '9:16bfa1f18f7db50e0c47fce6e4d37392', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-filter-1', 'postmeister', 'db/changelog/delivery/0010-message-filter.sql', TIMESTAMP '2026-11-30 17:05:41.516907', 95, 'EXECUTED', '9:d219e03c733ff828e49097c1a5919f39', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('node-1', 'postmeister', 'db/changelog/delivery/0011-node.sql', TIMESTAMP '2026-11-30 17:05:41.519221', 96, 'EXECUTED', '9:cdae8c73910b0e72a9f3c32201f6c87c', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('profile-1', 'postmeister', 'db/changelog/security/0007-profile.sql', TIMESTAMP '2026-11-30 17:05:41.525993', 97, 'EXECUTED', '9:96e177a379b7d154a0e19b22a3371ed8', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('pending-address-1', 'postmeister', 'db/changelog/security/0008-pending-address.sql', TIMESTAMP '2026-11-30 17:05:41.529348', 98, 'EXECUTED', '9:d4c99a5ca25fea13aefbfde884671d6e', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('account-session-1', 'postmeister', 'db/changelog/security/0009-account-session.sql', TIMESTAMP '2026-11-30 17:05:41.532948', 99, 'EXECUTED', '9:f26e83a51ed82b1dd7aecd634b982877', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('audit-subject-1', 'postmeister', 'db/changelog/audit/0002-subject.sql', TIMESTAMP '2026-11-30 17:05:41.534957', 100, 'EXECUTED', '9:d270fea9a5f566b664c4e647b91d5003', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-brand-1', 'postmeister', 'db/changelog/systemmail/0002-mail-brand.sql', TIMESTAMP '2026-11-30 17:05:41.537313', 101, 'EXECUTED', '9:0ab59d94ffc57da971fd69b8061564e1', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('test-history-1', 'postmeister', 'db/changelog/mailserver/0009-test-history.sql', TIMESTAMP '2026-11-30 17:05:41.53958', 102, 'EXECUTED', '9:a6c34f72d189ef5fa8850ff289e031a6', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('test-history-2', 'postmeister', 'db/changelog/mailserver/0009-test-history.sql', TIMESTAMP '2026-11-30 17:05:41.542118', 103, 'EXECUTED', '9:7196e7715da6c4ea53b7f81bae01f4dd', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-10', 'postmeister', 'db/changelog/delivery/0012-message-id.sql', TIMESTAMP '2026-11-30 17:05:41.544357', 104, 'EXECUTED', '9:8ad665a4aef803df5dec523fae05219c', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-origin-1', 'postmeister', 'db/changelog/delivery/0013-origin.sql', TIMESTAMP '2026-11-30 17:05:41.549037', 105, 'EXECUTED', '9:d8fe061c24cfa2f8f688c8910abd4f93', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-origin-2', 'postmeister', 'db/changelog/delivery/0013-origin.sql', TIMESTAMP '2026-11-30 17:05:41.555779', 106, 'EXECUTED', '9:f5b40fcf1891b8bd6972fbe7638cdbed', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-dsn-1', 'postmeister', 'db/changelog/delivery/0013-origin.sql', TIMESTAMP '2026-11-30 17:05:41.561017', 107, 'EXECUTED', '9:cef90d239b4b9777657752373bf102bd', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-senders-1', 'postmeister', 'db/changelog/mailserver/0010-allowed-senders.sql', TIMESTAMP '2026-11-30 17:05:41.564983', 108, 'EXECUTED', '9:822b4e801f972a8b8ff5142b8b7c1e66', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('mail-server-senders-2', 'postmeister', 'db/changelog/mailserver/0010-allowed-senders.sql', TIMESTAMP '2026-11-30 17:05:41.568361', 109, 'EXECUTED', '9:7eb314d304434f406c4e9932a3f5cc1b', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623');
INSERT INTO "PUBLIC"."DATABASECHANGELOG" VALUES
('mail-policy-senders-1', 'postmeister', 'db/changelog/mailserver/0010-allowed-senders.sql', TIMESTAMP '2026-11-30 17:05:41.571429', 110, 'EXECUTED', '9:71d5035acb412c5fd538206539ca2961', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('delivery-count-4', 'postmeister', 'db/changelog/delivery/0014-count-by-hour.sql', TIMESTAMP '2026-11-30 17:05:41.573552', 111, 'EXECUTED', '9:39977a9879ab52eb46dce7bdc6767082', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('delivery-count-5', 'postmeister', 'db/changelog/delivery/0014-count-by-hour.sql', TIMESTAMP '2026-11-30 17:05:41.575448', 112, 'EXECUTED', '9:4ac08c447dedb7d56c5f1460a357ca38', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-sender-policy-1', 'postmeister', 'db/changelog/delivery/0015-sender-policy.sql', TIMESTAMP '2026-11-30 17:05:41.579512', 113, 'EXECUTED', '9:493e1492c33cb716cd5980eb41ea66ac', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-search-1', 'postmeister', 'db/changelog/delivery/0016-search.sql', TIMESTAMP '2026-11-30 17:05:41.581987', 114, 'EXECUTED', '9:2e8bd9c5c213d79a6ead4f982a52dd5c', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-search-2', 'postmeister', 'db/changelog/delivery/0016-search.sql', TIMESTAMP '2026-11-30 17:05:41.584339', 115, 'EXECUTED', '9:588212dd5b080de4564596a30f6faa69', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-search-3', 'postmeister', 'db/changelog/delivery/0016-search.sql', TIMESTAMP '2026-11-30 17:05:41.588335', 116, 'EXECUTED', '9:dc2b7e87487e5562ab54854b78d2799c', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-recipient-1', 'postmeister', 'db/changelog/delivery/0016-search.sql', TIMESTAMP '2026-11-30 17:05:41.590498', 117, 'EXECUTED', '9:fbd14f509754d81aa92a179b7a2ea0dc', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-recipient-2', 'postmeister', 'db/changelog/delivery/0016-search.sql', TIMESTAMP '2026-11-30 17:05:41.592737', 118, 'EXECUTED', '9:0bfeb8e059b4c63a98a709e98b14323f', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('message-recipient-3', 'postmeister', 'db/changelog/changelog.yaml', TIMESTAMP '2026-11-30 17:05:41.595772', 119, 'EXECUTED', '9:3e26f29f43caa548e58e184819063110', 'customChange', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('account-session-2', 'postmeister', 'db/changelog/security/0010-session-handover.sql', TIMESTAMP '2026-11-30 17:05:41.599015', 120, 'EXECUTED', '9:04f2ebf8ac9c11caab176751efcbd174', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('account-session-3', 'postmeister', 'db/changelog/security/0010-session-handover.sql', TIMESTAMP '2026-11-30 17:05:41.602578', 121, 'EXECUTED', '9:dd225b400b135863accf6f5ed05c24ec', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('account-session-4', 'postmeister', 'db/changelog/security/0010-session-handover.sql', TIMESTAMP '2026-11-30 17:05:41.604772', 122, 'EXECUTED', '9:7f51a694dbf3474a0d9fb73259a81673', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('schema-generation-1', 'postmeister', 'db/changelog/platform/0002-schema-generation.sql', TIMESTAMP '2026-11-30 17:05:41.60734', 123, 'EXECUTED', '9:821f24162bd57048afa61df49282c9f3', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623'),
('last-stored-1', 'postmeister', 'db/changelog/delivery/0017-last-stored.sql', TIMESTAMP '2026-11-30 17:05:41.609746', 124, 'EXECUTED', '9:ad7f61d1669a3afc02d64641f01199a0', 'sql', '', NULL, '4.33.0', NULL, NULL, '6058339623');              
CREATE CACHED TABLE "PUBLIC"."DATABASECHANGELOGLOCK"(
    "ID" INTEGER NOT NULL,
    "LOCKED" BOOLEAN NOT NULL,
    "LOCKGRANTED" TIMESTAMP,
    "LOCKEDBY" CHARACTER VARYING(255)
);          
ALTER TABLE "PUBLIC"."DATABASECHANGELOGLOCK" ADD CONSTRAINT "PUBLIC"."PK_DATABASECHANGELOGLOCK" PRIMARY KEY("ID");             
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.DATABASECHANGELOGLOCK;    
INSERT INTO "PUBLIC"."DATABASECHANGELOGLOCK" VALUES
(1, FALSE, NULL, NULL);    
CREATE CACHED TABLE "PUBLIC"."PLATFORM"(
    "ID" INTEGER NOT NULL,
    "REVISION" BIGINT NOT NULL,
    "PLATFORM_VERSION" CHARACTER VARYING(20) NOT NULL,
    "LICENSE_HOLDER" CHARACTER VARYING(200),
    "LICENSE_ID" CHARACTER VARYING(200),
    "LICENSE_EDITION" CHARACTER VARYING(200),
    "LICENSE_VALID_UNTIL" DATE,
    "LICENSE_MAX_TENANTS" INTEGER,
    "CHANGED_AT" TIMESTAMP(6) NOT NULL
);    
ALTER TABLE "PUBLIC"."PLATFORM" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_9" PRIMARY KEY("ID");      
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.PLATFORM; 
INSERT INTO "PUBLIC"."PLATFORM" VALUES
(1, 1, '7.4.0', NULL, NULL, NULL, NULL, NULL, TIMESTAMP '1970-01-01 00:00:00');         
CREATE CACHED TABLE "PUBLIC"."SECRET"(
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "FIELD" CHARACTER VARYING(50) NOT NULL,
    "CIPHERTEXT" CHARACTER VARYING(8000) NOT NULL,
    "CHANGED_AT" TIMESTAMP(6) NOT NULL
);   
ALTER TABLE "PUBLIC"."SECRET" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_91" PRIMARY KEY("OWNER", "FIELD");           
-- 3 +/- SELECT COUNT(*) FROM PUBLIC.SECRET;   
INSERT INTO "PUBLIC"."SECRET" VALUES
('postmeister', 'keyset-check', 'ATfcLvJumH3I6YUu1WvGZZXpJM/6G4xt9mN09BeQEc7+i0nopWbm', TIMESTAMP '2026-11-30 17:05:42.02675'),
('content', 'key', 'ATfcLvJDKxN3k3VJSE945gdzrF/AU00xcIZgxx3ZS2MMSHY+6V0ky8mAK3+60NvVc/ZKGsmvkcQ+/ZS+eIAe4Cy0MOM2I8MdtnDW8CsNjTlORr2Y71jLr5Qm4TlDXFmxuPjrw8geLCZFW5XT4UoTjAaFOIFzqtGDKTXJNNShwdmU37WApISwkz+O+zOCRlmGG8KRo91DIHjJC19qb43Fl9GvOH3TVr6kyrQX09ZEAoKQ2gPUVPi2dI8TeuUpoLPO+XGtmQebqXU84194663u23BWH/A6JMM35mER0tyFe/1iR6ihbJQ68iwoHkEuZRvLaOuQytfuxJGdwFxmtW3OBtXtetCk/jRLMV+z6SX9qaWm2+wOgFoygd91LAz1EWHtzhiTuuILcSmV/6qhevX3/gSazwK6Fqq5S9oDRDFFciUMWL3Y81OWQAJxBrCAU510OSXwZchfNVjoC1KZ/XVaUgll4dYJ2U3Vxfpios/V2rxQX5fObmrzonO84FXZuhtslw==', TIMESTAMP '2026-11-30 17:05:42.112883'),
('mail-server/system', 'password', 'ATfcLvI3FrmiNLM8k2pr4KSi7y+mXTDMSkNXDyyMYzUk94i7zDXZkJ0=', TIMESTAMP '2026-11-30 17:05:47.733936');               
CREATE CACHED TABLE "PUBLIC"."ACCOUNT_TENANT"(
    "ACCOUNT_ID" UUID NOT NULL,
    "TENANT_ID" UUID NOT NULL
);
ALTER TABLE "PUBLIC"."ACCOUNT_TENANT" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_4" PRIMARY KEY("ACCOUNT_ID", "TENANT_ID");           
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.ACCOUNT_TENANT;           
INSERT INTO "PUBLIC"."ACCOUNT_TENANT" VALUES
(UUID '343872f3-6f43-42c9-b628-7da1f1c6a2b0', UUID '5ab0aed8-c72c-43cd-b8bf-9203a505cb16');       
CREATE CACHED TABLE "PUBLIC"."CONSOLE_ADDRESS"(
    "ID" INTEGER NOT NULL,
    "ADDRESS" CHARACTER VARYING(500) NOT NULL
);    
ALTER TABLE "PUBLIC"."CONSOLE_ADDRESS" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_44" PRIMARY KEY("ID");              
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.CONSOLE_ADDRESS;          
INSERT INTO "PUBLIC"."CONSOLE_ADDRESS" VALUES
(1, 'http://localhost:36821');   
CREATE CACHED TABLE "PUBLIC"."MESSAGE_RECIPIENT"(
    "ADDRESS_HASH" BIGINT NOT NULL,
    "MESSAGE" BIGINT NOT NULL
);         
ALTER TABLE "PUBLIC"."MESSAGE_RECIPIENT" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_B" PRIMARY KEY("ADDRESS_HASH", "MESSAGE");        
-- 3 +/- SELECT COUNT(*) FROM PUBLIC.MESSAGE_RECIPIENT;        
INSERT INTO "PUBLIC"."MESSAGE_RECIPIENT" VALUES
(2102582760084179377, 1),
(-8715655434929546648, 2),
(-2369310821198456852, 3);
CREATE INDEX "PUBLIC"."MESSAGE_RECIPIENT_MESSAGE" ON "PUBLIC"."MESSAGE_RECIPIENT"("MESSAGE" NULLS FIRST);      
CREATE CACHED TABLE "PUBLIC"."SUPPORT_OPTIONS"(
    "ID" INTEGER NOT NULL,
    "REVISION" BIGINT NOT NULL,
    "ADDRESS" CHARACTER VARYING(254),
    "TENANT_ADDRESS_ALLOWED" BOOLEAN NOT NULL,
    "ATTACH_SYSTEM_INFORMATION" BOOLEAN NOT NULL,
    "CHANGED_AT" TIMESTAMP(6) NOT NULL
);    
ALTER TABLE "PUBLIC"."SUPPORT_OPTIONS" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_5" PRIMARY KEY("ID");               
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.SUPPORT_OPTIONS;          
INSERT INTO "PUBLIC"."SUPPORT_OPTIONS" VALUES
(1, 1, NULL, FALSE, FALSE, TIMESTAMP '1970-01-01 00:00:00');     
CREATE CACHED TABLE "PUBLIC"."TENANT"(
    "ID" UUID NOT NULL,
    "REVISION" BIGINT NOT NULL,
    "NAME_KEY" CHARACTER VARYING(63) NOT NULL,
    "NAME" CHARACTER VARYING(63) NOT NULL,
    "DISPLAY_NAME" CHARACTER VARYING(200),
    "DESCRIPTION" CHARACTER VARYING(1000),
    "LANGUAGE" CHARACTER VARYING(10) NOT NULL,
    "ACTIVE" BOOLEAN NOT NULL,
    "CREATED_AT" TIMESTAMP(6) NOT NULL,
    "CHANGED_AT" TIMESTAMP(6) NOT NULL
); 
ALTER TABLE "PUBLIC"."TENANT" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_93" PRIMARY KEY("ID");       
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.TENANT;   
INSERT INTO "PUBLIC"."TENANT" VALUES
(UUID '5ab0aed8-c72c-43cd-b8bf-9203a505cb16', 1, 'north', 'north', 'North Ltd', NULL, 'en', TRUE, TIMESTAMP '2026-11-30 17:05:46.123424', TIMESTAMP '2026-11-30 17:05:46.123424');        
CREATE CACHED TABLE "PUBLIC"."SERVER_LIMIT"(
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "CONNECTIONS" INTEGER,
    "MESSAGES_PER_CONNECTION" INTEGER,
    "MESSAGES_PER_MINUTE" INTEGER,
    "LEARNT_AT" TIMESTAMP(6),
    "REPLY" CHARACTER VARYING,
    "TAKEN_AT" TIMESTAMP(6),
    "PIPELINING" BOOLEAN,
    "PIPELINING_AT" TIMESTAMP(6)
);         
ALTER TABLE "PUBLIC"."SERVER_LIMIT" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_46" PRIMARY KEY("OWNER");              
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.SERVER_LIMIT;             
CREATE CACHED TABLE "PUBLIC"."MAIL_SERVER"(
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "REVISION" BIGINT NOT NULL,
    "ENABLED" BOOLEAN NOT NULL,
    "HOST" CHARACTER VARYING(253),
    "PORT" INTEGER,
    "ENCRYPTION" CHARACTER VARYING(20),
    "SENDER_ADDRESS" CHARACTER VARYING(254),
    "SENDER_NAME" CHARACTER VARYING(100),
    "UTF8_HEADERS" BOOLEAN NOT NULL,
    "AUTHENTICATION_MODE" CHARACTER VARYING(30) NOT NULL,
    "USERNAME" CHARACTER VARYING(255),
    "DIRECTORY_ID" CHARACTER VARYING(253),
    "APPLICATION_ID" CHARACTER VARYING(36),
    "CHANGED_AT" TIMESTAMP(6) NOT NULL,
    "SECRET_STORED" BOOLEAN DEFAULT FALSE NOT NULL,
    "CLOUD" CHARACTER VARYING(20),
    "CLIENT_SECRET_EXPIRES_ON" DATE,
    "DESTINATION_SET_BY" CHARACTER VARYING(20) DEFAULT 'CONSOLE' NOT NULL,
    "DESTINATION_SET_AT" TIMESTAMP(6),
    "MAX_CONNECTIONS" INTEGER,
    "MAX_PER_MINUTE" INTEGER,
    "MAX_PER_HOUR" INTEGER,
    "MAX_PER_DAY" INTEGER,
    "GREETING_NAME" CHARACTER VARYING(253),
    "REPLY_TO" CHARACTER VARYING(254),
    "ENVELOPE_SENDER" CHARACTER VARYING(254),
    "TRUSTED_CERTIFICATES" CHARACTER VARYING,
    "CONNECT_SECONDS" INTEGER,
    "ANSWER_SECONDS" INTEGER,
    "MESSAGE_SECONDS" INTEGER,
    "CLIENT_CERTIFICATE" CHARACTER VARYING,
    "ALLOWED_SENDERS" CHARACTER VARYING,
    "SENDER_POLICY" CHARACTER VARYING(10)
);             
ALTER TABLE "PUBLIC"."MAIL_SERVER" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_2" PRIMARY KEY("OWNER");
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.MAIL_SERVER;              
INSERT INTO "PUBLIC"."MAIL_SERVER" VALUES
('system', 3, TRUE, 'localhost', 9, 'NONE', 'noreply@example.com', NULL, FALSE, 'USERNAME_PASSWORD', 'u', NULL, NULL, TIMESTAMP '2026-11-30 17:05:47.736049', TRUE, NULL, NULL, 'API', TIMESTAMP '2026-11-30 17:05:47.735999', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);  
CREATE INDEX "PUBLIC"."MAIL_SERVER_EXPIRY" ON "PUBLIC"."MAIL_SERVER"("CLIENT_SECRET_EXPIRES_ON" NULLS FIRST, "OWNER" NULLS FIRST);             
CREATE CACHED TABLE "PUBLIC"."SHARED_CONNECTION"(
    "LOGIN" CHARACTER VARYING(64) NOT NULL,
    "SLOT" INTEGER NOT NULL,
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "NODE" CHARACTER VARYING(50) NOT NULL,
    "SEEN_AT" TIMESTAMP(6) NOT NULL
);      
ALTER TABLE "PUBLIC"."SHARED_CONNECTION" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_45" PRIMARY KEY("LOGIN", "SLOT"); 
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.SHARED_CONNECTION;        
CREATE CACHED TABLE "PUBLIC"."API_TOKEN"(
    "ID" UUID NOT NULL,
    "REVISION" BIGINT NOT NULL,
    "NAME" CHARACTER VARYING(200) NOT NULL,
    "TENANT_ID" UUID,
    "TOKEN_HASH" CHARACTER VARYING(64) NOT NULL,
    "CREATED_BY" CHARACTER VARYING(254) NOT NULL,
    "CREATED_AT" TIMESTAMP(6) NOT NULL,
    "EXPIRES_AT" TIMESTAMP(6),
    "LAST_USED_AT" TIMESTAMP(6),
    "SCOPES" CHARACTER VARYING(200) DEFAULT 'messages:send messages:read admin' NOT NULL,
    "NETWORKS" CHARACTER VARYING(1000)
);             
ALTER TABLE "PUBLIC"."API_TOKEN" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_D" PRIMARY KEY("ID");     
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.API_TOKEN;
INSERT INTO "PUBLIC"."API_TOKEN" VALUES
(UUID 'fe6e5a35-da22-47bd-9951-3890279d020a', 1, 'invoices', NULL, 'fee9d3fc6b133ad80b6fab3ac7f946d160004a99126f456bc551dda5a7ee5529', 'sadmin', TIMESTAMP '2026-11-30 17:05:46.894127', NULL, NULL, 'messages:send messages:read admin', NULL);       
CREATE INDEX "PUBLIC"."API_TOKEN_EXPIRY" ON "PUBLIC"."API_TOKEN"("EXPIRES_AT" NULLS FIRST);    
CREATE CACHED TABLE "PUBLIC"."MESSAGE_ATTEMPT"(
    "ID" BIGINT GENERATED BY DEFAULT AS IDENTITY(START WITH 1 RESTART WITH 4) DEFAULT ON NULL NOT NULL,
    "MESSAGE" BIGINT NOT NULL,
    "AT" TIMESTAMP(6) NOT NULL,
    "MILLIS" BIGINT NOT NULL,
    "OUTCOME" CHARACTER VARYING(20) NOT NULL,
    "VIA" CHARACTER VARYING(100) NOT NULL,
    "SERVER" CHARACTER VARYING(300) NOT NULL,
    "FAILURE" CHARACTER VARYING,
    "REPLY" CHARACTER VARYING,
    "ENHANCED" CHARACTER VARYING(20),
    "TRANSCRIPT" CHARACTER VARYING NOT NULL,
    "NODE" CHARACTER VARYING(100) NOT NULL,
    "OF_SERVER" BOOLEAN DEFAULT FALSE NOT NULL,
    "UNCERTAIN" BOOLEAN DEFAULT FALSE NOT NULL
);   
ALTER TABLE "PUBLIC"."MESSAGE_ATTEMPT" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_C" PRIMARY KEY("ID");               
-- 3 +/- SELECT COUNT(*) FROM PUBLIC.MESSAGE_ATTEMPT;          
INSERT INTO "PUBLIC"."MESSAGE_ATTEMPT" VALUES
(1, 1, TIMESTAMP '2026-11-30 17:05:47.275198', 18, 'DELIVERED', 'system', 'localhost:45623', NULL, '250 2.0.0 queued as 4711', '2.0.0', '["C: MAIL FROM:<noreply@example.com>","S: 250 2.1.0 sender ok","C: RCPT TO:<delivered@example.org>","S: 250 2.1.5 recipient ok","C: DATA","S: 354 go ahead","S: 250 2.0.0 queued as 4711"]', 'vm-8bb22f21', FALSE, FALSE),
(2, 2, TIMESTAMP '2026-11-30 17:05:47.273663', 24, 'REFUSED', 'system', 'localhost:45623', '{"step":"RECIPIENT","code":"recipient_unknown","arguments":[{"value":"refused@example.org","date":false}]}', '550 5.1.1 No such mailbox', '5.1.1', '["C: MAIL FROM:<noreply@example.com>","S: 250 2.1.0 sender ok","C: RCPT TO:<refused@example.org>","S: 550 5.1.1 No such mailbox"]', 'vm-8bb22f21', FALSE, FALSE),
(3, 3, TIMESTAMP '2026-11-30 17:05:47.836767', 0, 'DEFERRED', 'system', 'localhost:9', '{"step":"CONNECT","code":"connection_refused","arguments":[{"value":"localhost","date":false},{"value":"9","date":false},{"value":"10","date":false}]}', NULL, NULL, '[]', 'vm-8bb22f21', TRUE, FALSE);            
CREATE INDEX "PUBLIC"."MESSAGE_ATTEMPT_MESSAGE" ON "PUBLIC"."MESSAGE_ATTEMPT"("MESSAGE" NULLS FIRST);          
CREATE CACHED TABLE "PUBLIC"."SERVER_STUCK"(
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "SINCE" TIMESTAMP(6) NOT NULL,
    "SEEN_AT" TIMESTAMP(6) NOT NULL,
    "CONNECTIONS" INTEGER NOT NULL
);        
ALTER TABLE "PUBLIC"."SERVER_STUCK" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_47" PRIMARY KEY("OWNER");              
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.SERVER_STUCK;             
CREATE CACHED TABLE "PUBLIC"."TENANT_SUPPORT"(
    "TENANT_ID" UUID NOT NULL,
    "REVISION" BIGINT NOT NULL,
    "ADDRESS" CHARACTER VARYING(254),
    "CHANGED_AT" TIMESTAMP(6) NOT NULL
);  
ALTER TABLE "PUBLIC"."TENANT_SUPPORT" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_E9" PRIMARY KEY("TENANT_ID");        
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.TENANT_SUPPORT;           
CREATE CACHED TABLE "PUBLIC"."TEST_OUTCOME"(
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "REVISION" BIGINT NOT NULL,
    "AT" TIMESTAMP(6) NOT NULL,
    "STEP" CHARACTER VARYING(20),
    "CODE" CHARACTER VARYING(60)
);
ALTER TABLE "PUBLIC"."TEST_OUTCOME" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_F" PRIMARY KEY("OWNER");               
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.TEST_OUTCOME;             
CREATE CACHED TABLE "PUBLIC"."AUDIT_ENTRY"(
    "ID" BIGINT GENERATED BY DEFAULT AS IDENTITY(START WITH 1 RESTART WITH 8) DEFAULT ON NULL NOT NULL,
    "AT" TIMESTAMP(6) NOT NULL,
    "ACTOR" CHARACTER VARYING(254) NOT NULL,
    "ADDRESS" CHARACTER VARYING(64),
    "DOOR" CHARACTER VARYING(20) NOT NULL,
    "ACTION" CHARACTER VARYING(40) NOT NULL,
    "SUBJECT" CHARACTER VARYING(254) NOT NULL,
    "TENANT" CHARACTER VARYING(63),
    "CHANGES" CHARACTER VARYING NOT NULL
);   
ALTER TABLE "PUBLIC"."AUDIT_ENTRY" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_ED" PRIMARY KEY("ID");  
-- 7 +/- SELECT COUNT(*) FROM PUBLIC.AUDIT_ENTRY;              
INSERT INTO "PUBLIC"."AUDIT_ENTRY" VALUES
(1, TIMESTAMP '2026-11-30 17:05:45.784145', 'sadmin', '127.0.0.1', 'API', 'SIGNED_IN', 'sadmin', NULL, '[]'),
(2, TIMESTAMP '2026-11-30 17:05:46.147211', 'sadmin', '127.0.0.1', 'API', 'TENANT_CREATED', 'north', 'north', '[{"field":"displayName","before":null,"after":"North Ltd"},{"field":"language","before":null,"after":"en"},{"field":"active","before":null,"after":"true"}]'),
(3, TIMESTAMP '2026-11-30 17:05:46.422784', 'sadmin', '127.0.0.1', 'API', 'ACCOUNT_CREATED', 'ada@north.example', NULL, '[{"field":"name","before":null,"after":"Ada"},{"field":"role","before":null,"after":"TENANT_ADMIN"},{"field":"tenants","before":null,"after":"north"},{"field":"active","before":null,"after":"true"}]'),
(4, TIMESTAMP '2026-11-30 17:05:46.745579', 'sadmin', '127.0.0.1', 'API', 'ACCOUNT_INVITED', 'ada@north.example', NULL, '[]'),
(5, TIMESTAMP '2026-11-30 17:05:46.929435', 'sadmin', '127.0.0.1', 'API', 'API_TOKEN_CREATED', 'invoices', NULL, '[{"field":"scopes","before":null,"after":"messages:send messages:read admin"}]'),
(6, TIMESTAMP '2026-11-30 17:05:47.018976', 'sadmin', '127.0.0.1', 'API', 'SYSTEM_MAIL_SERVER_CHANGED', 'system', NULL, '[{"field":"enabled","before":"false","after":"true"},{"field":"host","before":null,"after":"localhost"},{"field":"port","before":"25","after":"45623"},{"field":"senderAddress","before":null,"after":"noreply@example.com"}]'),
(7, TIMESTAMP '2026-11-30 17:05:47.737395', 'sadmin', '127.0.0.1', 'API', 'SYSTEM_MAIL_SERVER_CHANGED', 'system', NULL, '[{"field":"port","before":"45623","after":"9"},{"field":"authentication.mode","before":"NONE","after":"USERNAME_PASSWORD"},{"field":"authentication.username","before":null,"after":"u"},{"field":"authentication.password","before":null,"after":"***"}]');    
CREATE INDEX "PUBLIC"."AUDIT_ENTRY_AT" ON "PUBLIC"."AUDIT_ENTRY"("AT" NULLS FIRST);            
CREATE INDEX "PUBLIC"."AUDIT_ENTRY_TENANT" ON "PUBLIC"."AUDIT_ENTRY"("TENANT" NULLS FIRST, "ID" NULLS FIRST);  
CREATE INDEX "PUBLIC"."AUDIT_ENTRY_ACTOR" ON "PUBLIC"."AUDIT_ENTRY"("ACTOR" NULLS FIRST, "ID" NULLS FIRST);    
CREATE INDEX "PUBLIC"."AUDIT_ENTRY_ACTION" ON "PUBLIC"."AUDIT_ENTRY"("ACTION" NULLS FIRST, "ID" NULLS FIRST);  
CREATE INDEX "PUBLIC"."AUDIT_ENTRY_SUBJECT" ON "PUBLIC"."AUDIT_ENTRY"("SUBJECT" NULLS FIRST, "ID" NULLS FIRST);
CREATE CACHED TABLE "PUBLIC"."DELIVERY_COUNT"(
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "BEGINS_AT" TIMESTAMP(6) NOT NULL,
    "LANE" INTEGER NOT NULL,
    "DELIVERED" BIGINT NOT NULL,
    "DEFERRED" BIGINT NOT NULL,
    "REFUSED" BIGINT NOT NULL,
    "UNCERTAIN" BIGINT DEFAULT 0 NOT NULL
);   
ALTER TABLE "PUBLIC"."DELIVERY_COUNT" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_5D" PRIMARY KEY("OWNER", "BEGINS_AT", "LANE");       
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.DELIVERY_COUNT;           
INSERT INTO "PUBLIC"."DELIVERY_COUNT" VALUES
('5ab0aed8-c72c-43cd-b8bf-9203a505cb16', TIMESTAMP '2026-11-30 17:00:00', 0, 1, 0, 1, 0);         
CREATE INDEX "PUBLIC"."DELIVERY_COUNT_HOUR" ON "PUBLIC"."DELIVERY_COUNT"("BEGINS_AT" NULLS FIRST, "DELIVERED" NULLS FIRST, "DEFERRED" NULLS FIRST, "REFUSED" NULLS FIRST, "UNCERTAIN" NULLS FIRST);            
CREATE CACHED TABLE "PUBLIC"."MAIL_POLICY"(
    "TENANT_ID" UUID NOT NULL,
    "REVISION" BIGINT NOT NULL,
    "SYSTEM_SERVER_ALLOWED" BOOLEAN NOT NULL,
    "OWN_SERVER_ALLOWED" BOOLEAN NOT NULL,
    "CHANGED_AT" TIMESTAMP(6) NOT NULL,
    "ALLOWED_SENDERS" CHARACTER VARYING
);         
ALTER TABLE "PUBLIC"."MAIL_POLICY" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_1" PRIMARY KEY("TENANT_ID");            
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.MAIL_POLICY;              
CREATE CACHED TABLE "PUBLIC"."MAIL_TEXT"(
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "KIND" CHARACTER VARYING(40) NOT NULL,
    "LANGUAGE" CHARACTER VARYING(10) NOT NULL,
    "SUBJECT" CHARACTER VARYING(200) NOT NULL,
    "BODY" CHARACTER VARYING NOT NULL,
    "CHANGED_AT" TIMESTAMP(6) NOT NULL,
    "REVISION" BIGINT NOT NULL
);               
ALTER TABLE "PUBLIC"."MAIL_TEXT" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_95" PRIMARY KEY("OWNER", "KIND", "LANGUAGE");             
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.MAIL_TEXT;
CREATE CACHED TABLE "PUBLIC"."SUPPORT_REQUEST"(
    "ID" BIGINT GENERATED BY DEFAULT AS IDENTITY(START WITH 1) DEFAULT ON NULL NOT NULL,
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "ACCOUNT_ID" UUID NOT NULL,
    "MESSAGE" BIGINT,
    "SENT_TO" CHARACTER VARYING(320) NOT NULL,
    "SUBJECT" CHARACTER VARYING(200) NOT NULL,
    "CREATED_AT" TIMESTAMP(6) NOT NULL
);            
ALTER TABLE "PUBLIC"."SUPPORT_REQUEST" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_E2" PRIMARY KEY("ID");              
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.SUPPORT_REQUEST;          
CREATE INDEX "PUBLIC"."SUPPORT_REQUEST_ACCOUNT" ON "PUBLIC"."SUPPORT_REQUEST"("ACCOUNT_ID" NULLS FIRST, "ID" NULLS FIRST);     
CREATE CACHED TABLE "PUBLIC"."MESSAGE_BODY"(
    "MESSAGE" BIGINT NOT NULL,
    "PART" INTEGER NOT NULL,
    "CIPHERTEXT" BINARY LARGE OBJECT NOT NULL
);      
ALTER TABLE "PUBLIC"."MESSAGE_BODY" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_3" PRIMARY KEY("MESSAGE", "PART");     
-- 3 +/- SELECT COUNT(*) FROM PUBLIC.MESSAGE_BODY;             
INSERT INTO "PUBLIC"."MESSAGE_BODY" VALUES
(1, 0, X'01c663172a9f8ce7a1aa5f6d96eb530caa8333ec7861a6709ec1032367f648a225cc7fcd333dc9ceaeb0b98a8d875154b79539c94a20e977af98bb92e8434cf418e4ff03217d3928fc7ab7e5ad72861db85bad98d9ef29a62328c7daed0511d9efe32eb134f36ed47ef9773aeec0e0133dbcd353da4bb9fb5eca11f4b0012a3ff4879c9d93bfb84e70b2e22709690ed10683669c645d90db87040d4b728c146f34846754ca94e85a1ac81365be072b492f41949954c78c72c786abfbf7db657b0b75b16a974913c156935bb1e15183a901848b2a43795113a835b1602d1b11b6a48bd6007959a45486d5a3e08185e103df5344284c722cb2ed3829daaa7cce12c345ff896a61cdf84a3dffcb5901458d7e23868672'),
(2, 0, X'01c663172a38f277843a9c671e3a79cae02e1105811e4200e99809b8c71d883c200363b52d4ad66398c7ead6b34a92683e169e5418256e504d916eccfcf2bee9fb1476653e3cc2b44e13bbaeb1ed4fdea3deb2fd2e39004a1862309efa4db91f11a146173fb93a09f9558be7cae9c7b364f943ec43953b262263cfa10ec45d23336c751275c893de029c0c74577708d8bcad16c46d7ca77437b4f92dedbeaf1fe828185442c7aa3e8d59875c5700a897a2ff1529e088f773c2e9c6b9b82a7edf0c84617c8ac732ebbbdc19bcf3e750229d3dd17becc50d46a7257b8597c4a044b62d05f8927675b9526cf57f85d7e84cc5b8f311578681aad1716b9bf062022ea37728ac5956a379a7384b546f1a8239e14efb'),
(3, 0, X'01c663172aabd98a9984bf3b3cfe2abede614a8d6e8dbf06b3cc882093cea12c4669e1936247a762533198e8852d06b62f3dbb64e801e99db528cc448550ac17709dcc219ed7f289644d5e41c8efae92ab64458b746214ecc85901267bbf5a721da5108f2d0377bdc2d1b75dfa3245f842c0a48fd73f19c3499f030bb0629f722784230bbc13edd3f77f77e8976dfad695348236deb1ce5723d17e7ef6bfb3e0c1314ea5f2c4bde0f47e7e8fcda4bd96f81410505694f5fc8efe7a3234d315d229d51a0b784fd706555debc80fefcdde632554d56efb52cba31ca52c021869a61c4256ff4a18857e7908571fe20ca80457128e2a9f68eb5d91d09740a661a68695ed4486105b3868524bcf1da176bfd3b2841a');        
CREATE CACHED TABLE "PUBLIC"."TENANT_OVERVIEW"(
    "TENANT_ID" UUID NOT NULL,
    "NAME" CHARACTER VARYING(63) NOT NULL,
    "NAME_KEY" CHARACTER VARYING(63) NOT NULL,
    "DISPLAY_NAME" CHARACTER VARYING(200),
    "DISPLAY_KEY" CHARACTER VARYING(200),
    "ACTIVE" BOOLEAN NOT NULL,
    "ROUTE" CHARACTER VARYING(30) NOT NULL,
    "ROUTE_WITHOUT_POLICIES" CHARACTER VARYING(30) NOT NULL,
    "AUTHENTICATION_MODE" CHARACTER VARYING(30),
    "SENDER" CHARACTER VARYING(254),
    "SENDER_KEY" CHARACTER VARYING(1000),
    "LAST_TEST_AT" TIMESTAMP(6),
    "LAST_TEST_STEP" CHARACTER VARYING(20),
    "LAST_TEST_CODE" CHARACTER VARYING(60),
    "SYSTEM_SERVER_ALLOWED" BOOLEAN NOT NULL,
    "OWN_SERVER_ALLOWED" BOOLEAN NOT NULL,
    "SUPPORT_ADDRESS" CHARACTER VARYING(254),
    "SUPPORT_KEY" CHARACTER VARYING(1000),
    "SEARCH_TEXT" CHARACTER VARYING(1000) NOT NULL,
    "SECRET_EXPIRES_ON" DATE
);           
ALTER TABLE "PUBLIC"."TENANT_OVERVIEW" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_D6" PRIMARY KEY("TENANT_ID");       
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.TENANT_OVERVIEW;          
INSERT INTO "PUBLIC"."TENANT_OVERVIEW" VALUES
(UUID '5ab0aed8-c72c-43cd-b8bf-9203a505cb16', 'north', 'north', 'North Ltd', 'north ltd', TRUE, 'SYSTEM', 'SYSTEM', NULL, NULL, NULL, NULL, NULL, NULL, TRUE, TRUE, NULL, NULL, U&'north\000anorth ltd', NULL);  
CREATE INDEX "PUBLIC"."TENANT_OVERVIEW_EXPIRY" ON "PUBLIC"."TENANT_OVERVIEW"("SECRET_EXPIRES_ON" NULLS FIRST, "NAME_KEY" NULLS FIRST);         
CREATE INDEX "PUBLIC"."TENANT_OVERVIEW_DISPLAY" ON "PUBLIC"."TENANT_OVERVIEW"("DISPLAY_KEY" NULLS FIRST, "NAME_KEY" NULLS FIRST);              
CREATE INDEX "PUBLIC"."TENANT_OVERVIEW_ACTIVE" ON "PUBLIC"."TENANT_OVERVIEW"("ACTIVE" NULLS FIRST, "NAME_KEY" NULLS FIRST);    
CREATE INDEX "PUBLIC"."TENANT_OVERVIEW_ROUTE" ON "PUBLIC"."TENANT_OVERVIEW"("ROUTE" NULLS FIRST, "NAME_KEY" NULLS FIRST);      
CREATE INDEX "PUBLIC"."TENANT_OVERVIEW_ROUTE_2" ON "PUBLIC"."TENANT_OVERVIEW"("ROUTE_WITHOUT_POLICIES" NULLS FIRST, "NAME_KEY" NULLS FIRST);   
CREATE INDEX "PUBLIC"."TENANT_OVERVIEW_MODE" ON "PUBLIC"."TENANT_OVERVIEW"("AUTHENTICATION_MODE" NULLS FIRST, "NAME_KEY" NULLS FIRST);         
CREATE INDEX "PUBLIC"."TENANT_OVERVIEW_SENDER" ON "PUBLIC"."TENANT_OVERVIEW"("SENDER" NULLS FIRST, "NAME_KEY" NULLS FIRST);    
CREATE INDEX "PUBLIC"."TENANT_OVERVIEW_TESTED" ON "PUBLIC"."TENANT_OVERVIEW"("LAST_TEST_AT" NULLS FIRST, "NAME_KEY" NULLS FIRST);              
CREATE INDEX "PUBLIC"."TENANT_OVERVIEW_SYSTEM" ON "PUBLIC"."TENANT_OVERVIEW"("SYSTEM_SERVER_ALLOWED" NULLS FIRST, "NAME_KEY" NULLS FIRST);     
CREATE INDEX "PUBLIC"."TENANT_OVERVIEW_OWN" ON "PUBLIC"."TENANT_OVERVIEW"("OWN_SERVER_ALLOWED" NULLS FIRST, "NAME_KEY" NULLS FIRST);           
CREATE INDEX "PUBLIC"."TENANT_OVERVIEW_SUPPORT" ON "PUBLIC"."TENANT_OVERVIEW"("SUPPORT_ADDRESS" NULLS FIRST, "NAME_KEY" NULLS FIRST);          
CREATE CACHED TABLE "PUBLIC"."NOTICE"(
    "ID" BIGINT GENERATED BY DEFAULT AS IDENTITY(START WITH 1) DEFAULT ON NULL NOT NULL,
    "KIND" CHARACTER VARYING(40) NOT NULL,
    "ABOUT" CHARACTER VARYING(100) NOT NULL,
    "STAGE" CHARACTER VARYING(60) NOT NULL,
    "DETAILS" CHARACTER VARYING NOT NULL,
    "OCCURRED_AT" TIMESTAMP(6) NOT NULL,
    "ENDED_AT" TIMESTAMP(6),
    "STATE" CHARACTER VARYING(20) NOT NULL,
    "MAILED_AT" TIMESTAMP(6),
    "MESSAGE" BIGINT
);          
ALTER TABLE "PUBLIC"."NOTICE" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_89" PRIMARY KEY("ID");       
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.NOTICE;   
CREATE INDEX "PUBLIC"."NOTICE_STATE" ON "PUBLIC"."NOTICE"("STATE" NULLS FIRST);
CREATE CACHED TABLE "PUBLIC"."SERVER_HEALTH"(
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "SINCE" TIMESTAMP(6) NOT NULL,
    "FAILURES" INTEGER NOT NULL,
    "PAUSED_UNTIL" TIMESTAMP(6),
    "FAILURE" CHARACTER VARYING NOT NULL,
    "REPLY" CHARACTER VARYING
);     
ALTER TABLE "PUBLIC"."SERVER_HEALTH" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_8" PRIMARY KEY("OWNER");              
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.SERVER_HEALTH;            
INSERT INTO "PUBLIC"."SERVER_HEALTH" VALUES
('system', TIMESTAMP '2026-11-30 17:05:47.867169', 1, TIMESTAMP '2026-11-30 17:06:36.274169', '{"step":"CONNECT","code":"connection_refused","arguments":[{"value":"localhost","date":false},{"value":"9","date":false},{"value":"10","date":false}]}', NULL);     
CREATE CACHED TABLE "PUBLIC"."SENDING_ALLOWANCE"(
    "NAME" CHARACTER VARYING(120) NOT NULL,
    "BEGINS_AT" TIMESTAMP(6) NOT NULL,
    "USED" BIGINT NOT NULL
);             
ALTER TABLE "PUBLIC"."SENDING_ALLOWANCE" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_5D9" PRIMARY KEY("NAME");         
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.SENDING_ALLOWANCE;        
CREATE CACHED TABLE "PUBLIC"."SCHEDULED_TASKS"(
    "TASK_NAME" CHARACTER VARYING(100) NOT NULL,
    "TASK_INSTANCE" CHARACTER VARYING(120) NOT NULL,
    "TASK_DATA" BINARY LARGE OBJECT,
    "EXECUTION_TIME" TIMESTAMP(6) NOT NULL,
    "PICKED" BOOLEAN NOT NULL,
    "PICKED_BY" CHARACTER VARYING(50),
    "LAST_SUCCESS" TIMESTAMP(6),
    "LAST_FAILURE" TIMESTAMP(6),
    "CONSECUTIVE_FAILURES" INTEGER,
    "LAST_HEARTBEAT" TIMESTAMP(6),
    "VERSION" BIGINT NOT NULL,
    "PRIORITY" SMALLINT
);
ALTER TABLE "PUBLIC"."SCHEDULED_TASKS" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_C8" PRIMARY KEY("TASK_NAME", "TASK_INSTANCE");      
-- 3 +/- SELECT COUNT(*) FROM PUBLIC.SCHEDULED_TASKS;          
INSERT INTO "PUBLIC"."SCHEDULED_TASKS" VALUES
('lane-watch', 'recurring', NULL, TIMESTAMP '2026-11-30 17:05:48.208421', FALSE, NULL, TIMESTAMP '2026-11-30 17:05:47.208421', NULL, 0, NULL, 5, NULL),
('retention', 'recurring', X'aced00057372000d6a6176612e74696d652e536572955d84ba1b2248b20c00007870770d0200000000000000000000000078', TIMESTAMP '2026-11-30 18:05:45.185142', FALSE, NULL, TIMESTAMP '2026-11-30 17:05:45.185142', NULL, 0, NULL, 3, NULL),
('notices', 'recurring', NULL, TIMESTAMP '2026-11-30 17:06:00.20821', FALSE, NULL, TIMESTAMP '2026-11-30 17:05:45.20821', NULL, 0, NULL, 3, NULL);             
CREATE INDEX "PUBLIC"."SCHEDULED_TASKS_EXECUTION_TIME" ON "PUBLIC"."SCHEDULED_TASKS"("EXECUTION_TIME" NULLS FIRST);            
CREATE INDEX "PUBLIC"."SCHEDULED_TASKS_LAST_HEARTBEAT" ON "PUBLIC"."SCHEDULED_TASKS"("LAST_HEARTBEAT" NULLS FIRST);            
CREATE CACHED TABLE "PUBLIC"."MESSAGE_FILTER"(
    "ACCOUNT_ID" UUID NOT NULL,
    "NAME" CHARACTER VARYING(200) NOT NULL,
    "QUERY" CHARACTER VARYING(4000) NOT NULL
);     
ALTER TABLE "PUBLIC"."MESSAGE_FILTER" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_40" PRIMARY KEY("ACCOUNT_ID", "NAME");               
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.MESSAGE_FILTER;           
CREATE CACHED TABLE "PUBLIC"."NODE"(
    "NAME" CHARACTER VARYING(50) NOT NULL,
    "VERSION" CHARACTER VARYING(100) NOT NULL,
    "STARTED_AT" TIMESTAMP(6) NOT NULL,
    "SEEN_AT" TIMESTAMP(6) NOT NULL
);  
ALTER TABLE "PUBLIC"."NODE" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_24" PRIMARY KEY("NAME");       
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.NODE;     
CREATE CACHED TABLE "PUBLIC"."ACCOUNT"(
    "ID" UUID NOT NULL,
    "REVISION" BIGINT NOT NULL,
    "LOGIN_KEY" CHARACTER VARYING(254) NOT NULL,
    "LOGIN" CHARACTER VARYING(254) NOT NULL,
    "NAME" CHARACTER VARYING(200) NOT NULL,
    "ROLE" CHARACTER VARYING(20) NOT NULL,
    "ACTIVE" BOOLEAN NOT NULL,
    "PASSWORD_HASH" CHARACTER VARYING(200) NOT NULL,
    "MUST_CHANGE_PASSWORD" BOOLEAN NOT NULL,
    "CREDENTIALS_VERSION" INTEGER NOT NULL,
    "CREATED_AT" TIMESTAMP(6) NOT NULL,
    "PASSWORD_CHANGED_AT" TIMESTAMP(6) NOT NULL,
    "PASSWORD_SET" BOOLEAN DEFAULT TRUE NOT NULL,
    "LANGUAGE" CHARACTER VARYING(10),
    "LAST_SIGN_IN_AT" TIMESTAMP(6),
    "EMAIL" CHARACTER VARYING(254),
    "TIME_ZONE" CHARACTER VARYING(64),
    "BROWSER_TIME_ZONE" CHARACTER VARYING(64)
);             
ALTER TABLE "PUBLIC"."ACCOUNT" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_E" PRIMARY KEY("ID");       
-- 2 +/- SELECT COUNT(*) FROM PUBLIC.ACCOUNT;  
INSERT INTO "PUBLIC"."ACCOUNT" VALUES
(UUID 'c2377478-ed5d-4a8c-842b-b264a9aa8af7', 0, 'sadmin', 'sadmin', 'System administrator', 'SYSTEM_ADMIN', TRUE, '{bcrypt}$2a$10$MGNJ2zNiSjurJDwzrC5EbOenYbR/ecShPapM/oPG8n3o8uUXPt9N2', FALSE, 1, TIMESTAMP '2026-11-30 17:05:44.749203', TIMESTAMP '2026-11-30 17:05:44.749203', TRUE, NULL, NULL, NULL, NULL, NULL),
(UUID '343872f3-6f43-42c9-b628-7da1f1c6a2b0', 0, 'ada@north.example', 'ada@north.example', 'Ada', 'TENANT_ADMIN', TRUE, '{bcrypt}$2a$10$ZrUInMGBM95ayjAVSw.VzeC2hrux9lSQJS9YplQ8uXm1HX3Fp/FEG', FALSE, 1, TIMESTAMP '2026-11-30 17:05:46.392958', TIMESTAMP '2026-11-30 17:05:46.392958', FALSE, NULL, NULL, NULL, NULL, NULL);
CREATE INDEX "PUBLIC"."ACCOUNT_ROLE" ON "PUBLIC"."ACCOUNT"("ROLE" NULLS FIRST);
CREATE CACHED TABLE "PUBLIC"."SCHEMA_GENERATION"(
    "READABLE_FROM" INTEGER NOT NULL
);      
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.SCHEMA_GENERATION;        
INSERT INTO "PUBLIC"."SCHEMA_GENERATION" VALUES
(1);           
CREATE CACHED TABLE "PUBLIC"."NOTICE_SWITCH"(
    "KIND" CHARACTER VARYING(40) NOT NULL,
    "ENABLED" BOOLEAN NOT NULL
);     
ALTER TABLE "PUBLIC"."NOTICE_SWITCH" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_915" PRIMARY KEY("KIND");             
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.NOTICE_SWITCH;            
CREATE CACHED TABLE "PUBLIC"."LANE_FAILURE"(
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "SINCE" TIMESTAMP(6) NOT NULL,
    "FAILURES" INTEGER NOT NULL,
    "WHAT" CHARACTER VARYING(500) NOT NULL
);    
ALTER TABLE "PUBLIC"."LANE_FAILURE" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_F2" PRIMARY KEY("OWNER");              
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.LANE_FAILURE;             
CREATE CACHED TABLE "PUBLIC"."INVITATION"(
    "ACCOUNT_ID" UUID NOT NULL,
    "REVISION" BIGINT NOT NULL,
    "TOKEN_HASH" CHARACTER VARYING(64) NOT NULL,
    "CREATED_AT" TIMESTAMP(6) NOT NULL,
    "EXPIRES_AT" TIMESTAMP(6) NOT NULL,
    "CREDENTIALS_VERSION" INTEGER
);               
ALTER TABLE "PUBLIC"."INVITATION" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_6" PRIMARY KEY("ACCOUNT_ID");            
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.INVITATION;               
INSERT INTO "PUBLIC"."INVITATION" VALUES
(UUID '343872f3-6f43-42c9-b628-7da1f1c6a2b0', 1, '84a3c16aacfdafbb1c30f2e14255c17a241ade0662877bdad28ce03fc79cd095', TIMESTAMP '2026-11-30 17:05:46.433136', TIMESTAMP '2026-12-07 17:05:46.428471', 1);              
CREATE CACHED TABLE "PUBLIC"."LAST_STORED"(
    "STORED_AT" TIMESTAMP(6) NOT NULL
);           
-- 1 +/- SELECT COUNT(*) FROM PUBLIC.LAST_STORED;              
INSERT INTO "PUBLIC"."LAST_STORED" VALUES
(TIMESTAMP '2026-11-30 17:05:45.396769');            
CREATE CACHED TABLE "PUBLIC"."PENDING_ADDRESS"(
    "ACCOUNT_ID" UUID NOT NULL,
    "EMAIL" CHARACTER VARYING(254) NOT NULL,
    "TOKEN_HASH" CHARACTER VARYING(64) NOT NULL,
    "CREDENTIALS_VERSION" INTEGER NOT NULL,
    "EXPIRES_AT" TIMESTAMP(6) NOT NULL
);            
ALTER TABLE "PUBLIC"."PENDING_ADDRESS" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_21" PRIMARY KEY("ACCOUNT_ID");      
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.PENDING_ADDRESS;          
CREATE CACHED TABLE "PUBLIC"."ACCOUNT_SESSION"(
    "ID" UUID NOT NULL,
    "ACCOUNT_ID" UUID NOT NULL,
    "USER_AGENT" CHARACTER VARYING(300) NOT NULL,
    "ADDRESS" CHARACTER VARYING(64) NOT NULL,
    "STARTED_AT" TIMESTAMP(6) NOT NULL,
    "LAST_USED_AT" TIMESTAMP(6) NOT NULL,
    "TOKEN_HASH" CHARACTER VARYING(64),
    "CREDENTIALS_VERSION" BIGINT
);          
ALTER TABLE "PUBLIC"."ACCOUNT_SESSION" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_6C" PRIMARY KEY("ID");              
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.ACCOUNT_SESSION;          
CREATE UNIQUE NULLS DISTINCT INDEX "PUBLIC"."ACCOUNT_SESSION_TOKEN" ON "PUBLIC"."ACCOUNT_SESSION"("TOKEN_HASH" NULLS FIRST);   
CREATE INDEX "PUBLIC"."ACCOUNT_SESSION_LAST_USED" ON "PUBLIC"."ACCOUNT_SESSION"("LAST_USED_AT" NULLS FIRST);   
CREATE CACHED TABLE "PUBLIC"."MAIL_BRAND"(
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "COLOR" CHARACTER VARYING(7),
    "LOGO" BINARY LARGE OBJECT,
    "LOGO_FORMAT" CHARACTER VARYING(10),
    "LOGO_WIDTH" INTEGER,
    "LOGO_HEIGHT" INTEGER,
    "CHANGED_AT" TIMESTAMP(6) NOT NULL,
    "REVISION" BIGINT NOT NULL
);              
ALTER TABLE "PUBLIC"."MAIL_BRAND" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_18" PRIMARY KEY("OWNER");
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.MAIL_BRAND;               
CREATE CACHED TABLE "PUBLIC"."TEST_HISTORY"(
    "ID" BIGINT GENERATED BY DEFAULT AS IDENTITY(START WITH 1) DEFAULT ON NULL NOT NULL,
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "AT" TIMESTAMP(6) NOT NULL,
    "STEP" CHARACTER VARYING(30),
    "CODE" CHARACTER VARYING(100)
);      
ALTER TABLE "PUBLIC"."TEST_HISTORY" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_7" PRIMARY KEY("ID");  
-- 0 +/- SELECT COUNT(*) FROM PUBLIC.TEST_HISTORY;             
CREATE INDEX "PUBLIC"."TEST_HISTORY_OWNER" ON "PUBLIC"."TEST_HISTORY"("OWNER" NULLS FIRST, "ID" NULLS FIRST);  
CREATE CACHED TABLE "PUBLIC"."MESSAGE_SEARCH"(
    "MESSAGE" BIGINT NOT NULL,
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "TEXT" CHARACTER VARYING(1000) NOT NULL
);      
ALTER TABLE "PUBLIC"."MESSAGE_SEARCH" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_56" PRIMARY KEY("MESSAGE");          
-- 3 +/- SELECT COUNT(*) FROM PUBLIC.MESSAGE_SEARCH;           
INSERT INTO "PUBLIC"."MESSAGE_SEARCH" VALUES
(1, '5ab0aed8-c72c-43cd-b8bf-9203a505cb16', U&'s\000adelivered@example.org'),
(2, '5ab0aed8-c72c-43cd-b8bf-9203a505cb16', U&'s\000arefused@example.org'),
(3, '5ab0aed8-c72c-43cd-b8bf-9203a505cb16', U&'s\000awaiting@example.org');             
CREATE CACHED TABLE "PUBLIC"."MESSAGE"(
    "ID" BIGINT GENERATED BY DEFAULT AS IDENTITY(START WITH 1 RESTART WITH 4) DEFAULT ON NULL NOT NULL,
    "OWNER" CHARACTER VARYING(100) NOT NULL,
    "LANE" CHARACTER VARYING(100),
    "STATUS" CHARACTER VARYING(20) NOT NULL,
    "DUE_AT" TIMESTAMP(6),
    "CLAIM" CHARACTER VARYING(100),
    "ACCEPTED_AT" TIMESTAMP(6) NOT NULL,
    "FIRST_TRIED_AT" TIMESTAMP(6),
    "ENDED_AT" TIMESTAMP(6),
    "ATTEMPTS" INTEGER NOT NULL,
    "MESSAGE_ID" CHARACTER VARYING(340) NOT NULL,
    "SUBJECT" CHARACTER VARYING(998) NOT NULL,
    "RECIPIENTS" CHARACTER VARYING NOT NULL,
    "SIZE" BIGINT NOT NULL,
    "SMTP_UTF8" BOOLEAN NOT NULL,
    "FAILURE" CHARACTER VARYING,
    "IDEMPOTENCY_KEY" CHARACTER VARYING(200),
    "REQUEST_HASH" CHARACTER VARYING(64),
    "CONFIDENTIAL" BOOLEAN DEFAULT FALSE NOT NULL,
    "CANCEL_REQUESTED" BOOLEAN DEFAULT FALSE NOT NULL,
    "UNCERTAIN" INTEGER DEFAULT 0 NOT NULL,
    "AT_MOST_ONCE" BOOLEAN DEFAULT FALSE NOT NULL,
    "HANDING_OVER" BOOLEAN DEFAULT FALSE NOT NULL,
    "PRIORITY" INTEGER DEFAULT 1 NOT NULL,
    "EXPIRES_AT" TIMESTAMP(6),
    "VIA" CHARACTER VARYING(20),
    "CLIENT" CHARACTER VARYING(60),
    "DSN" CHARACTER VARYING,
    "SENDER_POLICY" CHARACTER VARYING(20)
);
ALTER TABLE "PUBLIC"."MESSAGE" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_63" PRIMARY KEY("ID");      
-- 3 +/- SELECT COUNT(*) FROM PUBLIC.MESSAGE;  
INSERT INTO "PUBLIC"."MESSAGE" VALUES
(1, '5ab0aed8-c72c-43cd-b8bf-9203a505cb16', NULL, 'DELIVERED', NULL, NULL, TIMESTAMP '2026-11-30 17:05:47.071268', TIMESTAMP '2026-11-30 17:05:47.275198', TIMESTAMP '2026-11-30 17:05:47.324351', 1, '<b8e2c11e-16c0-48eb-8c62-d375e0498490@example.com>', 's', '[{"address":"delivered@example.org","kind":"TO","status":"DELIVERED","reply":"250 2.0.0 queued as 4711","enhancedStatus":"2.0.0","uncertain":null}]', 244, FALSE, NULL, NULL, NULL, FALSE, FALSE, 0, FALSE, FALSE, 1, NULL, 'API', '127.0.0.1', NULL, NULL),
(2, '5ab0aed8-c72c-43cd-b8bf-9203a505cb16', NULL, 'REFUSED', NULL, NULL, TIMESTAMP '2026-11-30 17:05:47.140909', TIMESTAMP '2026-11-30 17:05:47.273663', TIMESTAMP '2026-11-30 17:05:47.324351', 1, '<cc3f4c69-216b-4e71-bf20-6b2b1e58807b@example.com>', 's', '[{"address":"refused@example.org","kind":"TO","status":"REFUSED","reply":"550 5.1.1 No such mailbox","enhancedStatus":"5.1.1","uncertain":null}]', 242, FALSE, '{"step":"RECIPIENT","code":"recipient_unknown","arguments":[{"value":"refused@example.org","date":false}]}', NULL, NULL, FALSE, FALSE, 0, FALSE, FALSE, 1, NULL, 'API', '127.0.0.1', NULL, NULL),
(3, '5ab0aed8-c72c-43cd-b8bf-9203a505cb16', 'system', 'QUEUED', TIMESTAMP '2026-11-30 17:05:47.786131', NULL, TIMESTAMP '2026-11-30 17:05:47.786131', NULL, NULL, 0, '<3d24820c-9163-4bab-b623-b162ebd39973@example.com>', 's', '[{"address":"waiting@example.org","kind":"TO","status":"QUEUED","reply":null,"enhancedStatus":null,"uncertain":null}]', 242, FALSE, NULL, NULL, NULL, FALSE, FALSE, 0, FALSE, FALSE, 1, NULL, 'API', '127.0.0.1', NULL, NULL);         
CREATE INDEX "PUBLIC"."MESSAGE_OWNER" ON "PUBLIC"."MESSAGE"("OWNER" NULLS FIRST, "ID" NULLS FIRST);            
CREATE UNIQUE NULLS DISTINCT INDEX "PUBLIC"."MESSAGE_IDEMPOTENCY" ON "PUBLIC"."MESSAGE"("OWNER" NULLS FIRST, "IDEMPOTENCY_KEY" NULLS FIRST);   
CREATE INDEX "PUBLIC"."MESSAGE_STATUS" ON "PUBLIC"."MESSAGE"("STATUS" NULLS FIRST, "ID" NULLS FIRST);          
CREATE INDEX "PUBLIC"."MESSAGE_ENDED" ON "PUBLIC"."MESSAGE"("ENDED_AT" NULLS FIRST);           
CREATE INDEX "PUBLIC"."MESSAGE_CLAIM" ON "PUBLIC"."MESSAGE"("CLAIM" NULLS FIRST);              
CREATE INDEX "PUBLIC"."MESSAGE_ACCEPTED" ON "PUBLIC"."MESSAGE"("ACCEPTED_AT" NULLS FIRST);     
CREATE INDEX "PUBLIC"."MESSAGE_DUE" ON "PUBLIC"."MESSAGE"("LANE" NULLS FIRST, "OWNER" NULLS FIRST, "PRIORITY" NULLS FIRST, "DUE_AT" NULLS FIRST);              
CREATE INDEX "PUBLIC"."MESSAGE_EXPIRES" ON "PUBLIC"."MESSAGE"("LANE" NULLS FIRST, "EXPIRES_AT" NULLS FIRST);   
CREATE INDEX "PUBLIC"."MESSAGE_MESSAGE_ID" ON "PUBLIC"."MESSAGE"("MESSAGE_ID" NULLS FIRST);    
ALTER TABLE "PUBLIC"."TENANT_OVERVIEW" ADD CONSTRAINT "PUBLIC"."TENANT_OVERVIEW_NAME" UNIQUE NULLS DISTINCT ("NAME_KEY");      
ALTER TABLE "PUBLIC"."TENANT" ADD CONSTRAINT "PUBLIC"."TENANT_NAME_UNIQUE" UNIQUE NULLS DISTINCT ("NAME_KEY"); 
ALTER TABLE "PUBLIC"."NOTICE" ADD CONSTRAINT "PUBLIC"."NOTICE_UNIQUE" UNIQUE NULLS DISTINCT ("KIND", "ABOUT", "STAGE");        
ALTER TABLE "PUBLIC"."INVITATION" ADD CONSTRAINT "PUBLIC"."INVITATION_TOKEN_UNIQUE" UNIQUE NULLS DISTINCT ("TOKEN_HASH");      
ALTER TABLE "PUBLIC"."API_TOKEN" ADD CONSTRAINT "PUBLIC"."API_TOKEN_UNIQUE" UNIQUE NULLS DISTINCT ("TOKEN_HASH");              
ALTER TABLE "PUBLIC"."ACCOUNT" ADD CONSTRAINT "PUBLIC"."ACCOUNT_LOGIN_UNIQUE" UNIQUE NULLS DISTINCT ("LOGIN_KEY");             
ALTER TABLE "PUBLIC"."ACCOUNT_TENANT" ADD CONSTRAINT "PUBLIC"."ACCOUNT_TENANT_TENANT" FOREIGN KEY("TENANT_ID") REFERENCES "PUBLIC"."TENANT"("ID") NOCHECK;     
ALTER TABLE "PUBLIC"."PENDING_ADDRESS" ADD CONSTRAINT "PUBLIC"."PENDING_ADDRESS_ACCOUNT" FOREIGN KEY("ACCOUNT_ID") REFERENCES "PUBLIC"."ACCOUNT"("ID") ON DELETE CASCADE NOCHECK;              
ALTER TABLE "PUBLIC"."ACCOUNT_SESSION" ADD CONSTRAINT "PUBLIC"."ACCOUNT_SESSION_ACCOUNT" FOREIGN KEY("ACCOUNT_ID") REFERENCES "PUBLIC"."ACCOUNT"("ID") ON DELETE CASCADE NOCHECK;              
ALTER TABLE "PUBLIC"."ACCOUNT_TENANT" ADD CONSTRAINT "PUBLIC"."ACCOUNT_TENANT_ACCOUNT" FOREIGN KEY("ACCOUNT_ID") REFERENCES "PUBLIC"."ACCOUNT"("ID") NOCHECK;  
ALTER TABLE "PUBLIC"."API_TOKEN" ADD CONSTRAINT "PUBLIC"."API_TOKEN_TENANT" FOREIGN KEY("TENANT_ID") REFERENCES "PUBLIC"."TENANT"("ID") NOCHECK;               
