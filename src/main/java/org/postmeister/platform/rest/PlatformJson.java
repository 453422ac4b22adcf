package org.postmeister.platform.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.CalendarDate;
import org.postmeister.common.SingleLine;
import org.postmeister.common.error.FieldReader;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.platform.PlatformVersion;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Platform")
record PlatformJson(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            pattern = PlatformVersion.SYNTAX,
            example = "7.4.0")
        @Nullable String version,
    @Nullable LicenseJson license) {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "License")
  record LicenseJson(
      @Schema(maxLength = SingleLine.MAX_LENGTH) @Nullable String holder,
      @Schema(maxLength = SingleLine.MAX_LENGTH) @Nullable String id,
      @Schema(maxLength = SingleLine.MAX_LENGTH) @Nullable String edition,
      @Schema(format = "date") @Nullable String validUntil,
      @Schema(implementation = Integer.class, minimum = "1", maximum = "" + License.MOST_TENANTS)
          @Nullable Object maxTenants) {}

  static PlatformJson of(PlatformSettings settings) {
    License license = settings.license();
    return new PlatformJson(
        settings.version().toString(),
        new LicenseJson(
            text(license.holder()),
            text(license.id()),
            text(license.edition()),
            text(license.validUntil()),
            license.maxTenants()));
  }

  PlatformSettings read() {
    FieldReader reader = new FieldReader();
    PlatformVersion readVersion = reader.read("version", version, PlatformVersion::of);
    if (version == null) {
      reader.refuse("version", "required");
    }
    License readLicense = license == null ? License.UNLIMITED : read(license, reader);
    reader.finish();
    if (readVersion == null) {
      throw new IllegalStateException("A missing version is a violation");
    }
    return new PlatformSettings(readVersion, readLicense);
  }

  private static License read(LicenseJson json, FieldReader reader) {
    SingleLine holder = reader.read("license.holder", json.holder(), SingleLine::of);
    SingleLine id = reader.read("license.id", json.id(), SingleLine::of);
    SingleLine edition = reader.read("license.edition", json.edition(), SingleLine::of);
    LocalDate validUntil = reader.read("license.validUntil", json.validUntil(), CalendarDate::of);
    Integer maxTenants =
        reader.read("license.maxTenants", text(json.maxTenants()), License::maxTenants);
    return new License(holder, id, edition, validUntil, maxTenants);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
