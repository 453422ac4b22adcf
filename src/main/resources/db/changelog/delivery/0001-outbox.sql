--liquibase formatted sql

--changeset postmeister:message-1
CREATE TABLE message (
  id              bigint       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  owner           varchar(100) NOT NULL,
  lane            varchar(100),
  status          varchar(20)  NOT NULL,
  due_at          datetime(6),
  claim           varchar(100),
  accepted_at     datetime(6)  NOT NULL,
  first_tried_at  datetime(6),
  ended_at        datetime(6),
  attempts        int          NOT NULL,
  message_id      varchar(340) NOT NULL,
  subject         varchar(998) NOT NULL,
  recipients      longtext     NOT NULL,
  size            bigint       NOT NULL,
  smtp_utf8       boolean      NOT NULL,
  failure         longtext,
  idempotency_key varchar(200),
  request_hash    varchar(64),
  search_text     ${searched.type} NOT NULL
) ${table.options};

--changeset postmeister:message-2
CREATE INDEX message_waiting ON message (lane, owner, due_at);

--changeset postmeister:message-3
CREATE INDEX message_owner ON message (owner, id);

--changeset postmeister:message-4
CREATE UNIQUE INDEX message_idempotency ON message (owner, idempotency_key);

--changeset postmeister:message-5
CREATE INDEX message_status ON message (status, id);

--changeset postmeister:message-6
CREATE INDEX message_ended ON message (ended_at);

--changeset postmeister:message-7
CREATE INDEX message_claim ON message (claim);

--changeset postmeister:message-8
CREATE INDEX message_accepted ON message (accepted_at);

--changeset postmeister:message-body-1
CREATE TABLE message_body (
  message    bigint   NOT NULL,
  part       int      NOT NULL,
  ciphertext longblob NOT NULL,
  PRIMARY KEY (message, part)
) ${table.options};

--changeset postmeister:message-attempt-1
CREATE TABLE message_attempt (
  id         bigint       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  message    bigint       NOT NULL,
  at         datetime(6)  NOT NULL,
  millis     bigint       NOT NULL,
  outcome    varchar(20)  NOT NULL,
  via        varchar(100) NOT NULL,
  server     varchar(300) NOT NULL,
  failure    longtext,
  reply      longtext,
  enhanced   varchar(20),
  transcript longtext     NOT NULL,
  node       varchar(100) NOT NULL
) ${table.options};

--changeset postmeister:message-attempt-2
CREATE INDEX message_attempt_message ON message_attempt (message);

--changeset postmeister:server-health-1
CREATE TABLE server_health (
  owner        varchar(100) NOT NULL PRIMARY KEY,
  since        datetime(6)  NOT NULL,
  failures     int          NOT NULL,
  paused_until datetime(6),
  failure      longtext     NOT NULL,
  reply        longtext
) ${table.options};

--changeset postmeister:delivery-count-1
CREATE TABLE delivery_count (
  owner     varchar(100) NOT NULL,
  begins_at datetime(6)  NOT NULL,
  lane      int          NOT NULL,
  delivered bigint       NOT NULL,
  deferred  bigint       NOT NULL,
  refused   bigint       NOT NULL,
  PRIMARY KEY (owner, begins_at, lane)
) ${table.options};

--changeset postmeister:sending-allowance-1
CREATE TABLE sending_allowance (
  name      varchar(120) NOT NULL PRIMARY KEY,
  begins_at datetime(6)  NOT NULL,
  used      bigint       NOT NULL
) ${table.options};

--changeset postmeister:scheduled-tasks-1
CREATE TABLE scheduled_tasks (
  task_name            varchar(100) NOT NULL,
  task_instance        varchar(120) NOT NULL,
  task_data            blob,
  execution_time       datetime(6)  NOT NULL,
  picked               boolean      NOT NULL,
  picked_by            varchar(50),
  last_success         datetime(6),
  last_failure         datetime(6),
  consecutive_failures int,
  last_heartbeat       datetime(6),
  version              bigint       NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
) ${table.options};

--changeset postmeister:scheduled-tasks-2
CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time);

--changeset postmeister:scheduled-tasks-3
CREATE INDEX scheduled_tasks_last_heartbeat ON scheduled_tasks (last_heartbeat);
