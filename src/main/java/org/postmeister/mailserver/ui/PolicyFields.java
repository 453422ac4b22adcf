package org.postmeister.mailserver.ui;

import java.util.List;
import org.postmeister.common.ui.form.FormProperty;
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

  static final List<FormProperty<PolicyFields, ?>> PROPERTIES =
      List.of(SYSTEM_SERVER_ALLOWED, OWN_SERVER_ALLOWED);

  private boolean systemServerAllowed;
  private boolean ownServerAllowed;

  static PolicyFields of(MailPolicy policy) {
    PolicyFields fields = new PolicyFields();
    fields.systemServerAllowed = policy.systemServerAllowed();
    fields.ownServerAllowed = policy.ownServerAllowed();
    return fields;
  }

  MailPolicy toPolicy() {
    return new MailPolicy(systemServerAllowed, ownServerAllowed);
  }
}
