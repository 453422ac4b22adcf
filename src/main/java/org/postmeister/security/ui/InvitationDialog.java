package org.postmeister.security.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import java.time.Instant;
import org.postmeister.common.ui.CopyButton;
import org.postmeister.common.ui.Times;
import org.postmeister.security.invitation.Invitation;

/**
 * Shows where an invitation was sent; or shows its link, only this once, to be passed on if no mail
 * could be sent.
 */
public final class InvitationDialog extends Dialog {

  public InvitationDialog(Times times, String login, Invitation invitation) {
    setWidth("40rem");
    getFooter().add(new Button(getTranslation("shell.close"), click -> close()));
    if (invitation.link() == null) {
      setHeaderTitle(getTranslation("invitation.sent.title"));
      add(
          new Paragraph(
              getTranslation(
                  "invitation.sent.text",
                  invitation.sentTo(),
                  times.exact(invitation.expiresAt()))));
    } else {
      showOnce(times, login, invitation.link(), invitation.expiresAt());
    }
  }

  private void showOnce(Times times, String login, String address, Instant expiresAt) {
    setHeaderTitle(getTranslation("invitation.title"));
    setCloseOnOutsideClick(false);
    Pre link = new Pre(address);
    link.addClassName("once");
    link.getElement().setAttribute("tabindex", "0");
    link.getElement().setAttribute("role", "region");
    link.getElement().setAttribute("aria-label", getTranslation("invitation.link"));
    Div actions = new Div(new CopyButton("invitation.copy", address));
    actions.addClassName("form-actions");
    add(
        new Paragraph(getTranslation("invitation.text", login, times.exact(expiresAt))),
        link,
        actions,
        new Paragraph(getTranslation("invitation.once")));
  }
}
