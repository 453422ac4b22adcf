package org.postmeister.security.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableRunnable;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.DisplayName;
import org.postmeister.common.TimeZones;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.FormFields;
import org.postmeister.common.ui.form.FormPanel;
import org.postmeister.common.ui.form.FormProperty;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.security.profile.Profile;
import org.postmeister.security.profile.ProfileService;

/** The form for one's own name and time zone. */
final class ProfileForm extends Div implements FormPanel.Editor<Profile, ProfileFields> {

  private final transient ProfileService service;
  private final transient FormFields<ProfileFields> fields;
  private final FormPanel<Profile, ProfileFields> panel;
  private final TextField login = new TextField();
  private @Nullable Long revision;

  /**
   * @param onDirty called when the form gets or loses unsaved changes
   */
  ProfileForm(
      ProfileService service, Messages messages, Times times, SerializableRunnable onDirty) {
    this.service = service;
    this.fields = new FormFields<>(messages, this::edited);
    TextField name = new TextField();
    fields.requiredText("name", name, ProfileFields.NAME, DisplayName::of);
    login.setLabel(getTranslation("account.login"));
    login.setHelperText(getTranslation("profile.login.helper"));
    login.setReadOnly(true);
    ComboBox<ZoneId> timeZone = new ComboBox<>(getTranslation("profile.time-zone"));
    timeZone.setHelperText(getTranslation("profile.time-zone.helper"));
    timeZone.setItems(TimeZones.all());
    timeZone.setItemLabelGenerator(times::nameOf);
    timeZone.setClearButtonVisible(true);
    timeZone.setPlaceholder(
        times
            .browsers()
            .map(zone -> getTranslation("profile.time-zone.browser", times.nameOf(zone)))
            .orElseGet(() -> getTranslation("profile.time-zone.unknown")));
    fields.other("timeZone", timeZone, ProfileFields.TIME_ZONE);
    this.panel =
        new FormPanel<Profile, ProfileFields>(
                messages,
                this,
                onDirty,
                new FormSection(
                    "profile.account", "profile.account.sentence", name, login, timeZone))
            .keepDraft();
    add(panel);
    panel.showStored();
  }

  boolean isDirty() {
    return panel.isDirty();
  }

  private void edited() {
    panel.setDirty(true);
  }

  @Override
  public Profile load() {
    return service.get();
  }

  @Override
  public void show(Profile stored) {
    login.setValue(stored.login());
    merge(stored, fieldsOf(stored));
  }

  @Override
  public void merge(Profile over, ProfileFields chosen) {
    revision = over.revision();
    fields.read(chosen);
  }

  @Override
  public ProfileFields fieldsOf(Profile stored) {
    return ProfileFields.of(stored.data());
  }

  @Override
  public Optional<ProfileFields> read() {
    ProfileFields data = new ProfileFields();
    return fields.writeIfValid(data) ? Optional.of(data) : Optional.empty();
  }

  @Override
  public void focusFirstInvalid() {
    fields.focusFirstInvalid();
  }

  @Override
  public Profile save(ProfileFields data) {
    return service.save(data.toData(), revision);
  }

  @Override
  public List<FormProperty<ProfileFields, ?>> properties() {
    return ProfileFields.PROPERTIES;
  }

  @Override
  public List<String> mark(List<FieldViolation> violations) {
    return fields.show(violations);
  }
}
