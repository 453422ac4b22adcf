package org.postmeister.security.ui;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.security.profile.ProfileData;

/** The values of the form for one's own account. */
final class ProfileFields {

  static final FormProperty<ProfileFields, @Nullable DisplayName> NAME =
      new FormProperty<>("profile.name", f -> f.name, (f, value) -> f.name = value);
  static final FormProperty<ProfileFields, @Nullable ZoneId> TIME_ZONE =
      new FormProperty<>("profile.time-zone", f -> f.timeZone, (f, value) -> f.timeZone = value);

  static final List<FormProperty<ProfileFields, ?>> PROPERTIES = List.of(NAME, TIME_ZONE);

  private @Nullable DisplayName name;
  private @Nullable ZoneId timeZone;

  static ProfileFields of(ProfileData data) {
    ProfileFields fields = new ProfileFields();
    fields.name = data.name();
    fields.timeZone = data.timeZone();
    return fields;
  }

  ProfileData toData() {
    return new ProfileData(Objects.requireNonNull(name), timeZone);
  }
}
