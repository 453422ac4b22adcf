package org.postmeister.support;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.EmailAddress;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

@Table("support_options")
record SupportOptionsRow(
    @Id int id,
    @Version Long revision,
    @Nullable String address,
    boolean tenantAddressAllowed,
    boolean attachSystemInformation,
    Instant changedAt) {

  /** Id of the only row, which a change set creates. */
  static final int ONLY_ID = 1;

  SupportOptions.Stored toStored() {
    return new SupportOptions.Stored(
        new SupportOptions(
            address == null ? null : EmailAddress.stored(address),
            tenantAddressAllowed,
            attachSystemInformation),
        revision);
  }

  SupportOptionsRow with(SupportOptions options, Instant now) {
    return new SupportOptionsRow(
        id,
        revision,
        options.address() == null ? null : options.address().toString(),
        options.tenantAddressAllowed(),
        options.attachSystemInformation(),
        now);
  }
}
