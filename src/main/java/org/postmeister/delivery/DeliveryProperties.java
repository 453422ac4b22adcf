package org.postmeister.delivery;

import java.time.Duration;
import java.util.List;
import org.postmeister.common.error.StartupException;
import org.postmeister.delivery.message.AllowedHeaders;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How mail is sent, and how long it is kept.
 *
 * @param retryInitial before the second attempt to deliver a message, or to use a server that
 *     failed; increases from there, with jitter
 * @param retryMaxDelay the longest delay between attempts
 * @param retryMaxAge after which a message is given up that a server keeps deferring
 * @param uncertainAttempts attempts that may leave it unknown whether a message arrived, until it
 *     is given up; it can arrive at most this often
 * @param connectionsPerServer most simultaneous connections, on all nodes together
 * @param batch messages of one server that are claimed at once
 * @param group messages whose results are written together; docs/durability.md says how many can be
 *     sent twice when a node dies
 * @param lease how long messages stay claimed without a sign of life
 * @param idle how long a connection stays open without a message
 * @param maxMessageSize of a message with its attachments, encoded as it is sent
 * @param maxRecipients of one message
 * @param queueLimit waiting messages above which no more are accepted
 * @param tenantQueueLimit the same for one tenant, so that no tenant can use up the whole queue
 * @param tenantPerMinute messages that one tenant may send through the system mail server per
 *     minute; 0 for no limit
 * @param tenantPerDay the same per day, which begins at midnight UTC
 * @param serverPerSecond messages that one server gets per second; 0 for no limit
 * @param queueAgeAlarm how long a due message may wait before the health is degraded
 * @param keepBodies how long contents and attachments are kept after a message has ended
 * @param keepLog how long messages stay in the log after they have ended
 * @param allowedHeaders additional headers that messages may have, in the syntax of {@link
 *     AllowedHeaders}
 */
@ConfigurationProperties("postmeister.delivery")
public record DeliveryProperties(
    @DefaultValue("1m") Duration retryInitial,
    @DefaultValue("30m") Duration retryMaxDelay,
    @DefaultValue("2d") Duration retryMaxAge,
    @DefaultValue("3") int uncertainAttempts,
    @DefaultValue("20") int connectionsPerServer,
    @DefaultValue("100") int batch,
    @DefaultValue("20") int group,
    @DefaultValue("30s") Duration lease,
    @DefaultValue("30s") Duration idle,
    @DefaultValue("25MB") DataSize maxMessageSize,
    @DefaultValue("500") int maxRecipients,
    @DefaultValue("1000000") long queueLimit,
    @DefaultValue("250000") long tenantQueueLimit,
    @DefaultValue("0") long tenantPerMinute,
    @DefaultValue("0") long tenantPerDay,
    @DefaultValue("0") long serverPerSecond,
    @DefaultValue("15m") Duration queueAgeAlarm,
    @DefaultValue("30d") Duration keepBodies,
    @DefaultValue("180d") Duration keepLog,
    @DefaultValue List<String> allowedHeaders) {

  /**
   * @throws StartupException if a number is not positive
   */
  public DeliveryProperties {
    requirePositive("RETRY_INITIAL", retryInitial, retryInitial.isPositive());
    requirePositive("RETRY_MAX_DELAY", retryMaxDelay, retryMaxDelay.isPositive());
    requirePositive("RETRY_MAX_AGE", retryMaxAge, retryMaxAge.isPositive());
    requirePositive("UNCERTAIN_ATTEMPTS", uncertainAttempts, uncertainAttempts > 0);
    requirePositive("CONNECTIONS_PER_SERVER", connectionsPerServer, connectionsPerServer > 0);
    requirePositive("BATCH", batch, batch > 0);
    requirePositive("GROUP", group, group > 0);
    requirePositive("LEASE", lease, lease.isPositive());
    requirePositive("IDLE", idle, idle.isPositive());
    requirePositive("MAX_MESSAGE_SIZE", maxMessageSize, maxMessageSize.toBytes() > 0);
    requirePositive("MAX_RECIPIENTS", maxRecipients, maxRecipients > 0);
    requirePositive("QUEUE_LIMIT", queueLimit, queueLimit > 0);
    requirePositive("TENANT_QUEUE_LIMIT", tenantQueueLimit, tenantQueueLimit > 0);
    requireNotNegative("TENANT_PER_MINUTE", tenantPerMinute);
    requireNotNegative("TENANT_PER_DAY", tenantPerDay);
    requireNotNegative("SERVER_PER_SECOND", serverPerSecond);
    requirePositive("QUEUE_AGE_ALARM", queueAgeAlarm, queueAgeAlarm.isPositive());
    requirePositive("KEEP_BODIES", keepBodies, keepBodies.isPositive());
    requirePositive("KEEP_LOG", keepLog, keepLog.isPositive());
  }

  private static void requirePositive(String name, Object value, boolean positive) {
    if (!positive) {
      throw new StartupException(
          "“" + value + "” in POSTMEISTER_DELIVERY_" + name + " is not greater than zero.",
          "Set a greater value, or remove it to use the default.");
    }
  }

  private static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new StartupException(
          "“" + value + "” in POSTMEISTER_DELIVERY_" + name + " is less than zero.",
          "Set it to a number of messages, or to 0 for no limit.");
    }
  }
}
