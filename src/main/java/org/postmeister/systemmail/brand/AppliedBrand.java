package org.postmeister.systemmail.brand;

import org.jspecify.annotations.Nullable;

/**
 * How a mail looks.
 *
 * @param color of its buttons, null for the default
 * @param logo above its text, null for none
 * @param logoName what the logo says to those who cannot see it
 */
public record AppliedBrand(@Nullable BrandColor color, @Nullable Logo logo, String logoName) {

  /** A mail without anybody's brand. */
  public static final AppliedBrand NONE = new AppliedBrand(null, null, "");

  /** The same with what somebody else has chosen in its place. */
  AppliedBrand with(MailBrand own, String name) {
    return new AppliedBrand(
        own.color() == null ? color : own.color(),
        own.logo() == null ? logo : own.logo(),
        own.logo() == null ? logoName : name);
  }
}
