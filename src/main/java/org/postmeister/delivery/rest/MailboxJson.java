package org.postmeister.delivery.rest;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.error.FieldReader;

/** An address, with or without a display name. */
@Schema(
    name = "Mailbox",
    oneOf = {String.class, MailboxJson.Named.class},
    example = "{\"address\": \"a@example.org\", \"name\": \"A. Example\"}")
record MailboxJson(@Nullable String address, @Nullable String name) {

  /** Both, as in the description of the API. */
  @Schema(name = "NamedMailbox")
  record Named(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              format = "idn-email",
              maxLength = EmailAddress.MAX_LENGTH)
          @Nullable String address,
      @Schema(maxLength = DisplayName.MAX_LENGTH) @Nullable String name) {}

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  MailboxJson {}

  /** An address without a name. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  MailboxJson(String address) {
    this(address, null);
  }

  // Frameworks log what they parse.
  @Override
  public String toString() {
    return "MailboxJson[hidden]";
  }

  /**
   * Reads a field with one address, which may be missing.
   *
   * @param names receives its name, if it has one
   */
  static @Nullable EmailAddress read(
      String field,
      @Nullable MailboxJson raw,
      Map<EmailAddress, DisplayName> names,
      FieldReader fields) {
    return raw == null ? null : readAt(field, raw, names, fields);
  }

  private static @Nullable EmailAddress readAt(
      String place,
      @Nullable MailboxJson json,
      Map<EmailAddress, DisplayName> names,
      FieldReader fields) {
    EmailAddress address =
        fields.require(place, json == null ? null : json.address(), EmailAddress::of);
    DisplayName name =
        fields.read(place + ".name", json == null ? null : json.name(), DisplayName::of);
    if (address != null && name != null) {
      names.putIfAbsent(address, name);
    }
    return address;
  }

  /**
   * Reads a field that may be missing.
   *
   * @param names receives the name of each address that has one
   */
  static List<EmailAddress> read(
      String field,
      @Nullable List<@Nullable MailboxJson> raw,
      Map<EmailAddress, DisplayName> names,
      FieldReader fields) {
    List<EmailAddress> addresses = new ArrayList<>();
    if (raw != null) {
      for (int i = 0; i < raw.size(); i++) {
        EmailAddress address = readAt(field + "[" + i + "]", raw.get(i), names, fields);
        if (address != null) {
          addresses.add(address);
        }
      }
    }
    return List.copyOf(addresses);
  }
}
