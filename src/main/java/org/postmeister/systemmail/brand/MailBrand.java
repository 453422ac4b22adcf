package org.postmeister.systemmail.brand;

import org.jspecify.annotations.Nullable;

/**
 * What an owner has chosen for its mails. What it has not chosen, a tenant has from the system.
 *
 * @param color of buttons, null for the inherited one
 * @param logo above the text, null for the inherited one
 */
public record MailBrand(@Nullable BrandColor color, @Nullable Logo logo) {

  /** Nothing chosen. */
  public static final MailBrand NONE = new MailBrand(null, null);
}
