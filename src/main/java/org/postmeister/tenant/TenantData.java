package org.postmeister.tenant;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.Languages;
import org.postmeister.common.MultiLine;
import org.postmeister.common.SingleLine;
import org.postmeister.common.audit.AuditEvent;

/**
 * The mutable part of a tenant.
 *
 * @param displayName null if there is only the name
 * @param language of mail to the tenant's people; one of {@link Languages#ALL}
 * @param active whether the tenant may send mail
 */
public record TenantData(
    @Nullable SingleLine displayName,
    @Nullable MultiLine description,
    Locale language,
    boolean active) {

  /** For a tenant of which only the name is known. */
  public static final TenantData DEFAULT = new TenantData(null, null, Languages.DEFAULT, true);

  /**
   * Parses a language tag (BCP 47).
   *
   * @throws InvalidValueException if the language is none of {@link Languages#ALL}
   */
  public static Locale language(String tag) {
    Locale wanted = Locale.forLanguageTag(tag.strip());
    return Languages.ALL.stream()
        .filter(wanted::equals)
        .findFirst()
        .orElseThrow(() -> new InvalidValueException("language", "unknown"));
  }

  public TenantData withActive(boolean changed) {
    return new TenantData(displayName, description, language, changed);
  }

  AuditEvent.Fields fields() {
    return new AuditEvent.Fields()
        .with("displayName", displayName)
        .with("description", description)
        .with("language", language.toLanguageTag())
        .with("active", active);
  }
}
