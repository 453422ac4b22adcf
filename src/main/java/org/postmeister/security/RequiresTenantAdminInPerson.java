package org.postmeister.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

/**
 * Only administrators of the tenant in the parameter {@code tenant}, and system administrators, may
 * call this, and no API token: a token must not create another that outlives it.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@PreAuthorize("@permissions.mayAdministerInPerson(#tenant)")
public @interface RequiresTenantAdminInPerson {}
