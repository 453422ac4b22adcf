package org.postmeister.security.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.PageHeader;
import org.postmeister.common.ui.Preferences;
import org.postmeister.common.ui.ProfilePart;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.FormSection;
import org.postmeister.common.ui.form.UnsavedChangesGuard;
import org.postmeister.security.profile.OwnAddressService;
import org.postmeister.security.profile.OwnSessionService;
import org.postmeister.security.profile.ProfileService;
import org.springframework.beans.factory.ObjectProvider;

/** What people see and decide of their own account. */
@Route(ProfileView.ROUTE)
@PermitAll
public class ProfileView extends Main implements HasDynamicTitle, BeforeLeaveObserver {

  /** The path of this view. */
  public static final String ROUTE = "profile";

  private final UnsavedChangesGuard guard = new UnsavedChangesGuard(this);
  private final ProfileForm form;

  ProfileView(
      ProfileService service,
      OwnAddressService addresses,
      OwnSessionService sessions,
      Preferences preferences,
      Messages messages,
      Times times,
      ObjectProvider<ProfilePart> parts) {
    addClassName("page");
    this.form = new ProfileForm(service, messages, times, this::dirtyChanged);
    Div side =
        new Div(
            new AddressSection(addresses, messages, times),
            new FormSection(
                "profile.password",
                "profile.password.sentence",
                new RouterLink(getTranslation("shell.change-password"), ChangePasswordView.class)));
    Div columns = new Div(new Div(form, new BrowserSection(preferences)), side);
    columns.addClassName("columns");
    add(
        new PageHeader("profile.title", "profile.sentence"),
        columns,
        new SessionsSection(sessions, times));
    parts.orderedStream().forEach(part -> add(part.create()));
  }

  private void dirtyChanged() {
    // The form shows what is stored while it is made.
    guard.setDirty(form != null && form.isDirty());
  }

  @Override
  public String getPageTitle() {
    return getTranslation("profile.title") + " – Postmeister";
  }

  @Override
  public void beforeLeave(BeforeLeaveEvent event) {
    guard.beforeLeave(event);
  }
}
