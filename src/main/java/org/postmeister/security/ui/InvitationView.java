package org.postmeister.security.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.security.account.NewPassword;
import org.postmeister.security.invitation.InvitationNotFoundException;
import org.postmeister.security.invitation.InvitationService;
import org.postmeister.security.invitation.PasswordResetService;

/** Where an invited user chooses a password. */
@Route(value = "invitation", autoLayout = false)
@AnonymousAllowed
public class InvitationView extends Main implements HasUrlParameter<String>, HasDynamicTitle {

  private final transient InvitationService service;
  private final transient PasswordResetService resets;
  private final transient Messages messages;
  private final Div card = new Div();
  private final PasswordField password = new PasswordField();
  private final PasswordField repeated = new PasswordField();
  private String token = "";

  InvitationView(InvitationService service, PasswordResetService resets, Messages messages) {
    this.service = service;
    this.resets = resets;
    this.messages = messages;
    addClassName("login-page");
    card.addClassName("login-card");
    add(card);
  }

  @Override
  public void setParameter(BeforeEvent event, String parameter) {
    token = parameter;
    service.loginOf(token).ifPresentOrElse(this::ask, this::sayThatItDoesNotWork);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("invited.title") + " – Postmeister";
  }

  private void ask(String login) {
    prepare(password, "password.new");
    password.setHelperText(getTranslation("password.helper", NewPassword.MIN_LENGTH));
    prepare(repeated, "password.repeated");
    Button save = new Button(getTranslation("invited.save"), click -> save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    save.addClickShortcut(Key.ENTER);
    Div actions = new Div(save);
    actions.addClassName("form-actions");
    card.removeAll();
    card.add(
        new H1(getTranslation("invited.title")),
        new Paragraph(getTranslation("invited.text", login)),
        password,
        repeated,
        actions);
  }

  private void sayThatItDoesNotWork() {
    card.removeAll();
    card.add(
        new H1(getTranslation("invited.dead.title")),
        new Notice(
            Notice.Kind.WARNING,
            getTranslation("problem.invitation_not_found")
                + " "
                + getTranslation("invited.dead.text")),
        signIn());
    if (resets.isOffered()) {
      card.add(new RouterLink(getTranslation("invited.dead.again"), ForgottenPasswordView.class));
    }
  }

  private void save() {
    password.setInvalid(false);
    repeated.setInvalid(false);
    try {
      NewPassword chosen = NewPassword.of(password.getValue());
      if (!password.getValue().equals(repeated.getValue())) {
        refuse(repeated, getTranslation("password.differs"));
        return;
      }
      service.accept(token, chosen);
      card.removeAll();
      card.add(
          new H1(getTranslation("invited.done.title")),
          new Notice(Notice.Kind.SUCCESS, getTranslation("invited.done.text")),
          signIn());
    } catch (InvalidValueException e) {
      refuse(password, messages.get(e));
    } catch (ValidationFailedException e) {
      refuse(password, messages.get(e.violations().getFirst().message()));
    } catch (InvitationNotFoundException e) {
      sayThatItDoesNotWork();
    }
  }

  private RouterLink signIn() {
    return new RouterLink(getTranslation("login.submit"), LoginView.class);
  }

  private void prepare(PasswordField field, String labelKey) {
    field.setLabel(getTranslation(labelKey));
    field.setAutocomplete(Autocomplete.NEW_PASSWORD);
    field.setWidthFull();
    field.setRequiredIndicatorVisible(true);
  }

  private static void refuse(PasswordField field, String message) {
    field.setErrorMessage(message);
    field.setInvalid(true);
    field.focus();
  }
}
