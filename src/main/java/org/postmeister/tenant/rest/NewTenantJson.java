package org.postmeister.tenant.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Languages;
import org.postmeister.common.MultiLine;
import org.postmeister.common.SingleLine;
import org.postmeister.common.TenantName;
import org.postmeister.common.error.FieldReader;
import org.postmeister.tenant.NewTenant;
import org.postmeister.tenant.TenantData;

@Schema(name = "NewTenant")
record NewTenantJson(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            maxLength = TenantName.MAX_LENGTH,
            pattern = TenantName.SYNTAX)
        @Nullable String name,
    @Schema(maxLength = SingleLine.MAX_LENGTH) @Nullable String displayName,
    @Schema(maxLength = MultiLine.MAX_LENGTH) @Nullable String description,
    @Schema(
            allowableValues = {"en", "de"},
            defaultValue = "en")
        @Nullable String language,
    @Nullable AdministratorJson administrator) {

  @Schema(name = "NewAdministrator")
  record AdministratorJson(
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              format = "idn-email",
              maxLength = EmailAddress.MAX_LENGTH)
          @Nullable String email,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = DisplayName.MAX_LENGTH)
          @Nullable String name) {}

  NewTenant read() {
    FieldReader fields = new FieldReader();
    TenantName tenant = fields.require("name", name, TenantName::of);
    SingleLine display = fields.read("displayName", displayName, SingleLine::of);
    MultiLine about = fields.read("description", description, MultiLine::of);
    Locale spoken = fields.read("language", language, TenantData::language);
    EmailAddress email = null;
    DisplayName person = null;
    if (administrator != null) {
      email = fields.require("administrator.email", administrator.email(), EmailAddress::of);
      person = fields.require("administrator.name", administrator.name(), DisplayName::of);
    }
    fields.finish();
    return new NewTenant(
        FieldReader.checked(tenant),
        new TenantData(display, about, spoken == null ? Languages.DEFAULT : spoken, true),
        administrator == null
            ? null
            : new NewTenant.Administrator(FieldReader.checked(email), FieldReader.checked(person)));
  }
}
