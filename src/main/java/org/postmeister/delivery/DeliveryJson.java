package org.postmeister.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What stands as JSON in columns of the outbox. */
@Component
class DeliveryJson {

  private static final TypeReference<List<StoredRecipient>> RECIPIENTS = new TypeReference<>() {};
  private static final TypeReference<List<String>> LINES = new TypeReference<>() {};

  private final JsonMapper json;

  DeliveryJson(JsonMapper json) {
    this.json = json;
  }

  private record StoredRecipient(
      String address,
      Recipient.Kind kind,
      MessageStatus status,
      @Nullable String reply,
      @Nullable String enhancedStatus) {}

  String write(List<Recipient> recipients) {
    return json.writeValueAsString(
        recipients.stream()
            .map(recipient ->
                new StoredRecipient(
                    recipient.address().toString(),
                    recipient.kind(),
                    recipient.status(),
                    recipient.reply(),
                    recipient.enhancedStatus()))
            .toList());
  }

  List<Recipient> recipients(String stored) {
    return json.readValue(stored, RECIPIENTS).stream()
        .map(recipient ->
            new Recipient(
                EmailAddress.of(recipient.address()),
                recipient.kind(),
                recipient.status(),
                recipient.reply(),
                recipient.enhancedStatus()))
        .toList();
  }

  @Nullable String write(@Nullable Failure failure) {
    return failure == null ? null : json.writeValueAsString(failure);
  }

  @Nullable Failure failure(@Nullable String stored) {
    return stored == null ? null : json.readValue(stored, Failure.class);
  }

  String writeLines(List<String> lines) {
    return json.writeValueAsString(lines);
  }

  List<String> lines(String stored) {
    return json.readValue(stored, LINES);
  }
}
