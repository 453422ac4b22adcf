package org.postmeister.platform;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.SingleLine;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

@Table("platform")
record PlatformRow(
    @Id int id,
    @Version Long revision,
    String platformVersion,
    @Nullable String licenseHolder,
    @Nullable String licenseId,
    @Nullable String licenseEdition,
    @Nullable LocalDate licenseValidUntil,
    @Nullable Integer licenseMaxTenants,
    Instant changedAt) {

  Platform toPlatform() {
    return new Platform(
        new PlatformSettings(
            PlatformVersion.of(platformVersion),
            new License(
                line(licenseHolder),
                line(licenseId),
                line(licenseEdition),
                licenseValidUntil,
                licenseMaxTenants)),
        revision);
  }

  PlatformRow with(PlatformSettings settings, Instant now) {
    License license = settings.license();
    return new PlatformRow(
        id,
        revision,
        settings.version().toString(),
        text(license.holder()),
        text(license.id()),
        text(license.edition()),
        license.validUntil(),
        license.maxTenants(),
        now);
  }

  private static @Nullable SingleLine line(@Nullable String text) {
    return text == null ? null : SingleLine.stored(text);
  }

  private static @Nullable String text(@Nullable SingleLine line) {
    return line == null ? null : line.value();
  }
}
