package org.postmeister.systemmail.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.SmallUploads;
import org.postmeister.common.ui.form.RestorableField;
import org.postmeister.systemmail.brand.Logo;

/** A picture that can be uploaded and removed. */
final class LogoField extends CustomField<@Nullable Logo> implements RestorableField {

  private final transient Messages messages;
  private final Image picture = new Image();
  private final Span state = new Span();
  private final Upload upload;
  private final Button remove = new Button();
  private transient @Nullable Logo logo;

  LogoField(Messages messages) {
    super(null);
    this.messages = messages;
    setLabel(messages.get("mailbrand.logo"));
    setHelperText(messages.get("mailbrand.logo.helper"));
    picture.setAlt(messages.get("mailbrand.logo"));
    upload =
        new Upload(
            new SmallUploads(
                () -> Logo.MAX_OCTETS,
                (name, type, content) -> take(content),
                tooLarge ->
                    refuse(
                        new InvalidValueException("logo", "too_large", Logo.MAX_OCTETS / 1024))));
    upload.setUploadButton(new Button(messages.get("mailbrand.logo.upload")));
    upload.setDropAllowed(false);
    upload.setAcceptedMimeTypes("image/png", "image/jpeg");
    remove.setText(messages.get("mailbrand.logo.remove"));
    remove.addThemeVariants(ButtonVariant.TERTIARY);
    remove.addClickListener(click -> show(null));
    Div ways = new Div(upload, remove);
    ways.addClassName("certificate-ways");
    Div content = new Div(picture, state, ways);
    content.addClassName("logo-field");
    add(content);
    describe();
  }

  /** Takes what was uploaded if it is a picture that can be used, otherwise says why not. */
  void take(byte[] content) {
    // It is shown itself.
    upload.clearFileList();
    try {
      show(Logo.of(content));
    } catch (InvalidValueException e) {
      refuse(e);
    }
  }

  private void show(@Nullable Logo chosen) {
    setInvalid(false);
    logo = chosen;
    describe();
    updateValue();
  }

  @Override
  public String toDraft() {
    return logo == null ? "" : Base64.getEncoder().encodeToString(logo.content());
  }

  @Override
  public void fromDraft(String text) {
    if (text.isEmpty()) {
      show(null);
      return;
    }
    try {
      show(Logo.of(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      // No picture, or not even Base64: changed by hand, so there is nothing to fill in.
    }
  }

  private void refuse(InvalidValueException e) {
    setErrorMessage(messages.get(e));
    setInvalid(true);
  }

  @Override
  protected @Nullable Logo generateModelValue() {
    return logo;
  }

  @Override
  protected void setPresentationValue(@Nullable Logo value) {
    logo = value;
    setInvalid(false);
    describe();
  }

  private void describe() {
    picture.setVisible(logo != null);
    remove.setVisible(logo != null);
    if (logo == null) {
      state.setText(messages.get("mailbrand.logo.none"));
    } else {
      picture.setSrc(logo.dataUri());
      state.setText(logo.toString());
    }
  }
}
