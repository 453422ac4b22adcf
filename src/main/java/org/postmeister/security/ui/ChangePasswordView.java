package org.postmeister.security.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinServletResponse;
import jakarta.annotation.security.PermitAll;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.error.ValidationFailedException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Toasts;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.TooManyAttemptsException;
import org.postmeister.security.account.NewPassword;
import org.postmeister.security.administration.AccountService;
import org.postmeister.security.login.SessionAuthentication;
import org.springframework.security.core.Authentication;

/** Where users change their own password, and the only view available while they must. */
@Route(value = "change-password", autoLayout = false)
@PermitAll
public class ChangePasswordView extends Main implements HasDynamicTitle {

  private final transient AccountService accounts;
  private final transient Messages messages;
  private final Notice notice = new Notice();
  private final PasswordField current = new PasswordField();
  private final PasswordField changed = new PasswordField();
  private final PasswordField repeated = new PasswordField();

  ChangePasswordView(AccountService accounts, CurrentUser currentUser, Messages messages) {
    this.accounts = accounts;
    this.messages = messages;
    addClassNames("login-page");
    boolean must = currentUser.find().filter(SignedInUser::mustChangePassword).isPresent();
    prepare(current, "password.current", Autocomplete.CURRENT_PASSWORD);
    prepare(changed, "password.new", Autocomplete.NEW_PASSWORD);
    prepare(repeated, "password.repeated", Autocomplete.NEW_PASSWORD);
    changed.setHelperText(getTranslation("password.helper", NewPassword.MIN_LENGTH));
    Button save = new Button(getTranslation("password.save"), click -> save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    save.addClickShortcut(Key.ENTER);
    Div actions = new Div(save);
    actions.addClassName("form-actions");
    if (!must) {
      actions.add(
          new Button(getTranslation("password.cancel"), click -> UI.getCurrent().navigate("")));
    }
    Div card =
        new Div(
            new PageHeader("password.title", must ? "password.must" : "password.sentence"),
            notice,
            current,
            changed,
            repeated,
            actions);
    card.addClassName("login-card");
    add(card);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("password.title") + " – Postmeister";
  }

  private void prepare(PasswordField field, String labelKey, Autocomplete autocomplete) {
    field.setLabel(getTranslation(labelKey));
    field.setAutocomplete(autocomplete);
    field.setWidthFull();
    field.setRequiredIndicatorVisible(true);
  }

  private void save() {
    notice.clear();
    current.setInvalid(false);
    changed.setInvalid(false);
    repeated.setInvalid(false);
    try {
      NewPassword password = NewPassword.of(changed.getValue());
      if (!changed.getValue().equals(repeated.getValue())) {
        refuse(repeated, getTranslation("password.differs"));
        return;
      }
      goOnAs(accounts.changePassword(current.getValue(), password));
      Toasts.confirm(getTranslation("password.saved"));
      UI.getCurrent().navigate("");
    } catch (InvalidValueException e) {
      refuse(changed, messages.get(e));
    } catch (ValidationFailedException e) {
      FieldViolation violation = e.violations().getFirst();
      refuse(
          violation.field().equals("currentPassword") ? current : changed,
          messages.get(violation.message()));
    } catch (TooManyAttemptsException e) {
      notice.show(Notice.Kind.ERROR, getTranslation("login.throttled.text", e.retryAfterSeconds()));
    }
  }

  private static void refuse(PasswordField field, String message) {
    field.setErrorMessage(message);
    field.setInvalid(true);
    field.focus();
  }

  // This session continues under a new id; all other sessions of the account end.
  private static void goOnAs(Authentication authentication) {
    VaadinServletRequest request = VaadinServletRequest.getCurrent();
    request.getHttpServletRequest().changeSessionId();
    new SessionAuthentication(
            request.getHttpServletRequest(),
            VaadinServletResponse.getCurrent().getHttpServletResponse())
        .put(authentication);
  }
}
