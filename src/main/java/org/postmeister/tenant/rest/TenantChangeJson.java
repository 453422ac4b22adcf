package org.postmeister.tenant.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.MultiLine;
import org.postmeister.common.SingleLine;

/** What can be changed of a tenant; what is left out stays as it is. */
@Schema(name = "TenantChange")
record TenantChangeJson(
    @Schema(maxLength = SingleLine.MAX_LENGTH, description = "null removes it")
        @Nullable String displayName,
    @Schema(maxLength = MultiLine.MAX_LENGTH, description = "null removes it")
        @Nullable String description,
    @Schema(
            requiredMode = Schema.RequiredMode.NOT_REQUIRED,
            allowableValues = {"en", "de"})
        String language,
    @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) boolean active) {}
