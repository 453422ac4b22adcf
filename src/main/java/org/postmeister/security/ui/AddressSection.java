package org.postmeister.security.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.security.TooManyAttemptsException;
import org.postmeister.security.profile.OwnAddress;
import org.postmeister.security.profile.OwnAddressService;
import org.postmeister.security.profile.PendingAddress;

/** Where mail to the person goes, and how to have it go elsewhere. */
final class AddressSection extends Div {

  private final transient OwnAddressService service;
  private final transient Messages messages;
  private final transient Times times;
  private final Paragraph current = new Paragraph();
  private final Div waiting = new Div();
  private final Notice notice = new Notice();
  private final TextField address = new TextField();
  private final PasswordField password = new PasswordField();
  private final Button send = new Button();
  private final Button useLogin = new Button();
  private final Notice obstacle = new Notice();
  private final Div actions = new Div();

  AddressSection(OwnAddressService service, Messages messages, Times times) {
    this.service = service;
    this.messages = messages;
    this.times = times;
    address.setLabel(getTranslation("profile.address.new"));
    address.setHelperText(getTranslation("profile.address.new.helper"));
    address.setAutocomplete(Autocomplete.EMAIL);
    password.setLabel(getTranslation("password.current"));
    password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
    send.setText(getTranslation("profile.address.send"));
    send.addClickListener(click -> send());
    useLogin.setText(getTranslation("profile.address.use-login"));
    useLogin.addClickListener(click -> useLogin());
    actions.add(send, useLogin);
    actions.addClassName("form-actions");
    add(
        new FormSection(
            "profile.address",
            "profile.address.sentence",
            current,
            waiting,
            obstacle,
            address,
            password,
            notice,
            actions));
    show();
  }

  private void show() {
    OwnAddress known = service.get();
    current.setText(
        known.current() == null
            ? getTranslation("profile.address.none")
            : getTranslation("profile.address.current", known.current()));
    useLogin.setVisible(known.replacesLogin());
    address.setVisible(known.canBeChanged());
    password.setVisible(known.canBeChanged());
    send.setVisible(known.canBeChanged());
    if (known.canBeChanged()) {
      obstacle.clear();
    } else {
      obstacle.show(Notice.Kind.INFO, getTranslation("profile.address.no-route"));
    }
    waiting.removeAll();
    waiting.setVisible(known.pending() != null);
    actions.setVisible(known.canBeChanged() || known.replacesLogin());
    if (known.pending() != null) {
      waiting.add(pending(known.pending()));
    }
  }

  private Div pending(PendingAddress pending) {
    Button withdraw =
        new Button(
            getTranslation("profile.address.withdraw"),
            click -> {
              service.withdraw();
              notice.clear();
              show();
            });
    Div below = new Div(withdraw);
    below.addClassName("form-actions");
    return new Div(
        new Notice(
            Notice.Kind.INFO,
            getTranslation(
                "profile.address.waiting", pending.address(), times.exact(pending.expiresAt()))),
        below);
  }

  private void send() {
    notice.clear();
    address.setInvalid(false);
    password.setInvalid(false);
    try {
      EmailAddress wanted = EmailAddress.of(address.getValue());
      service.request(wanted, password.getValue());
      address.clear();
      password.clear();
      notice.show(Notice.Kind.SUCCESS, getTranslation("profile.address.sent", wanted));
      show();
    } catch (InvalidValueException e) {
      refuse(messages.get(e));
    } catch (ValidationFailedException e) {
      password.setErrorMessage(messages.get(e.violations().getFirst().message()));
      password.setInvalid(true);
      password.focus();
    } catch (TooManyAttemptsException e) {
      notice.show(Notice.Kind.ERROR, getTranslation("login.throttled.text", e.retryAfterSeconds()));
    } catch (BrokenRuleException e) {
      notice.show(Notice.Kind.ERROR, messages.get(e));
    }
  }

  private void refuse(String message) {
    address.setErrorMessage(message);
    address.setInvalid(true);
    address.focus();
  }

  private void useLogin() {
    service.useLogin();
    notice.clear();
    show();
  }
}
