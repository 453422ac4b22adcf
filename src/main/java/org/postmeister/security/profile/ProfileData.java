package org.postmeister.security.profile;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;

/**
 * What people may change of their own account.
 *
 * @param timeZone of screens and mails, null for what the browser says
 */
public record ProfileData(DisplayName name, @Nullable ZoneId timeZone) {}
