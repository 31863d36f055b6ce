-- A data folder's database as server 0.1.0 (version 1 of the tables) leaves it: the administrator's password is "correct horse", there are
-- a queue, an external system and a day of values.
pragma foreign_keys = off; -- the tables come in the order of their names
pragma application_id = 1481395787;
pragma user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE day_vector (
    day integer not null, -- 20141223
    queue_id integer not null,
    value_type_id integer not null,
    version integer not null,
    interval_minutes integer not null,
    interval_values blob not null, -- 32-bit integers, little-endian; the smallest one stands for no data
    primary key (day, queue_id, value_type_id, version)
) without rowid;
INSERT INTO "day_vector" VALUES(20141223,2,1001,0,60,X'00000080640000000000008000000080000000800000008000000080000000800000008000000080000000800000008000000080000000800000008000000080000000800000008000000080000000800000008000000080000000809CFFFFFF');
CREATE TABLE external_system (
    id integer primary key autoincrement,
    name text not null,
    name_key text not null unique,
    type text not null,
    phone_link integer not null,
    time_link integer not null
);
INSERT INTO "external_system" VALUES(1,'CSV','CSV','Csv',1,1);
CREATE TABLE idempotency_key (
    name text not null primary key,
    request_hash blob not null,
    receipt text not null,
    created integer not null
) without rowid;
INSERT INTO "idempotency_key" VALUES('first',X'8E0E34F45C3408F953F4F2976D5C5D98183268C51E4E05F007BBF39CE00EFAC6','{"vectors":1,"valuesWritten":2,"vectorsReplaced":0}',1795346029968);
CREATE TABLE login (
    name_key text not null primary key,
    user_id integer not null references user (id) on delete cascade
) without rowid;
INSERT INTO "login" VALUES('ADMIN',1);
CREATE TABLE queue (
    id integer primary key autoincrement,
    parent_id integer references queue (id),
    name text not null,
    name_key text not null,
    unique (parent_id, name_key)
);
INSERT INTO "queue" VALUES(1,NULL,'','');
INSERT INTO "queue" VALUES(2,1,'Hotline','HOTLINE');
CREATE TABLE queue_value_type (
    queue_id integer not null references queue (id) on delete cascade,
    value_type_id integer not null references value_type (id),
    primary key (queue_id, value_type_id)
) without rowid;
INSERT INTO "queue_value_type" VALUES(2,1001);
INSERT INTO "queue_value_type" VALUES(2,1002);
CREATE TABLE setting (
    name text not null primary key,
    value text not null
) without rowid;
INSERT INTO "setting" VALUES('TimeZone','Europe/Berlin');
CREATE TABLE token (
    hash blob not null primary key,
    user_id integer not null references user (id) on delete cascade,
    expires integer not null
) without rowid;
CREATE TABLE unknown_login (
    failed_logins integer not null
);
INSERT INTO "unknown_login" VALUES(0);
CREATE TABLE user (
    id integer primary key autoincrement,
    user_name text,
    email_address text,
    first_name text,
    last_name text,
    is_admin integer not null,
    password_hash text not null,
    failed_logins integer not null default 0,
    last_login integer
);
INSERT INTO "user" VALUES(1,'admin',NULL,NULL,NULL,1,'pbkdf2-sha256$600000$9DbNZjZbq9TsUXp0dKxp3w==$jhENDCZo6Tt0d4ypbJTFAsHeNJXgWycB2wbIVu9wPYg=',0,1795346029647);
CREATE TABLE user_group (
    user_id integer not null references user (id) on delete cascade,
    name text not null,
    primary key (user_id, name)
) without rowid;
CREATE TABLE value_type (
    id integer primary key autoincrement,
    name text not null,
    name_key text not null unique
);
INSERT INTO "value_type" VALUES(1001,'Calls','CALLS');
INSERT INTO "value_type" VALUES(1002,'AHT','AHT');
CREATE INDEX login_user on login (user_id);
CREATE INDEX token_user on token (user_id);
CREATE INDEX token_expires on token (expires);
CREATE INDEX idempotency_key_created on idempotency_key (created);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('queue',2);
INSERT INTO "sqlite_sequence" VALUES('value_type',1002);
INSERT INTO "sqlite_sequence" VALUES('user',1);
INSERT INTO "sqlite_sequence" VALUES('external_system',1);
COMMIT;
