--liquibase formatted sql

-- The sums of everybody's hours are read from it alone, and not from a row for each tenant and hour.
--changeset postmeister:delivery-count-4
CREATE INDEX delivery_count_hour
  ON delivery_count (begins_at, delivered, deferred, refused, uncertain);

--changeset postmeister:delivery-count-5
DROP INDEX delivery_count_begins_at ON delivery_count;
