package org.postmeister.delivery.store;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.postmeister.delivery.MessageStatus;
import org.postmeister.delivery.Recipient;
import org.postmeister.mailserver.spi.DsnParameters;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.mailserver.spi.SendStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON columns of the outbox. */
@Component
public class DeliveryJson {

  private static final TypeReference<List<StoredRecipient>> RECIPIENTS = new TypeReference<>() {};
  private static final TypeReference<List<String>> LINES = new TypeReference<>() {};

  private static final Logger log = LoggerFactory.getLogger(DeliveryJson.class);
  // For a list of recipients that cannot be read.
  private static final int SHOWN = 200;

  private final JsonMapper json;

  DeliveryJson(JsonMapper json) {
    this.json = json;
  }

  private record StoredRecipient(
      String address,
      Recipient.Kind kind,
      MessageStatus status,
      @Nullable String reply,
      @Nullable String enhancedStatus,
      @Nullable Boolean uncertain) {}

  public String write(List<Recipient> recipients) {
    return json.writeValueAsString(
        recipients.stream()
            .map(recipient ->
                new StoredRecipient(
                    recipient.address().toString(),
                    recipient.kind(),
                    recipient.status(),
                    recipient.reply(),
                    recipient.enhancedStatus(),
                    recipient.uncertain() ? Boolean.TRUE : null))
            .toList());
  }

  private record StoredDsn(
      @Nullable String ret,
      @Nullable String envid,
      Map<String, DsnParameters.OfRecipient> recipients) {}

  public String write(DsnParameters dsn) {
    return json.writeValueAsString(
        new StoredDsn(
            dsn.ret(),
            dsn.envelopeId(),
            dsn.recipients().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        recipient -> recipient.getKey().toString(), Map.Entry::getValue))));
  }

  /** What was stored of it; null if there is nothing, or if it cannot be read. */
  public @Nullable DsnParameters dsn(@Nullable String stored) {
    if (stored == null) {
      return null;
    }
    try {
      StoredDsn dsn = json.readValue(stored, StoredDsn.class);
      return new DsnParameters(
          dsn.ret(),
          dsn.envid(),
          dsn.recipients().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      recipient -> EmailAddress.stored(recipient.getKey()), Map.Entry::getValue)));
    } catch (JacksonException | NullPointerException | IllegalStateException e) {
      // Nobody should miss a message because nobody can be told about it.
      log.warn("What is to be reported of a message cannot be read: {}", e.getMessage());
      return null;
    }
  }

  /**
   * The recipients of a message as stored, never empty: an address that today's rules refuse is
   * kept as it is, and stands for the whole list if that cannot be read.
   */
  public List<Recipient> recipients(String stored) {
    try {
      List<Recipient> recipients =
          json.readValue(stored, RECIPIENTS).stream()
              .map(recipient ->
                  new Recipient(
                      EmailAddress.stored(recipient.address()),
                      Objects.requireNonNull(recipient.kind(), "no kind"),
                      Objects.requireNonNull(recipient.status(), "no status"),
                      recipient.reply(),
                      recipient.enhancedStatus(),
                      Boolean.TRUE.equals(recipient.uncertain())))
              .toList();
      Assert.notEmpty(recipients, "There are none");
      return recipients;
    } catch (JacksonException | NullPointerException | IllegalArgumentException e) {
      log.warn("The recipients of a message cannot be read: {}", e.getMessage());
      return List.of(
          new Recipient(
              EmailAddress.stored(StringUtils.truncate(stored, SHOWN)),
              Recipient.Kind.TO,
              MessageStatus.QUEUED,
              null,
              null,
              false));
    }
  }

  public @Nullable String write(@Nullable SendFailure failure) {
    return failure == null ? null : json.writeValueAsString(failure);
  }

  public @Nullable SendFailure failure(@Nullable String stored) {
    try {
      return stored == null ? null : json.readValue(stored, SendFailure.class);
    } catch (JacksonException e) {
      log.warn("A failure cannot be read: {}", e.getMessage());
      return new SendFailure(SendStep.DATA, "internal_failure");
    }
  }

  String writeLines(List<String> lines) {
    return json.writeValueAsString(lines);
  }

  public List<String> lines(String stored) {
    try {
      return json.readValue(stored, LINES);
    } catch (JacksonException e) {
      log.warn("A conversation cannot be read: {}", e.getMessage());
      return List.of();
    }
  }
}
