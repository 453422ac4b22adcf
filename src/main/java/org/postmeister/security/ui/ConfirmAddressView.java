package org.postmeister.security.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.ui.Notice;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.invitation.Links;
import org.postmeister.security.profile.AddressLinkNotFoundException;
import org.postmeister.security.profile.OwnAddressService;

/**
 * Where the link in a mail leads to whose recipient is to confirm the address. Opening it changes
 * nothing: programs that look into mails open links, too.
 */
@Route(value = Links.ADDRESS, autoLayout = false)
@PermitAll
public class ConfirmAddressView extends Main implements HasUrlParameter<String>, HasDynamicTitle {

  private final transient OwnAddressService service;
  private final transient CurrentUser currentUser;
  private final Div card = new Div();

  ConfirmAddressView(OwnAddressService service, CurrentUser currentUser) {
    this.service = service;
    this.currentUser = currentUser;
    addClassName("login-page");
    card.addClassName("login-card");
    add(card);
  }

  @Override
  public void setParameter(BeforeEvent event, String token) {
    card.removeAll();
    service
        .addressOf(token)
        .ifPresentOrElse(address -> ask(token, address), this::sayThatItDoesNotWork);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("confirm-address.title") + " – Postmeister";
  }

  private String login() {
    return currentUser.find().map(SignedInUser::getUsername).orElse("");
  }

  private void ask(String token, EmailAddress address) {
    Button confirm = new Button(getTranslation("confirm-address.confirm"), click -> confirm(token));
    confirm.addThemeVariants(ButtonVariant.PRIMARY);
    Div actions = new Div(confirm);
    actions.addClassName("form-actions");
    card.add(
        new H1(getTranslation("confirm-address.title")),
        new Paragraph(getTranslation("confirm-address.text", login(), address)),
        actions);
  }

  private void confirm(String token) {
    try {
      EmailAddress address = service.confirm(token);
      card.removeAll();
      card.add(
          new H1(getTranslation("confirm-address.done.title")),
          new Notice(Notice.Kind.SUCCESS, getTranslation("confirm-address.done", address)),
          profile());
    } catch (AddressLinkNotFoundException e) {
      card.removeAll();
      sayThatItDoesNotWork();
    }
  }

  private void sayThatItDoesNotWork() {
    card.add(
        new H1(getTranslation("invited.dead.title")),
        new Notice(Notice.Kind.WARNING, getTranslation("confirm-address.dead", login())),
        profile());
  }

  private RouterLink profile() {
    return new RouterLink(getTranslation("confirm-address.profile"), ProfileView.class);
  }
}
