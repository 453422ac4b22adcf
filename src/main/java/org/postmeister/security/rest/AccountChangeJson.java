package org.postmeister.security.rest;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.postmeister.common.DisplayName;
import org.postmeister.common.config.RequestLimits;
import org.postmeister.security.Role;

/** What can be changed of an account; what is left out stays as it is. */
@Schema(name = "AccountChange")
record AccountChangeJson(
    @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED, maxLength = DisplayName.MAX_LENGTH)
        String name,
    @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) Role role,
    @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
        @ArraySchema(
            maxItems = RequestLimits.NAMES,
            arraySchema = @Schema(description = "Names of those that it administers"))
        List<String> tenants,
    @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) boolean active) {}
