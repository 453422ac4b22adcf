package org.postmeister.security.web;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.security.ui.ChangePasswordView;
import org.springframework.stereotype.Component;

/** Redirects users whose password must be changed to the view where that is done. */
@Component
class MustChangePasswordGuard implements VaadinServiceInitListener {

  private final CurrentUser currentUser;

  MustChangePasswordGuard(CurrentUser currentUser) {
    this.currentUser = currentUser;
  }

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.getSource().addUIInitListener(init -> init.getUI().addBeforeEnterListener(this::guard));
  }

  private void guard(BeforeEnterEvent event) {
    if (currentUser.find().filter(SignedInUser::mustChangePassword).isPresent()
        && event.getNavigationTarget() != ChangePasswordView.class) {
      event.forwardTo(ChangePasswordView.class);
    }
  }
}
