/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: postmeister
-- ------------------------------------------------------
-- Server version	10.11.19-MariaDB-0+deb12u1

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;

--
-- Table structure for table `DATABASECHANGELOG`
--

DROP TABLE IF EXISTS `DATABASECHANGELOG`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `DATABASECHANGELOG` (
  `ID` varchar(255) NOT NULL,
  `AUTHOR` varchar(255) NOT NULL,
  `FILENAME` varchar(255) NOT NULL,
  `DATEEXECUTED` datetime NOT NULL,
  `ORDEREXECUTED` int(11) NOT NULL,
  `EXECTYPE` varchar(10) NOT NULL,
  `MD5SUM` varchar(35) DEFAULT NULL,
  `DESCRIPTION` varchar(255) DEFAULT NULL,
  `COMMENTS` varchar(255) DEFAULT NULL,
  `TAG` varchar(255) DEFAULT NULL,
  `LIQUIBASE` varchar(20) DEFAULT NULL,
  `CONTEXTS` varchar(255) DEFAULT NULL,
  `LABELS` varchar(255) DEFAULT NULL,
  `DEPLOYMENT_ID` varchar(10) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `DATABASECHANGELOG`
--

LOCK TABLES `DATABASECHANGELOG` WRITE;
/*!40000 ALTER TABLE `DATABASECHANGELOG` DISABLE KEYS */;
INSERT INTO `DATABASECHANGELOG` VALUES
('platform-1','postmeister','db/changelog/platform/0001-platform.sql','2026-11-30 17:06:02',1,'EXECUTED','9:ab63cdd496aa779b0a3c1869ede4a277','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('platform-2','postmeister','db/changelog/platform/0001-platform.sql','2026-11-30 17:06:02',2,'EXECUTED','9:f24735209336027722781e6b7659d383','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('secret-1','postmeister','db/changelog/secret/0001-secret.sql','2026-11-30 17:06:02',3,'EXECUTED','9:dd414f6d9c2a6c985524ed8e6162aea8','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('account-1','postmeister','db/changelog/security/0001-account.sql','2026-11-30 17:06:02',4,'EXECUTED','9:fdcab46022334c0572175b0ccbc1fe77','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-1','postmeister','db/changelog/mailserver/0001-mail-server.sql','2026-11-30 17:06:02',5,'EXECUTED','9:47afa12edfceff75866db2ae3343dfe3','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-2','postmeister','db/changelog/mailserver/0001-mail-server.sql','2026-11-30 17:06:02',6,'EXECUTED','9:fcac8f1c9706c336dbd3ca8ef1e72cb5','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('support-options-1','postmeister','db/changelog/mailserver/0002-support-options.sql','2026-11-30 17:06:02',7,'EXECUTED','9:ea125a7d3352a8bcac0c752c61d69ddc','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('support-options-2','postmeister','db/changelog/mailserver/0002-support-options.sql','2026-11-30 17:06:02',8,'EXECUTED','9:e69c7c299b9385e22d19f54671be8cfc','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('tenant-1','postmeister','db/changelog/tenant/0001-tenant.sql','2026-11-30 17:06:02',9,'EXECUTED','9:1cff7b6902e95193b7565fa71fc65f80','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('account-2','postmeister','db/changelog/security/0002-administrators-and-tokens.sql','2026-11-30 17:06:02',10,'EXECUTED','9:83953379e662c3b2222e1b1d6f69fa9c','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('account-3','postmeister','db/changelog/security/0002-administrators-and-tokens.sql','2026-11-30 17:06:03',11,'EXECUTED','9:9165279fea5eb52f19349c87a6d507e7','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('account-4','postmeister','db/changelog/security/0002-administrators-and-tokens.sql','2026-11-30 17:06:03',12,'EXECUTED','9:2ab6918a022ca96c97396d9feba473c0','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('invitation-1','postmeister','db/changelog/security/0002-administrators-and-tokens.sql','2026-11-30 17:06:03',13,'EXECUTED','9:47d8037db66aa2847881c88d84116abe','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('api-token-1','postmeister','db/changelog/security/0002-administrators-and-tokens.sql','2026-11-30 17:06:03',14,'EXECUTED','9:4f54ee177d891e9bac276550ff8f2c60','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-3','postmeister','db/changelog/mailserver/0003-tenant-mail.sql','2026-11-30 17:06:03',15,'EXECUTED','9:661000417c823687f8cdc18b8c9151f4','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-4','postmeister','db/changelog/mailserver/0003-tenant-mail.sql','2026-11-30 17:06:03',16,'EXECUTED','9:f543257136de40cceba2261043fc7e5c','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-policy-1','postmeister','db/changelog/mailserver/0003-tenant-mail.sql','2026-11-30 17:06:03',17,'EXECUTED','9:531bbcf074950e040ff5ab527167af86','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('tenant-support-1','postmeister','db/changelog/mailserver/0003-tenant-mail.sql','2026-11-30 17:06:03',18,'EXECUTED','9:32daf807e666a4d5f89ae2827998a7ba','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('test-outcome-1','postmeister','db/changelog/mailserver/0003-tenant-mail.sql','2026-11-30 17:06:03',19,'EXECUTED','9:9f1e3f69945a294f5ebd7293b084fe15','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('audit-1','postmeister','db/changelog/audit/0001-audit.sql','2026-11-30 17:06:03',20,'EXECUTED','9:a76e79b936bc40274da08a3ad426e8fb','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('audit-2','postmeister','db/changelog/audit/0001-audit.sql','2026-11-30 17:06:03',21,'EXECUTED','9:5b66e089e0b2728919ecb19e360b20b8','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('audit-3','postmeister','db/changelog/audit/0001-audit.sql','2026-11-30 17:06:04',22,'EXECUTED','9:f30cc6a0ff9c1b3b71ba4691a7cc3ced','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('audit-4','postmeister','db/changelog/audit/0001-audit.sql','2026-11-30 17:06:04',23,'EXECUTED','9:c60acccffe12d505e62c79a241e93b58','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('audit-5','postmeister','db/changelog/audit/0001-audit.sql','2026-11-30 17:06:04',24,'EXECUTED','9:19d1b0d42eedab02fb9d2c6a2e285afb','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('tenant-overview-1','postmeister','db/changelog/directory/0001-tenant-overview.sql','2026-11-30 17:06:04',25,'EXECUTED','9:dbf1e9304479f25e8977e3e2c6cdd3b0','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('tenant-overview-2','postmeister','db/changelog/directory/0001-tenant-overview.sql','2026-11-30 17:06:04',26,'EXECUTED','9:f9e3793a3011ea758d7871153f9ebc86','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-5','postmeister','db/changelog/mailserver/0004-app-registration.sql','2026-11-30 17:06:04',27,'EXECUTED','9:4af36c2c84baf9c6ab4bbdcc05a5eed4','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('tenant-overview-3','postmeister','db/changelog/directory/0002-secret-expiry.sql','2026-11-30 17:06:04',28,'EXECUTED','9:e5efbea797e9be467119b1f7bf962d93','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('tenant-overview-4','postmeister','db/changelog/directory/0002-secret-expiry.sql','2026-11-30 17:06:05',29,'EXECUTED','9:213e213436b8050ffe7c0760b10ae1b7','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-1','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',30,'EXECUTED','9:a54430ff38df0a6c74b2f4a5bd51991c','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-2','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',31,'EXECUTED','9:92cbe3d66d4fd70f65c5c3de9bb4df92','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-3','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',32,'EXECUTED','9:2089cf7267a10892f92579549fef922a','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-4','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',33,'EXECUTED','9:12acb1b1675abace485bad03f57b2883','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-5','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',34,'EXECUTED','9:5184372442913a256238532c48de2781','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-6','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',35,'EXECUTED','9:b115d5e3e3e7f68a5f133208f8facb54','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-7','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',36,'EXECUTED','9:2b3f3b3c0c2376e858a26524c666f290','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-8','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',37,'EXECUTED','9:7e99e654140df43df69b017fe40baa6c','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-body-1','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',38,'EXECUTED','9:dbfcf248e55fad92fd38927728a094df','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-attempt-1','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',39,'EXECUTED','9:7560052db101bcfe8c33d74a3f642d60','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-attempt-2','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',40,'EXECUTED','9:26366b9129a07aabbe583aba065eac08','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('server-health-1','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',41,'EXECUTED','9:902f422acf83b8d09531c643c9d5493d','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('delivery-count-1','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',42,'EXECUTED','9:725341f887c5388592b0026ad7294e1b','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('sending-allowance-1','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',43,'EXECUTED','9:3deb198edf4506880762bdee248766e6','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('scheduled-tasks-1','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',44,'EXECUTED','9:130c5f7e83ce320f405b3c99e471cd63','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('scheduled-tasks-2','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:05',45,'EXECUTED','9:5d47caf8bac5f665130ccbc0c964ee03','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('scheduled-tasks-3','postmeister','db/changelog/delivery/0001-outbox.sql','2026-11-30 17:06:06',46,'EXECUTED','9:3854bdd8c971c954705c6b4e21f86b00','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('account-5','postmeister','db/changelog/security/0003-forgotten-passwords.sql','2026-11-30 17:06:06',47,'EXECUTED','9:0ee87b0c794841eaf4a0d15f83e141d6','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('console-address-1','postmeister','db/changelog/security/0003-forgotten-passwords.sql','2026-11-30 17:06:06',48,'EXECUTED','9:558842e93539324e9b6a99c64190e8dc','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-9','postmeister','db/changelog/delivery/0002-confidential.sql','2026-11-30 17:06:06',49,'EXECUTED','9:b96caf8803524d22c6727dc4249ba02a','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-attempt-3','postmeister','db/changelog/delivery/0003-log.sql','2026-11-30 17:06:06',50,'EXECUTED','9:a71ef686d9f956f080c75fe704a233eb','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('delivery-count-2','postmeister','db/changelog/delivery/0003-log.sql','2026-11-30 17:06:06',51,'EXECUTED','9:e2f5f4dfdaf1e3805498dedf37df9cc9','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-text-1','postmeister','db/changelog/systemmail/0001-mail-text.sql','2026-11-30 17:06:06',52,'EXECUTED','9:f5693bd6260c5d9861c302867ef76b96','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('support-request-1','postmeister','db/changelog/support/0001-support-request.sql','2026-11-30 17:06:06',53,'EXECUTED','9:915a2b474935fdeb5d37a40f3b1e297b','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('support-request-2','postmeister','db/changelog/support/0001-support-request.sql','2026-11-30 17:06:06',54,'EXECUTED','9:d803e9edb3b810f983e3855b9e3db8f9','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('notice-1','postmeister','db/changelog/notice/0001-notice.sql','2026-11-30 17:06:06',55,'EXECUTED','9:646b4043248d5c7219577051c0c9a86d','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('notice-2','postmeister','db/changelog/notice/0001-notice.sql','2026-11-30 17:06:06',56,'EXECUTED','9:7322de3665d1fb8eb260e2103e458909','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('notice-switch-1','postmeister','db/changelog/notice/0001-notice.sql','2026-11-30 17:06:06',57,'EXECUTED','9:a268a49ee55982056b461343cb7455bb','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('lane-failure-1','postmeister','db/changelog/delivery/0004-lane-failure.sql','2026-11-30 17:06:06',58,'EXECUTED','9:01dece6954f68569e4d92c1fa3b20616','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('invitation-2','postmeister','db/changelog/security/0004-rights.sql','2026-11-30 17:06:06',59,'EXECUTED','9:8cc269d5e7f4f00bbf918ba8450fa547','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('invitation-3','postmeister','db/changelog/security/0004-rights.sql','2026-11-30 17:06:06',60,'EXECUTED','9:15774123e7749eccd96bd65f595a2895','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('api-token-2','postmeister','db/changelog/security/0004-rights.sql','2026-11-30 17:06:06',61,'EXECUTED','9:58d90e85bd3f217ef984646ff617d1c3','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('api-token-3','postmeister','db/changelog/security/0004-rights.sql','2026-11-30 17:06:06',62,'EXECUTED','9:a655cdd01977bbee32ea290b1349f716','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-destination-1','postmeister','db/changelog/mailserver/0005-destination.sql','2026-11-30 17:06:06',63,'EXECUTED','9:af8298d1efd5e23e76c602ab1d7c219b','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-destination-2','postmeister','db/changelog/mailserver/0005-destination.sql','2026-11-30 17:06:06',64,'EXECUTED','9:fa460caf52f5b8237e4c7d089bb2500b','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('server-limit-1','postmeister','db/changelog/delivery/0005-server-limit.sql','2026-11-30 17:06:06',65,'EXECUTED','9:cf0f851535442174877b40f7a6f81205','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('server-stuck-1','postmeister','db/changelog/delivery/0005-server-limit.sql','2026-11-30 17:06:06',66,'EXECUTED','9:82f929ba2fe1377e022d911cefeb616d','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-cancel-1','postmeister','db/changelog/delivery/0005-server-limit.sql','2026-11-30 17:06:06',67,'EXECUTED','9:dea9666af68bad59581150148d846e17','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-limits-1','postmeister','db/changelog/mailserver/0006-limits.sql','2026-11-30 17:06:07',68,'EXECUTED','9:3bfe545042918b3c84d83cd1450de302','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-limits-2','postmeister','db/changelog/mailserver/0006-limits.sql','2026-11-30 17:06:07',69,'EXECUTED','9:c9320397b1158698f9304e72682c9944','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-limits-3','postmeister','db/changelog/mailserver/0006-limits.sql','2026-11-30 17:06:07',70,'EXECUTED','9:1bf95eca52c0795cf9c599a3dcf5c20b','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-limits-4','postmeister','db/changelog/mailserver/0006-limits.sql','2026-11-30 17:06:07',71,'EXECUTED','9:a2cc2803a7de732a294c4201e7912e6d','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('server-state-1','postmeister','db/changelog/delivery/0006-server-state.sql','2026-11-30 17:06:07',72,'EXECUTED','9:8e77f58a33f89bd075710ee446736d84','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('shared-connection-1','postmeister','db/changelog/delivery/0007-shared-connection.sql','2026-11-30 17:06:07',73,'EXECUTED','9:4bf87cef8db348e02567228032da7b9f','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-uncertain-1','postmeister','db/changelog/delivery/0008-uncertain.sql','2026-11-30 17:06:07',74,'EXECUTED','9:a875d9125cdab0785f379cbb1ea34c75','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-uncertain-2','postmeister','db/changelog/delivery/0008-uncertain.sql','2026-11-30 17:06:07',75,'EXECUTED','9:73fa6f4802c9299f6b31d30b09215612','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-uncertain-3','postmeister','db/changelog/delivery/0008-uncertain.sql','2026-11-30 17:06:07',76,'EXECUTED','9:f80591cff74280977def83716f52e49c','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('delivery-count-3','postmeister','db/changelog/delivery/0008-uncertain.sql','2026-11-30 17:06:07',77,'EXECUTED','9:5252d55501de679031ef05f39c6a1fb3','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-uncertain-4','postmeister','db/changelog/delivery/0008-uncertain.sql','2026-11-30 17:06:08',78,'EXECUTED','9:5a399846fb2accf1e50a24518cd3519e','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-priority-1','postmeister','db/changelog/delivery/0009-delivery-options.sql','2026-11-30 17:06:08',79,'EXECUTED','9:03d55b3f32356c4d67c78fa15a29d51e','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-priority-2','postmeister','db/changelog/delivery/0009-delivery-options.sql','2026-11-30 17:06:08',80,'EXECUTED','9:12853829b509bb6510a998c3bc20dd21','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-priority-3','postmeister','db/changelog/delivery/0009-delivery-options.sql','2026-11-30 17:06:08',81,'EXECUTED','9:7812451eb8228cae7269926b045c1b0b','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-expires-1','postmeister','db/changelog/delivery/0009-delivery-options.sql','2026-11-30 17:06:08',82,'EXECUTED','9:bae31a12e1f2f0a1e297332f476301e4','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-expires-2','postmeister','db/changelog/delivery/0009-delivery-options.sql','2026-11-30 17:06:08',83,'EXECUTED','9:91af16dbe457434d0a8aa481763568a2','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-options-1','postmeister','db/changelog/mailserver/0007-options.sql','2026-11-30 17:06:08',84,'EXECUTED','9:56b225e018dd0f6a9cdf3d20a2a49e7c','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-options-2','postmeister','db/changelog/mailserver/0007-options.sql','2026-11-30 17:06:08',85,'EXECUTED','9:36b3a2f72f168be9cdc85977eae5ba19','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-options-3','postmeister','db/changelog/mailserver/0007-options.sql','2026-11-30 17:06:08',86,'EXECUTED','9:57ec7e80cb302f2aee5a0f72f1b9c84a','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-options-4','postmeister','db/changelog/mailserver/0007-options.sql','2026-11-30 17:06:08',87,'EXECUTED','9:050cb8227104bf7faa58db5e8ee4fa4a','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-options-5','postmeister','db/changelog/mailserver/0007-options.sql','2026-11-30 17:06:08',88,'EXECUTED','9:ad66f53f0dc0f452a5dec72eb078e57b','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-options-6','postmeister','db/changelog/mailserver/0007-options.sql','2026-11-30 17:06:08',89,'EXECUTED','9:f02e567271a5a7f54732d118fc8db5e9','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-options-7','postmeister','db/changelog/mailserver/0007-options.sql','2026-11-30 17:06:08',90,'EXECUTED','9:f603ac68b20ffcdd4e7f636ea3a1e518','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-certificate-1','postmeister','db/changelog/mailserver/0007-options.sql','2026-11-30 17:06:08',91,'EXECUTED','9:9399d8a994ea2cd622ef0eabc972947f','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-expiry-1','postmeister','db/changelog/mailserver/0008-secret-expiry.sql','2026-11-30 17:06:08',92,'EXECUTED','9:fb98748ace8b11db75403ea1e3c46e32','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('token-expiry-1','postmeister','db/changelog/security/0005-token-expiry.sql','2026-11-30 17:06:08',93,'EXECUTED','9:cdd0495789f89bb9c04526bfcfa3c6f6','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('last-sign-in-1','postmeister','db/changelog/security/0006-last-sign-in.sql','2026-11-30 17:06:09',94,'EXECUTED','9:16bfa1f18f7db50e0c47fce6e4d37392','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-filter-1','postmeister','db/changelog/delivery/0010-message-filter.sql','2026-11-30 17:06:09',95,'EXECUTED','9:8e871a794fd8ad40964367f2d6e9bb1c','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('node-1','postmeister','db/changelog/delivery/0011-node.sql','2026-11-30 17:06:09',96,'EXECUTED','9:cc2cc8dc786ee80b2c460b39814e8137','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('profile-1','postmeister','db/changelog/security/0007-profile.sql','2026-11-30 17:06:09',97,'EXECUTED','9:96e177a379b7d154a0e19b22a3371ed8','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('pending-address-1','postmeister','db/changelog/security/0008-pending-address.sql','2026-11-30 17:06:09',98,'EXECUTED','9:bb624bdcfc02986ef2d890f47b88eedd','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('account-session-1','postmeister','db/changelog/security/0009-account-session.sql','2026-11-30 17:06:09',99,'EXECUTED','9:8690c30bd72bf4b8d21d4bcbaa02d074','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('audit-subject-1','postmeister','db/changelog/audit/0002-subject.sql','2026-11-30 17:06:09',100,'EXECUTED','9:d270fea9a5f566b664c4e647b91d5003','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-brand-1','postmeister','db/changelog/systemmail/0002-mail-brand.sql','2026-11-30 17:06:09',101,'EXECUTED','9:256a38c68da2d598ff635147ce80c8ac','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('test-history-1','postmeister','db/changelog/mailserver/0009-test-history.sql','2026-11-30 17:06:09',102,'EXECUTED','9:5890e312b2ca169f1e6dee6d145fff0e','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('test-history-2','postmeister','db/changelog/mailserver/0009-test-history.sql','2026-11-30 17:06:09',103,'EXECUTED','9:7196e7715da6c4ea53b7f81bae01f4dd','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-10','postmeister','db/changelog/delivery/0012-message-id.sql','2026-11-30 17:06:09',104,'EXECUTED','9:8ad665a4aef803df5dec523fae05219c','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-origin-1','postmeister','db/changelog/delivery/0013-origin.sql','2026-11-30 17:06:09',105,'EXECUTED','9:d8fe061c24cfa2f8f688c8910abd4f93','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-origin-2','postmeister','db/changelog/delivery/0013-origin.sql','2026-11-30 17:06:09',106,'EXECUTED','9:f5b40fcf1891b8bd6972fbe7638cdbed','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-dsn-1','postmeister','db/changelog/delivery/0013-origin.sql','2026-11-30 17:06:09',107,'EXECUTED','9:cef90d239b4b9777657752373bf102bd','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-senders-1','postmeister','db/changelog/mailserver/0010-allowed-senders.sql','2026-11-30 17:06:09',108,'EXECUTED','9:822b4e801f972a8b8ff5142b8b7c1e66','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-server-senders-2','postmeister','db/changelog/mailserver/0010-allowed-senders.sql','2026-11-30 17:06:09',109,'EXECUTED','9:7eb314d304434f406c4e9932a3f5cc1b','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('mail-policy-senders-1','postmeister','db/changelog/mailserver/0010-allowed-senders.sql','2026-11-30 17:06:09',110,'EXECUTED','9:71d5035acb412c5fd538206539ca2961','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('delivery-count-4','postmeister','db/changelog/delivery/0014-count-by-hour.sql','2026-11-30 17:06:09',111,'EXECUTED','9:39977a9879ab52eb46dce7bdc6767082','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('delivery-count-5','postmeister','db/changelog/delivery/0014-count-by-hour.sql','2026-11-30 17:06:09',112,'EXECUTED','9:4ac08c447dedb7d56c5f1460a357ca38','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-sender-policy-1','postmeister','db/changelog/delivery/0015-sender-policy.sql','2026-11-30 17:06:10',113,'EXECUTED','9:493e1492c33cb716cd5980eb41ea66ac','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-search-1','postmeister','db/changelog/delivery/0016-search.sql','2026-11-30 17:06:10',114,'EXECUTED','9:6370a0ffef56fba446ab0eea2d9c65f3','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-search-2','postmeister','db/changelog/delivery/0016-search.sql','2026-11-30 17:06:10',115,'EXECUTED','9:588212dd5b080de4564596a30f6faa69','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-search-3','postmeister','db/changelog/delivery/0016-search.sql','2026-11-30 17:06:10',116,'EXECUTED','9:dc2b7e87487e5562ab54854b78d2799c','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-recipient-1','postmeister','db/changelog/delivery/0016-search.sql','2026-11-30 17:06:10',117,'EXECUTED','9:61b112cfb3db8fa41d00f11ba5e42132','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-recipient-2','postmeister','db/changelog/delivery/0016-search.sql','2026-11-30 17:06:10',118,'EXECUTED','9:0bfeb8e059b4c63a98a709e98b14323f','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('message-recipient-3','postmeister','db/changelog/changelog.yaml','2026-11-30 17:06:10',119,'EXECUTED','9:3e26f29f43caa548e58e184819063110','customChange','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('account-session-2','postmeister','db/changelog/security/0010-session-handover.sql','2026-11-30 17:06:10',120,'EXECUTED','9:04f2ebf8ac9c11caab176751efcbd174','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('account-session-3','postmeister','db/changelog/security/0010-session-handover.sql','2026-11-30 17:06:10',121,'EXECUTED','9:dd225b400b135863accf6f5ed05c24ec','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('account-session-4','postmeister','db/changelog/security/0010-session-handover.sql','2026-11-30 17:06:10',122,'EXECUTED','9:7f51a694dbf3474a0d9fb73259a81673','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('schema-generation-1','postmeister','db/changelog/platform/0002-schema-generation.sql','2026-11-30 17:06:10',123,'EXECUTED','9:ce326bb051d3cf1c05f868a819509d9a','sql','',NULL,'4.33.0',NULL,NULL,'6058361496'),
('last-stored-1','postmeister','db/changelog/delivery/0017-last-stored.sql','2026-11-30 17:06:10',124,'EXECUTED','9:42bd292c2fa944006da42d45516ecc2c','sql','',NULL,'4.33.0',NULL,NULL,'6058361496');
/*!40000 ALTER TABLE `DATABASECHANGELOG` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `DATABASECHANGELOGLOCK`
--

DROP TABLE IF EXISTS `DATABASECHANGELOGLOCK`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `DATABASECHANGELOGLOCK` (
  `ID` int(11) NOT NULL,
  `LOCKED` tinyint(1) NOT NULL,
  `LOCKGRANTED` datetime DEFAULT NULL,
  `LOCKEDBY` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`ID`)
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `DATABASECHANGELOGLOCK`
--

LOCK TABLES `DATABASECHANGELOGLOCK` WRITE;
/*!40000 ALTER TABLE `DATABASECHANGELOGLOCK` DISABLE KEYS */;
INSERT INTO `DATABASECHANGELOGLOCK` VALUES
(1,0,NULL,NULL);
/*!40000 ALTER TABLE `DATABASECHANGELOGLOCK` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `account`
--

DROP TABLE IF EXISTS `account`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `account` (
  `id` uuid NOT NULL,
  `revision` bigint(20) NOT NULL,
  `login_key` varchar(254) NOT NULL,
  `login` varchar(254) NOT NULL,
  `name` varchar(200) NOT NULL,
  `role` varchar(20) NOT NULL,
  `active` tinyint(1) NOT NULL,
  `password_hash` varchar(200) NOT NULL,
  `must_change_password` tinyint(1) NOT NULL,
  `credentials_version` int(11) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `password_changed_at` datetime(6) NOT NULL,
  `password_set` tinyint(1) NOT NULL DEFAULT 1,
  `language` varchar(10) DEFAULT NULL,
  `last_sign_in_at` datetime(6) DEFAULT NULL,
  `email` varchar(254) DEFAULT NULL,
  `time_zone` varchar(64) DEFAULT NULL,
  `browser_time_zone` varchar(64) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `account_login_unique` (`login_key`),
  KEY `account_role` (`role`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `account`
--

LOCK TABLES `account` WRITE;
/*!40000 ALTER TABLE `account` DISABLE KEYS */;
INSERT INTO `account` VALUES
('50a44d5b-8cee-4c93-94b6-b7fd27b1b6ac',0,'sadmin','sadmin','System administrator','SYSTEM_ADMIN',1,'{bcrypt}$2a$10$KQ4kn67Gw9zKxiZXzICMburU0j/fBo6Ab48bBeJc0sAV0L6b8LWZe',0,1,'2026-11-30 17:06:13.460349','2026-11-30 17:06:13.460349',1,NULL,NULL,NULL,NULL,NULL),
('2da3efab-d705-4448-b357-cfb9e73d715e',0,'ada@north.example','ada@north.example','Ada','TENANT_ADMIN',1,'{bcrypt}$2a$10$/3.OTEmZx6SRL8HEPX6Sz.ApEKGKIECx6dnnMi6zAXiHJqHYwT3xW',0,1,'2026-11-30 17:06:15.068268','2026-11-30 17:06:15.068268',0,NULL,NULL,NULL,NULL,NULL);
/*!40000 ALTER TABLE `account` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `account_session`
--

DROP TABLE IF EXISTS `account_session`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `account_session` (
  `id` uuid NOT NULL,
  `account_id` uuid NOT NULL,
  `user_agent` varchar(300) NOT NULL,
  `address` varchar(64) NOT NULL,
  `started_at` datetime(6) NOT NULL,
  `last_used_at` datetime(6) NOT NULL,
  `token_hash` varchar(64) DEFAULT NULL,
  `credentials_version` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `account_session_token` (`token_hash`),
  KEY `account_session_account` (`account_id`),
  KEY `account_session_last_used` (`last_used_at`),
  CONSTRAINT `account_session_account` FOREIGN KEY (`account_id`) REFERENCES `account` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `account_session`
--

LOCK TABLES `account_session` WRITE;
/*!40000 ALTER TABLE `account_session` DISABLE KEYS */;
/*!40000 ALTER TABLE `account_session` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `account_tenant`
--

DROP TABLE IF EXISTS `account_tenant`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `account_tenant` (
  `account_id` uuid NOT NULL,
  `tenant_id` uuid NOT NULL,
  PRIMARY KEY (`account_id`,`tenant_id`),
  KEY `account_tenant_tenant` (`tenant_id`),
  CONSTRAINT `account_tenant_account` FOREIGN KEY (`account_id`) REFERENCES `account` (`id`),
  CONSTRAINT `account_tenant_tenant` FOREIGN KEY (`tenant_id`) REFERENCES `tenant` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `account_tenant`
--

LOCK TABLES `account_tenant` WRITE;
/*!40000 ALTER TABLE `account_tenant` DISABLE KEYS */;
INSERT INTO `account_tenant` VALUES
('2da3efab-d705-4448-b357-cfb9e73d715e','701c7168-b380-448d-beae-57e6d024bc26');
/*!40000 ALTER TABLE `account_tenant` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `api_token`
--

DROP TABLE IF EXISTS `api_token`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `api_token` (
  `id` uuid NOT NULL,
  `revision` bigint(20) NOT NULL,
  `name` varchar(200) NOT NULL,
  `tenant_id` uuid DEFAULT NULL,
  `token_hash` varchar(64) NOT NULL,
  `created_by` varchar(254) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `expires_at` datetime(6) DEFAULT NULL,
  `last_used_at` datetime(6) DEFAULT NULL,
  `scopes` varchar(200) NOT NULL DEFAULT 'messages:send messages:read admin',
  `networks` varchar(1000) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `api_token_unique` (`token_hash`),
  KEY `api_token_tenant` (`tenant_id`),
  KEY `api_token_expiry` (`expires_at`),
  CONSTRAINT `api_token_tenant` FOREIGN KEY (`tenant_id`) REFERENCES `tenant` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `api_token`
--

LOCK TABLES `api_token` WRITE;
/*!40000 ALTER TABLE `api_token` DISABLE KEYS */;
INSERT INTO `api_token` VALUES
('706c5bc0-cce3-4d4e-99a9-9f9f4961f412',1,'invoices',NULL,'6195c6bb15abb537fec822864cacec8bcd593a679bf9eb32b54d16ecd09e1b36','sadmin','2026-11-30 17:06:15.416971',NULL,NULL,'messages:send messages:read admin',NULL);
/*!40000 ALTER TABLE `api_token` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `audit_entry`
--

DROP TABLE IF EXISTS `audit_entry`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `audit_entry` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `at` datetime(6) NOT NULL,
  `actor` varchar(254) NOT NULL,
  `address` varchar(64) DEFAULT NULL,
  `door` varchar(20) NOT NULL,
  `action` varchar(40) NOT NULL,
  `subject` varchar(254) NOT NULL,
  `tenant` varchar(63) DEFAULT NULL,
  `changes` longtext NOT NULL,
  PRIMARY KEY (`id`),
  KEY `audit_entry_at` (`at`),
  KEY `audit_entry_tenant` (`tenant`,`id`),
  KEY `audit_entry_actor` (`actor`,`id`),
  KEY `audit_entry_action` (`action`,`id`),
  KEY `audit_entry_subject` (`subject`,`id`)
) ENGINE=InnoDB AUTO_INCREMENT=8 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `audit_entry`
--

LOCK TABLES `audit_entry` WRITE;
/*!40000 ALTER TABLE `audit_entry` DISABLE KEYS */;
INSERT INTO `audit_entry` VALUES
(1,'2026-11-30 17:06:14.392805','sadmin','127.0.0.1','API','SIGNED_IN','sadmin',NULL,'[]'),
(2,'2026-11-30 17:06:14.472994','sadmin','127.0.0.1','API','TENANT_CREATED','north','north','[{\"field\":\"displayName\",\"before\":null,\"after\":\"North Ltd\"},{\"field\":\"language\",\"before\":null,\"after\":\"en\"},{\"field\":\"active\",\"before\":null,\"after\":\"true\"}]'),
(3,'2026-11-30 17:06:15.209077','sadmin','127.0.0.1','API','ACCOUNT_CREATED','ada@north.example',NULL,'[{\"field\":\"name\",\"before\":null,\"after\":\"Ada\"},{\"field\":\"role\",\"before\":null,\"after\":\"TENANT_ADMIN\"},{\"field\":\"tenants\",\"before\":null,\"after\":\"north\"},{\"field\":\"active\",\"before\":null,\"after\":\"true\"}]'),
(4,'2026-11-30 17:06:15.355180','sadmin','127.0.0.1','API','ACCOUNT_INVITED','ada@north.example',NULL,'[]'),
(5,'2026-11-30 17:06:15.425940','sadmin','127.0.0.1','API','API_TOKEN_CREATED','invoices',NULL,'[{\"field\":\"scopes\",\"before\":null,\"after\":\"messages:send messages:read admin\"}]'),
(6,'2026-11-30 17:06:15.491254','sadmin','127.0.0.1','API','SYSTEM_MAIL_SERVER_CHANGED','system',NULL,'[{\"field\":\"enabled\",\"before\":\"false\",\"after\":\"true\"},{\"field\":\"host\",\"before\":null,\"after\":\"localhost\"},{\"field\":\"port\",\"before\":\"25\",\"after\":\"39757\"},{\"field\":\"senderAddress\",\"before\":null,\"after\":\"noreply@example.com\"}]'),
(7,'2026-11-30 17:06:15.974631','sadmin','127.0.0.1','API','SYSTEM_MAIL_SERVER_CHANGED','system',NULL,'[{\"field\":\"port\",\"before\":\"39757\",\"after\":\"9\"},{\"field\":\"authentication.mode\",\"before\":\"NONE\",\"after\":\"USERNAME_PASSWORD\"},{\"field\":\"authentication.username\",\"before\":null,\"after\":\"u\"},{\"field\":\"authentication.password\",\"before\":null,\"after\":\"***\"}]');
/*!40000 ALTER TABLE `audit_entry` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `console_address`
--

DROP TABLE IF EXISTS `console_address`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `console_address` (
  `id` int(11) NOT NULL,
  `address` varchar(500) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `console_address`
--

LOCK TABLES `console_address` WRITE;
/*!40000 ALTER TABLE `console_address` DISABLE KEYS */;
INSERT INTO `console_address` VALUES
(1,'http://localhost:34827');
/*!40000 ALTER TABLE `console_address` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `delivery_count`
--

DROP TABLE IF EXISTS `delivery_count`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `delivery_count` (
  `owner` varchar(100) NOT NULL,
  `begins_at` datetime(6) NOT NULL,
  `lane` int(11) NOT NULL,
  `delivered` bigint(20) NOT NULL,
  `deferred` bigint(20) NOT NULL,
  `refused` bigint(20) NOT NULL,
  `uncertain` bigint(20) NOT NULL DEFAULT 0,
  PRIMARY KEY (`owner`,`begins_at`,`lane`),
  KEY `delivery_count_hour` (`begins_at`,`delivered`,`deferred`,`refused`,`uncertain`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `delivery_count`
--

LOCK TABLES `delivery_count` WRITE;
/*!40000 ALTER TABLE `delivery_count` DISABLE KEYS */;
INSERT INTO `delivery_count` VALUES
('701c7168-b380-448d-beae-57e6d024bc26','2026-11-30 17:00:00.000000',0,1,0,1,0);
/*!40000 ALTER TABLE `delivery_count` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `invitation`
--

DROP TABLE IF EXISTS `invitation`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `invitation` (
  `account_id` uuid NOT NULL,
  `revision` bigint(20) NOT NULL,
  `token_hash` varchar(64) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `expires_at` datetime(6) NOT NULL,
  `credentials_version` int(11) DEFAULT NULL,
  PRIMARY KEY (`account_id`),
  UNIQUE KEY `invitation_token_unique` (`token_hash`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `invitation`
--

LOCK TABLES `invitation` WRITE;
/*!40000 ALTER TABLE `invitation` DISABLE KEYS */;
INSERT INTO `invitation` VALUES
('2da3efab-d705-4448-b357-cfb9e73d715e',1,'58626b37516003adfdce8a1d44c8eacc7d4e39f897f8aa38391667d95c1be507','2026-11-30 17:06:15.220127','2026-12-07 17:06:15.213189',1);
/*!40000 ALTER TABLE `invitation` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `lane_failure`
--

DROP TABLE IF EXISTS `lane_failure`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `lane_failure` (
  `owner` varchar(100) NOT NULL,
  `since` datetime(6) NOT NULL,
  `failures` int(11) NOT NULL,
  `what` varchar(500) NOT NULL,
  PRIMARY KEY (`owner`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `lane_failure`
--

LOCK TABLES `lane_failure` WRITE;
/*!40000 ALTER TABLE `lane_failure` DISABLE KEYS */;
/*!40000 ALTER TABLE `lane_failure` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `last_stored`
--

DROP TABLE IF EXISTS `last_stored`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `last_stored` (
  `stored_at` datetime(6) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `last_stored`
--

LOCK TABLES `last_stored` WRITE;
/*!40000 ALTER TABLE `last_stored` DISABLE KEYS */;
INSERT INTO `last_stored` VALUES
('2026-11-30 17:06:13.800233');
/*!40000 ALTER TABLE `last_stored` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `mail_brand`
--

DROP TABLE IF EXISTS `mail_brand`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `mail_brand` (
  `owner` varchar(100) NOT NULL,
  `color` varchar(7) DEFAULT NULL,
  `logo` longblob DEFAULT NULL,
  `logo_format` varchar(10) DEFAULT NULL,
  `logo_width` int(11) DEFAULT NULL,
  `logo_height` int(11) DEFAULT NULL,
  `changed_at` datetime(6) NOT NULL,
  `revision` bigint(20) NOT NULL,
  PRIMARY KEY (`owner`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `mail_brand`
--

LOCK TABLES `mail_brand` WRITE;
/*!40000 ALTER TABLE `mail_brand` DISABLE KEYS */;
/*!40000 ALTER TABLE `mail_brand` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `mail_policy`
--

DROP TABLE IF EXISTS `mail_policy`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `mail_policy` (
  `tenant_id` uuid NOT NULL,
  `revision` bigint(20) NOT NULL,
  `system_server_allowed` tinyint(1) NOT NULL,
  `own_server_allowed` tinyint(1) NOT NULL,
  `changed_at` datetime(6) NOT NULL,
  `allowed_senders` longtext DEFAULT NULL,
  PRIMARY KEY (`tenant_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `mail_policy`
--

LOCK TABLES `mail_policy` WRITE;
/*!40000 ALTER TABLE `mail_policy` DISABLE KEYS */;
/*!40000 ALTER TABLE `mail_policy` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `mail_server`
--

DROP TABLE IF EXISTS `mail_server`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `mail_server` (
  `owner` varchar(100) NOT NULL,
  `revision` bigint(20) NOT NULL,
  `enabled` tinyint(1) NOT NULL,
  `host` varchar(253) DEFAULT NULL,
  `port` int(11) DEFAULT NULL,
  `encryption` varchar(20) DEFAULT NULL,
  `sender_address` varchar(254) DEFAULT NULL,
  `sender_name` varchar(100) DEFAULT NULL,
  `utf8_headers` tinyint(1) NOT NULL,
  `authentication_mode` varchar(30) NOT NULL,
  `username` varchar(255) DEFAULT NULL,
  `directory_id` varchar(253) DEFAULT NULL,
  `application_id` varchar(36) DEFAULT NULL,
  `changed_at` datetime(6) NOT NULL,
  `secret_stored` tinyint(1) NOT NULL DEFAULT 0,
  `cloud` varchar(20) DEFAULT NULL,
  `client_secret_expires_on` date DEFAULT NULL,
  `destination_set_by` varchar(20) NOT NULL DEFAULT 'CONSOLE',
  `destination_set_at` datetime(6) DEFAULT NULL,
  `max_connections` int(11) DEFAULT NULL,
  `max_per_minute` int(11) DEFAULT NULL,
  `max_per_hour` int(11) DEFAULT NULL,
  `max_per_day` int(11) DEFAULT NULL,
  `greeting_name` varchar(253) DEFAULT NULL,
  `reply_to` varchar(254) DEFAULT NULL,
  `envelope_sender` varchar(254) DEFAULT NULL,
  `trusted_certificates` longtext DEFAULT NULL,
  `connect_seconds` int(11) DEFAULT NULL,
  `answer_seconds` int(11) DEFAULT NULL,
  `message_seconds` int(11) DEFAULT NULL,
  `client_certificate` longtext DEFAULT NULL,
  `allowed_senders` longtext DEFAULT NULL,
  `sender_policy` varchar(10) DEFAULT NULL,
  PRIMARY KEY (`owner`),
  KEY `mail_server_expiry` (`client_secret_expires_on`,`owner`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `mail_server`
--

LOCK TABLES `mail_server` WRITE;
/*!40000 ALTER TABLE `mail_server` DISABLE KEYS */;
INSERT INTO `mail_server` VALUES
('system',3,1,'localhost',9,'NONE','noreply@example.com',NULL,0,'USERNAME_PASSWORD','u',NULL,NULL,'2026-11-30 17:06:15.971796',1,NULL,NULL,'API','2026-11-30 17:06:15.971748',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
/*!40000 ALTER TABLE `mail_server` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `mail_text`
--

DROP TABLE IF EXISTS `mail_text`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `mail_text` (
  `owner` varchar(100) NOT NULL,
  `kind` varchar(40) NOT NULL,
  `language` varchar(10) NOT NULL,
  `subject` varchar(200) NOT NULL,
  `body` longtext NOT NULL,
  `changed_at` datetime(6) NOT NULL,
  `revision` bigint(20) NOT NULL,
  PRIMARY KEY (`owner`,`kind`,`language`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `mail_text`
--

LOCK TABLES `mail_text` WRITE;
/*!40000 ALTER TABLE `mail_text` DISABLE KEYS */;
/*!40000 ALTER TABLE `mail_text` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `message`
--

DROP TABLE IF EXISTS `message`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `message` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `owner` varchar(100) NOT NULL,
  `lane` varchar(100) DEFAULT NULL,
  `status` varchar(20) NOT NULL,
  `due_at` datetime(6) DEFAULT NULL,
  `claim` varchar(100) DEFAULT NULL,
  `accepted_at` datetime(6) NOT NULL,
  `first_tried_at` datetime(6) DEFAULT NULL,
  `ended_at` datetime(6) DEFAULT NULL,
  `attempts` int(11) NOT NULL,
  `message_id` varchar(340) NOT NULL,
  `subject` varchar(998) NOT NULL,
  `recipients` longtext NOT NULL,
  `size` bigint(20) NOT NULL,
  `smtp_utf8` tinyint(1) NOT NULL,
  `failure` longtext DEFAULT NULL,
  `idempotency_key` varchar(200) DEFAULT NULL,
  `request_hash` varchar(64) DEFAULT NULL,
  `confidential` tinyint(1) NOT NULL DEFAULT 0,
  `cancel_requested` tinyint(1) NOT NULL DEFAULT 0,
  `uncertain` int(11) NOT NULL DEFAULT 0,
  `at_most_once` tinyint(1) NOT NULL DEFAULT 0,
  `handing_over` tinyint(1) NOT NULL DEFAULT 0,
  `priority` int(11) NOT NULL DEFAULT 1,
  `expires_at` datetime(6) DEFAULT NULL,
  `via` varchar(20) DEFAULT NULL,
  `client` varchar(60) DEFAULT NULL,
  `dsn` longtext DEFAULT NULL,
  `sender_policy` varchar(20) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `message_idempotency` (`owner`,`idempotency_key`),
  KEY `message_owner` (`owner`,`id`),
  KEY `message_status` (`status`,`id`),
  KEY `message_ended` (`ended_at`),
  KEY `message_claim` (`claim`),
  KEY `message_accepted` (`accepted_at`),
  KEY `message_due` (`lane`,`owner`,`priority`,`due_at`),
  KEY `message_expires` (`lane`,`expires_at`),
  KEY `message_message_id` (`message_id`)
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `message`
--

LOCK TABLES `message` WRITE;
/*!40000 ALTER TABLE `message` DISABLE KEYS */;
INSERT INTO `message` VALUES
(1,'701c7168-b380-448d-beae-57e6d024bc26',NULL,'DELIVERED',NULL,NULL,'2026-11-30 17:06:15.543201','2026-11-30 17:06:15.687864','2026-11-30 17:06:15.782778',1,'<2ff376e2-1a90-4cd8-843d-06245710c32d@example.com>','s','[{\"address\":\"delivered@example.org\",\"kind\":\"TO\",\"status\":\"DELIVERED\",\"reply\":\"250 2.0.0 queued as 4711\",\"enhancedStatus\":\"2.0.0\",\"uncertain\":null}]',244,0,NULL,NULL,NULL,0,0,0,0,0,1,NULL,'API','127.0.0.1',NULL,NULL),
(2,'701c7168-b380-448d-beae-57e6d024bc26',NULL,'REFUSED',NULL,NULL,'2026-11-30 17:06:15.666866','2026-11-30 17:06:15.746781','2026-11-30 17:06:15.782778',1,'<b0cd22f8-dcac-491a-8e60-f0c2caa481c5@example.com>','s','[{\"address\":\"refused@example.org\",\"kind\":\"TO\",\"status\":\"REFUSED\",\"reply\":\"550 5.1.1 No such mailbox\",\"enhancedStatus\":\"5.1.1\",\"uncertain\":null}]',242,0,'{\"step\":\"RECIPIENT\",\"code\":\"recipient_unknown\",\"arguments\":[{\"value\":\"refused@example.org\",\"date\":false}]}',NULL,NULL,0,0,0,0,0,1,NULL,'API','127.0.0.1',NULL,NULL),
(3,'701c7168-b380-448d-beae-57e6d024bc26','system','QUEUED','2026-11-30 17:06:16.126322',NULL,'2026-11-30 17:06:16.126322',NULL,NULL,0,'<f06227b9-9606-4bea-9ca5-fbadcf2a088f@example.com>','s','[{\"address\":\"waiting@example.org\",\"kind\":\"TO\",\"status\":\"QUEUED\",\"reply\":null,\"enhancedStatus\":null,\"uncertain\":null}]',242,0,NULL,NULL,NULL,0,0,0,0,0,1,NULL,'API','127.0.0.1',NULL,NULL);
/*!40000 ALTER TABLE `message` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `message_attempt`
--

DROP TABLE IF EXISTS `message_attempt`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `message_attempt` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `message` bigint(20) NOT NULL,
  `at` datetime(6) NOT NULL,
  `millis` bigint(20) NOT NULL,
  `outcome` varchar(20) NOT NULL,
  `via` varchar(100) NOT NULL,
  `server` varchar(300) NOT NULL,
  `failure` longtext DEFAULT NULL,
  `reply` longtext DEFAULT NULL,
  `enhanced` varchar(20) DEFAULT NULL,
  `transcript` longtext NOT NULL,
  `node` varchar(100) NOT NULL,
  `of_server` tinyint(1) NOT NULL DEFAULT 0,
  `uncertain` tinyint(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `message_attempt_message` (`message`)
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `message_attempt`
--

LOCK TABLES `message_attempt` WRITE;
/*!40000 ALTER TABLE `message_attempt` DISABLE KEYS */;
INSERT INTO `message_attempt` VALUES
(1,1,'2026-11-30 17:06:15.687864',71,'DELIVERED','system','localhost:39757',NULL,'250 2.0.0 queued as 4711','2.0.0','[\"C: MAIL FROM:<noreply@example.com>\",\"S: 250 2.1.0 sender ok\",\"C: RCPT TO:<delivered@example.org>\",\"S: 250 2.1.5 recipient ok\",\"C: DATA\",\"S: 354 go ahead\",\"S: 250 2.0.0 queued as 4711\"]','vm-71a38894',0,0),
(2,2,'2026-11-30 17:06:15.746781',14,'REFUSED','system','localhost:39757','{\"step\":\"RECIPIENT\",\"code\":\"recipient_unknown\",\"arguments\":[{\"value\":\"refused@example.org\",\"date\":false}]}','550 5.1.1 No such mailbox','5.1.1','[\"C: MAIL FROM:<noreply@example.com>\",\"S: 250 2.1.0 sender ok\",\"C: RCPT TO:<refused@example.org>\",\"S: 550 5.1.1 No such mailbox\"]','vm-71a38894',0,0),
(3,3,'2026-11-30 17:06:16.180044',1,'DEFERRED','system','localhost:9','{\"step\":\"CONNECT\",\"code\":\"connection_refused\",\"arguments\":[{\"value\":\"localhost\",\"date\":false},{\"value\":\"9\",\"date\":false},{\"value\":\"10\",\"date\":false}]}',NULL,NULL,'[]','vm-71a38894',1,0);
/*!40000 ALTER TABLE `message_attempt` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `message_body`
--

DROP TABLE IF EXISTS `message_body`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `message_body` (
  `message` bigint(20) NOT NULL,
  `part` int(11) NOT NULL,
  `ciphertext` longblob NOT NULL,
  PRIMARY KEY (`message`,`part`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `message_body`
--

LOCK TABLES `message_body` WRITE;
/*!40000 ALTER TABLE `message_body` DISABLE KEYS */;
INSERT INTO `message_body` VALUES
(1,0,0x012CDB028366A55343B23FF108E507971D0B1A2EA5160402CDF5785CA52A0124A93530FC85686E7673F7D3D87BD1C627B431081E684A3F921DF81AB59ED8910DCA103B6C8242367A69D6A42588C6254723CA33F5D657C57EA21734333FF47B8C3528F81A83D6A63E8704E96861BB386CE01FBEAB74221285C88E0CFB65F3CBA26D503FC6B33E748B27D2D2DD77937FB262DDF9F5C3EC14773416CE267FC33DDEDE4283D480B9CF2A07397AF891EC365C5F13D3CB02F37757A285777AB1DC2B46CF9119E0A0ECE15CD0F0EAE3353158CDA066AE3BE59AF40929DC694B1FCB4C547A60698B6AC942CAA240683D8AEECBCFC091529F7749D1C7CCA206E8839860FD080528B3E45736278EB9CA8D586A007697021C91EB),
(2,0,0x012CDB028380996EE24630E33F765987EB60CCC1E30E56302B0D2752033D6AE079338D687393AB3D24159A97C22B6072C44D02DCAB7CEC23089866E3E4945C3891DB8E7F88427D5C7ECC7C856C86CF5C16ABA898BBBFE7D75ED2A4DE0C331D3C3A1288299AEF48AE8252B16C3C7087C364914BBD4DBF6C4CFB8A0810DE66B69A0A8D76466F817C1BAB88C36160B966FFEDFD198CB07DC572C01CA8F0335EF9AC3862830E60BE9C7FEA2EE7BAE9BDB76B1E8263E3025A9E18F0420E871FA17A10D91394B921AD5DDC15BAFEA5E7BAB60BC27E2E038990A268947DD0E66D15E99F5C4B4395BF58629FD8AFEFDECCBCD079C62E88A423ADF2058144B6B8ECDF0CBE814216746124F789384B58ECA4DB09439B5E3F),
(3,0,0x012CDB028303C8B648938974784456097697440524EF6E79B969A985E2E0FC051D3BC1327E7BBC6322033BA006F5194CF80E1D906A8CBE5266AB66AC158CDFE891F03F2220FDC15C504D1DF25F8D143E870E787635AA842178975C4FE1F790466ECF9BC60B9C599D177C31B1B1E31CC9487762FA878AF8FA6B295ADECBEB65D03E4D811C56E40D5F0ECDA3996F42F652508CEA4E9FEC7943AEDB3206DC98F9C0752DF960211864E85CE0DE6A78F617E9239148532592D595D223D31EE1466EFEC1E640C92B2114CF08305737D00D963B33E8DC2411009D75E2F0C52BCC879685A2B9868F651730FF54158453BEE4B7CA9747BB7E1FC36677E046C4BE1402F50237EC35AB3A44A7EC809EAD0A2907D5FD3BB2AD);
/*!40000 ALTER TABLE `message_body` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `message_filter`
--

DROP TABLE IF EXISTS `message_filter`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `message_filter` (
  `account_id` uuid NOT NULL,
  `name` varchar(200) NOT NULL,
  `query` varchar(4000) NOT NULL,
  PRIMARY KEY (`account_id`,`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `message_filter`
--

LOCK TABLES `message_filter` WRITE;
/*!40000 ALTER TABLE `message_filter` DISABLE KEYS */;
/*!40000 ALTER TABLE `message_filter` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `message_recipient`
--

DROP TABLE IF EXISTS `message_recipient`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `message_recipient` (
  `address_hash` bigint(20) NOT NULL,
  `message` bigint(20) NOT NULL,
  PRIMARY KEY (`address_hash`,`message`),
  KEY `message_recipient_message` (`message`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `message_recipient`
--

LOCK TABLES `message_recipient` WRITE;
/*!40000 ALTER TABLE `message_recipient` DISABLE KEYS */;
INSERT INTO `message_recipient` VALUES
(-8715655434929546648,2),
(-2369310821198456852,3),
(2102582760084179377,1);
/*!40000 ALTER TABLE `message_recipient` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `message_search`
--

DROP TABLE IF EXISTS `message_search`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `message_search` (
  `message` bigint(20) NOT NULL,
  `owner` varchar(100) NOT NULL,
  `text` varbinary(4000) NOT NULL,
  PRIMARY KEY (`message`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `message_search`
--

LOCK TABLES `message_search` WRITE;
/*!40000 ALTER TABLE `message_search` DISABLE KEYS */;
INSERT INTO `message_search` VALUES
(1,'701c7168-b380-448d-beae-57e6d024bc26',0x730A64656C697665726564406578616D706C652E6F7267),
(2,'701c7168-b380-448d-beae-57e6d024bc26',0x730A72656675736564406578616D706C652E6F7267),
(3,'701c7168-b380-448d-beae-57e6d024bc26',0x730A77616974696E67406578616D706C652E6F7267);
/*!40000 ALTER TABLE `message_search` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `node`
--

DROP TABLE IF EXISTS `node`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `node` (
  `name` varchar(50) NOT NULL,
  `version` varchar(100) NOT NULL,
  `started_at` datetime(6) NOT NULL,
  `seen_at` datetime(6) NOT NULL,
  PRIMARY KEY (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `node`
--

LOCK TABLES `node` WRITE;
/*!40000 ALTER TABLE `node` DISABLE KEYS */;
/*!40000 ALTER TABLE `node` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `notice`
--

DROP TABLE IF EXISTS `notice`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `notice` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `kind` varchar(40) NOT NULL,
  `about` varchar(100) NOT NULL,
  `stage` varchar(60) NOT NULL,
  `details` longtext NOT NULL,
  `occurred_at` datetime(6) NOT NULL,
  `ended_at` datetime(6) DEFAULT NULL,
  `state` varchar(20) NOT NULL,
  `mailed_at` datetime(6) DEFAULT NULL,
  `message` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `notice_unique` (`kind`,`about`,`stage`),
  KEY `notice_state` (`state`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `notice`
--

LOCK TABLES `notice` WRITE;
/*!40000 ALTER TABLE `notice` DISABLE KEYS */;
/*!40000 ALTER TABLE `notice` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `notice_switch`
--

DROP TABLE IF EXISTS `notice_switch`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `notice_switch` (
  `kind` varchar(40) NOT NULL,
  `enabled` tinyint(1) NOT NULL,
  PRIMARY KEY (`kind`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `notice_switch`
--

LOCK TABLES `notice_switch` WRITE;
/*!40000 ALTER TABLE `notice_switch` DISABLE KEYS */;
/*!40000 ALTER TABLE `notice_switch` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `pending_address`
--

DROP TABLE IF EXISTS `pending_address`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `pending_address` (
  `account_id` uuid NOT NULL,
  `email` varchar(254) NOT NULL,
  `token_hash` varchar(64) NOT NULL,
  `credentials_version` int(11) NOT NULL,
  `expires_at` datetime(6) NOT NULL,
  PRIMARY KEY (`account_id`),
  CONSTRAINT `pending_address_account` FOREIGN KEY (`account_id`) REFERENCES `account` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `pending_address`
--

LOCK TABLES `pending_address` WRITE;
/*!40000 ALTER TABLE `pending_address` DISABLE KEYS */;
/*!40000 ALTER TABLE `pending_address` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `platform`
--

DROP TABLE IF EXISTS `platform`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `platform` (
  `id` int(11) NOT NULL,
  `revision` bigint(20) NOT NULL,
  `platform_version` varchar(20) NOT NULL,
  `license_holder` varchar(200) DEFAULT NULL,
  `license_id` varchar(200) DEFAULT NULL,
  `license_edition` varchar(200) DEFAULT NULL,
  `license_valid_until` date DEFAULT NULL,
  `license_max_tenants` int(11) DEFAULT NULL,
  `changed_at` datetime(6) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `platform`
--

LOCK TABLES `platform` WRITE;
/*!40000 ALTER TABLE `platform` DISABLE KEYS */;
INSERT INTO `platform` VALUES
(1,1,'7.4.0',NULL,NULL,NULL,NULL,NULL,'1970-01-01 00:00:00.000000');
/*!40000 ALTER TABLE `platform` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `scheduled_tasks`
--

DROP TABLE IF EXISTS `scheduled_tasks`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `scheduled_tasks` (
  `task_name` varchar(100) NOT NULL,
  `task_instance` varchar(120) NOT NULL,
  `task_data` blob DEFAULT NULL,
  `execution_time` datetime(6) NOT NULL,
  `picked` tinyint(1) NOT NULL,
  `picked_by` varchar(50) DEFAULT NULL,
  `last_success` datetime(6) DEFAULT NULL,
  `last_failure` datetime(6) DEFAULT NULL,
  `consecutive_failures` int(11) DEFAULT NULL,
  `last_heartbeat` datetime(6) DEFAULT NULL,
  `version` bigint(20) NOT NULL,
  `priority` smallint(6) DEFAULT NULL,
  PRIMARY KEY (`task_name`,`task_instance`),
  KEY `scheduled_tasks_execution_time` (`execution_time`),
  KEY `scheduled_tasks_last_heartbeat` (`last_heartbeat`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `scheduled_tasks`
--

LOCK TABLES `scheduled_tasks` WRITE;
/*!40000 ALTER TABLE `scheduled_tasks` DISABLE KEYS */;
INSERT INTO `scheduled_tasks` VALUES
('lane-watch','recurring',NULL,'2026-11-30 17:06:16.613297',0,NULL,'2026-11-30 17:06:15.613297',NULL,0,NULL,5,NULL),
('notices','recurring',NULL,'2026-11-30 17:06:28.904480',0,NULL,'2026-11-30 17:06:13.904480',NULL,0,NULL,3,NULL),
('retention','recurring',0xACED00057372000D6A6176612E74696D652E536572955D84BA1B2248B20C00007870770D0200000000000000000000000078,'2026-11-30 18:06:13.860548',0,NULL,'2026-11-30 17:06:13.860548',NULL,0,NULL,3,NULL);
/*!40000 ALTER TABLE `scheduled_tasks` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `schema_generation`
--

DROP TABLE IF EXISTS `schema_generation`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `schema_generation` (
  `readable_from` int(11) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `schema_generation`
--

LOCK TABLES `schema_generation` WRITE;
/*!40000 ALTER TABLE `schema_generation` DISABLE KEYS */;
INSERT INTO `schema_generation` VALUES
(1);
/*!40000 ALTER TABLE `schema_generation` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `secret`
--

DROP TABLE IF EXISTS `secret`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `secret` (
  `owner` varchar(100) NOT NULL,
  `field` varchar(50) NOT NULL,
  `ciphertext` varchar(8000) NOT NULL,
  `changed_at` datetime(6) NOT NULL,
  PRIMARY KEY (`owner`,`field`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `secret`
--

LOCK TABLES `secret` WRITE;
/*!40000 ALTER TABLE `secret` DISABLE KEYS */;
INSERT INTO `secret` VALUES
('content','key','ATfcLvIi/GWjERV4KYBiovlxVla7kGrw3g74iXYuvxxSIImq2nkkSs87h9Sj+B2bIp09eXPxtJY5fljlZZ1su4aebWdWkQCF/mzPlkaWZd7iBRt+zynIhtgo/hvlor73ILKtyeQwt0ky1xfmnAGkKKGdDCP9ZhQZO00OJt1DCQZIU39uYgcGN0huOK8NqyE2dp0AUfztGtwFkkceGnPgeXpAADtDWrQm08bCgMgGaPvIF63EULrJmaap2QIu6/Ozco3mE0+VYYC1UcWaAuZKy2NDApCbobJ4HJubjNUv0cBvOpptGrYks4XPwIPRvJotiZC+nONdqCYii7bo3NvvRapqbJk4G0Pw7276kH2OyNeAxRkaVRNvMwPn7WoS3Ugjl1S/RrmLiXF4Olmxidt4SI8RYo8TnjA1uwLsACycMWlw2lDkwFtSuwsPHLGAFRLesb5DqWKpdR4s/OXe0zHNnXJwUtgFimeoYL3xySC9akA5wCtLPTxbtEh4iqpyy+Y16A==','2026-11-30 17:06:10.947850'),
('mail-server/system','password','ATfcLvIUi14FLSeZA0+7+g8g0hqLnYqv+vcPxDRZcI1XQR4T5EnKmdo=','2026-11-30 17:06:15.970067'),
('postmeister','keyset-check','ATfcLvJfYLyG08l5SLq4sE42RspNa8MaQTmC5/pr6KNHJ5yuI9kF','2026-11-30 17:06:10.817274');
/*!40000 ALTER TABLE `secret` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `sending_allowance`
--

DROP TABLE IF EXISTS `sending_allowance`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `sending_allowance` (
  `name` varchar(120) NOT NULL,
  `begins_at` datetime(6) NOT NULL,
  `used` bigint(20) NOT NULL,
  PRIMARY KEY (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `sending_allowance`
--

LOCK TABLES `sending_allowance` WRITE;
/*!40000 ALTER TABLE `sending_allowance` DISABLE KEYS */;
/*!40000 ALTER TABLE `sending_allowance` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `server_health`
--

DROP TABLE IF EXISTS `server_health`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `server_health` (
  `owner` varchar(100) NOT NULL,
  `since` datetime(6) NOT NULL,
  `failures` int(11) NOT NULL,
  `paused_until` datetime(6) DEFAULT NULL,
  `failure` longtext NOT NULL,
  `reply` longtext DEFAULT NULL,
  PRIMARY KEY (`owner`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `server_health`
--

LOCK TABLES `server_health` WRITE;
/*!40000 ALTER TABLE `server_health` DISABLE KEYS */;
INSERT INTO `server_health` VALUES
('system','2026-11-30 17:06:16.192226',1,'2026-11-30 17:07:15.826226','{\"step\":\"CONNECT\",\"code\":\"connection_refused\",\"arguments\":[{\"value\":\"localhost\",\"date\":false},{\"value\":\"9\",\"date\":false},{\"value\":\"10\",\"date\":false}]}',NULL);
/*!40000 ALTER TABLE `server_health` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `server_limit`
--

DROP TABLE IF EXISTS `server_limit`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `server_limit` (
  `owner` varchar(100) NOT NULL,
  `connections` int(11) DEFAULT NULL,
  `messages_per_connection` int(11) DEFAULT NULL,
  `messages_per_minute` int(11) DEFAULT NULL,
  `learnt_at` datetime(6) DEFAULT NULL,
  `reply` longtext DEFAULT NULL,
  `taken_at` datetime(6) DEFAULT NULL,
  `pipelining` tinyint(1) DEFAULT NULL,
  `pipelining_at` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`owner`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `server_limit`
--

LOCK TABLES `server_limit` WRITE;
/*!40000 ALTER TABLE `server_limit` DISABLE KEYS */;
/*!40000 ALTER TABLE `server_limit` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `server_stuck`
--

DROP TABLE IF EXISTS `server_stuck`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `server_stuck` (
  `owner` varchar(100) NOT NULL,
  `since` datetime(6) NOT NULL,
  `seen_at` datetime(6) NOT NULL,
  `connections` int(11) NOT NULL,
  PRIMARY KEY (`owner`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `server_stuck`
--

LOCK TABLES `server_stuck` WRITE;
/*!40000 ALTER TABLE `server_stuck` DISABLE KEYS */;
/*!40000 ALTER TABLE `server_stuck` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `shared_connection`
--

DROP TABLE IF EXISTS `shared_connection`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `shared_connection` (
  `login` varchar(64) NOT NULL,
  `slot` int(11) NOT NULL,
  `owner` varchar(100) NOT NULL,
  `node` varchar(50) NOT NULL,
  `seen_at` datetime(6) NOT NULL,
  PRIMARY KEY (`login`,`slot`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `shared_connection`
--

LOCK TABLES `shared_connection` WRITE;
/*!40000 ALTER TABLE `shared_connection` DISABLE KEYS */;
/*!40000 ALTER TABLE `shared_connection` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `support_options`
--

DROP TABLE IF EXISTS `support_options`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `support_options` (
  `id` int(11) NOT NULL,
  `revision` bigint(20) NOT NULL,
  `address` varchar(254) DEFAULT NULL,
  `tenant_address_allowed` tinyint(1) NOT NULL,
  `attach_system_information` tinyint(1) NOT NULL,
  `changed_at` datetime(6) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `support_options`
--

LOCK TABLES `support_options` WRITE;
/*!40000 ALTER TABLE `support_options` DISABLE KEYS */;
INSERT INTO `support_options` VALUES
(1,1,NULL,0,0,'1970-01-01 00:00:00.000000');
/*!40000 ALTER TABLE `support_options` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `support_request`
--

DROP TABLE IF EXISTS `support_request`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `support_request` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `owner` varchar(100) NOT NULL,
  `account_id` uuid NOT NULL,
  `message` bigint(20) DEFAULT NULL,
  `sent_to` varchar(320) NOT NULL,
  `subject` varchar(200) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `support_request_account` (`account_id`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `support_request`
--

LOCK TABLES `support_request` WRITE;
/*!40000 ALTER TABLE `support_request` DISABLE KEYS */;
/*!40000 ALTER TABLE `support_request` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `tenant`
--

DROP TABLE IF EXISTS `tenant`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `tenant` (
  `id` uuid NOT NULL,
  `revision` bigint(20) NOT NULL,
  `name_key` varchar(63) NOT NULL,
  `name` varchar(63) NOT NULL,
  `display_name` varchar(200) DEFAULT NULL,
  `description` varchar(1000) DEFAULT NULL,
  `language` varchar(10) NOT NULL,
  `active` tinyint(1) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `changed_at` datetime(6) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `tenant_name_unique` (`name_key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `tenant`
--

LOCK TABLES `tenant` WRITE;
/*!40000 ALTER TABLE `tenant` DISABLE KEYS */;
INSERT INTO `tenant` VALUES
('701c7168-b380-448d-beae-57e6d024bc26',1,'north','north','North Ltd',NULL,'en',1,'2026-11-30 17:06:14.460494','2026-11-30 17:06:14.460494');
/*!40000 ALTER TABLE `tenant` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `tenant_overview`
--

DROP TABLE IF EXISTS `tenant_overview`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `tenant_overview` (
  `tenant_id` uuid NOT NULL,
  `name` varchar(63) NOT NULL,
  `name_key` varchar(63) NOT NULL,
  `display_name` varchar(200) DEFAULT NULL,
  `display_key` varchar(200) DEFAULT NULL,
  `active` tinyint(1) NOT NULL,
  `route` varchar(30) NOT NULL,
  `route_without_policies` varchar(30) NOT NULL,
  `authentication_mode` varchar(30) DEFAULT NULL,
  `sender` varchar(254) DEFAULT NULL,
  `sender_key` varbinary(4000) DEFAULT NULL,
  `last_test_at` datetime(6) DEFAULT NULL,
  `last_test_step` varchar(20) DEFAULT NULL,
  `last_test_code` varchar(60) DEFAULT NULL,
  `system_server_allowed` tinyint(1) NOT NULL,
  `own_server_allowed` tinyint(1) NOT NULL,
  `support_address` varchar(254) DEFAULT NULL,
  `support_key` varbinary(4000) DEFAULT NULL,
  `search_text` varbinary(4000) NOT NULL,
  `secret_expires_on` date DEFAULT NULL,
  PRIMARY KEY (`tenant_id`),
  UNIQUE KEY `tenant_overview_name` (`name_key`),
  KEY `tenant_overview_display` (`display_key`,`name_key`),
  KEY `tenant_overview_active` (`active`,`name_key`),
  KEY `tenant_overview_route` (`route`,`name_key`),
  KEY `tenant_overview_route_2` (`route_without_policies`,`name_key`),
  KEY `tenant_overview_mode` (`authentication_mode`,`name_key`),
  KEY `tenant_overview_sender` (`sender`,`name_key`),
  KEY `tenant_overview_tested` (`last_test_at`,`name_key`),
  KEY `tenant_overview_system` (`system_server_allowed`,`name_key`),
  KEY `tenant_overview_own` (`own_server_allowed`,`name_key`),
  KEY `tenant_overview_support` (`support_address`,`name_key`),
  KEY `tenant_overview_expiry` (`secret_expires_on`,`name_key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `tenant_overview`
--

LOCK TABLES `tenant_overview` WRITE;
/*!40000 ALTER TABLE `tenant_overview` DISABLE KEYS */;
INSERT INTO `tenant_overview` VALUES
('701c7168-b380-448d-beae-57e6d024bc26','north','north','North Ltd','north ltd',1,'SYSTEM','SYSTEM',NULL,NULL,NULL,NULL,NULL,NULL,1,1,NULL,NULL,0x6E6F7274680A6E6F727468206C7464,NULL);
/*!40000 ALTER TABLE `tenant_overview` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `tenant_support`
--

DROP TABLE IF EXISTS `tenant_support`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `tenant_support` (
  `tenant_id` uuid NOT NULL,
  `revision` bigint(20) NOT NULL,
  `address` varchar(254) DEFAULT NULL,
  `changed_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `tenant_support`
--

LOCK TABLES `tenant_support` WRITE;
/*!40000 ALTER TABLE `tenant_support` DISABLE KEYS */;
/*!40000 ALTER TABLE `tenant_support` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `test_history`
--

DROP TABLE IF EXISTS `test_history`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `test_history` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `owner` varchar(100) NOT NULL,
  `at` datetime(6) NOT NULL,
  `step` varchar(30) DEFAULT NULL,
  `code` varchar(100) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `test_history_owner` (`owner`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `test_history`
--

LOCK TABLES `test_history` WRITE;
/*!40000 ALTER TABLE `test_history` DISABLE KEYS */;
/*!40000 ALTER TABLE `test_history` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `test_outcome`
--

DROP TABLE IF EXISTS `test_outcome`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `test_outcome` (
  `owner` varchar(100) NOT NULL,
  `revision` bigint(20) NOT NULL,
  `at` datetime(6) NOT NULL,
  `step` varchar(20) DEFAULT NULL,
  `code` varchar(60) DEFAULT NULL,
  PRIMARY KEY (`owner`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `test_outcome`
--

LOCK TABLES `test_outcome` WRITE;
/*!40000 ALTER TABLE `test_outcome` DISABLE KEYS */;
/*!40000 ALTER TABLE `test_outcome` ENABLE KEYS */;
UNLOCK TABLES;
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

-- Dump completed on 2026-11-30 17:06:16
