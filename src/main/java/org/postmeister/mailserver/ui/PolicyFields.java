package org.postmeister.mailserver.ui;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.mailserver.AllowedSenders;
import org.postmeister.mailserver.policy.MailPolicy;

/** The values of the policy form. */
public final class PolicyFields {

  static final FormProperty<PolicyFields, Boolean> SYSTEM_SERVER_ALLOWED =
      new FormProperty<>(
          "policy.system-server-allowed",
          f -> f.systemServerAllowed,
          (f, value) -> f.systemServerAllowed = value);
  static final FormProperty<PolicyFields, Boolean> OWN_SERVER_ALLOWED =
      new FormProperty<>(
          "policy.own-server-allowed",
          f -> f.ownServerAllowed,
          (f, value) -> f.ownServerAllowed = value);

  static final FormProperty<PolicyFields, @Nullable AllowedSenders> ALLOWED_SENDERS =
      new FormProperty<>(
          "policy.allowed-senders", f -> f.allowedSenders, (f, value) -> f.allowedSenders = value);

  static final List<FormProperty<PolicyFields, ?>> PROPERTIES =
      List.of(SYSTEM_SERVER_ALLOWED, OWN_SERVER_ALLOWED, ALLOWED_SENDERS);

  private boolean systemServerAllowed;
  private boolean ownServerAllowed;
  private @Nullable AllowedSenders allowedSenders;

  static PolicyFields of(MailPolicy policy) {
    PolicyFields fields = new PolicyFields();
    fields.systemServerAllowed = policy.systemServerAllowed();
    fields.ownServerAllowed = policy.ownServerAllowed();
    fields.allowedSenders = policy.allowedSenders().isEmpty() ? null : policy.allowedSenders();
    return fields;
  }

  MailPolicy toPolicy() {
    return new MailPolicy(
        systemServerAllowed,
        ownServerAllowed,
        Objects.requireNonNullElse(allowedSenders, AllowedSenders.NONE));
  }
}
