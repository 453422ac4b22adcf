package org.postmeister.security.rest;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.config.RequestLimits;
import org.postmeister.security.Role;

/** An account to be created, as it is described; what is read-only is ignored. */
@Schema(name = "NewAccount")
record NewAccountJson(
    @Schema(format = "idn-email", maxLength = EmailAddress.MAX_LENGTH) String email,
    @Schema(maxLength = DisplayName.MAX_LENGTH) String name,
    Role role,
    @ArraySchema(
            maxItems = RequestLimits.NAMES,
            arraySchema = @Schema(description = "Names of those that it administers"))
        @Nullable List<String> tenants,
    @Schema(defaultValue = "true") @Nullable Boolean active) {}
