package org.postmeister.security.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import org.postmeister.common.ui.CopyButton;
import org.postmeister.common.ui.Times;
import org.postmeister.security.Invitation;

/** Shows an invitation's link, this once, to be passed on. */
public final class InvitationDialog extends Dialog {

  public InvitationDialog(Times times, String login, Invitation invitation) {
    setHeaderTitle(getTranslation("invitation.title"));
    setCloseOnOutsideClick(false);
    Pre link = new Pre(invitation.link());
    link.addClassName("once");
    link.getElement().setAttribute("tabindex", "0");
    link.getElement().setAttribute("role", "region");
    link.getElement().setAttribute("aria-label", getTranslation("invitation.link"));
    Div actions = new Div(new CopyButton("invitation.copy", invitation.link()));
    actions.addClassName("form-actions");
    add(
        new Paragraph(
            getTranslation("invitation.text", login, times.exact(invitation.expiresAt()))),
        link,
        actions,
        new Paragraph(getTranslation("invitation.once")));
    getFooter().add(new Button(getTranslation("shell.close"), click -> close()));
    setWidth("40rem");
  }
}
