package org.postmeister.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

/**
 * Only administrators of the tenant in the parameter {@code tenant}, and system administrators, may
 * call this, through the console or the HTTP API.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@PreAuthorize("@permissions.mayAdminister(#tenant)")
public @interface RequiresTenantAdmin {}
