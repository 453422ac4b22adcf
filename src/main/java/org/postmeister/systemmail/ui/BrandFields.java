package org.postmeister.systemmail.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.systemmail.brand.BrandColor;
import org.postmeister.systemmail.brand.Logo;
import org.postmeister.systemmail.brand.MailBrand;

/** The values of the form for logo and color. */
final class BrandFields {

  static final List<FormProperty<BrandFields, ?>> PROPERTIES =
      List.of(
          new FormProperty<BrandFields, @Nullable BrandColor>(
              "mailbrand.color", f -> f.color, (f, value) -> f.color = value),
          new FormProperty<BrandFields, @Nullable Logo>(
              "mailbrand.logo", f -> f.logo, (f, value) -> f.logo = value));

  private @Nullable BrandColor color;
  private @Nullable Logo logo;

  BrandFields(MailBrand brand) {
    this.color = brand.color();
    this.logo = brand.logo();
  }

  MailBrand brand() {
    return new MailBrand(color, logo);
  }
}
