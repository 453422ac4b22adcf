package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableConsumer;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.ui.Messages;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.ui.MailObstacle;
import org.postmeister.tenantlist.BulkChange;

/** Asks where to send the test mails. */
final class BulkTestDialog extends Dialog {

  /**
   * @param possible whether mail can be sent at all
   */
  BulkTestDialog(Messages messages, boolean possible, SerializableConsumer<BulkChange> onChosen) {
    setHeaderTitle(getTranslation("bulk.test"));
    setWidth("32rem");
    if (!possible) {
      add(MailObstacle.of(RouteState.SYSTEM_MAIL_OFF, true, false, null));
      getFooter().add(new Button(getTranslation("shell.close"), click -> close()));
      return;
    }
    TextField recipient = new TextField(getTranslation("testmail.recipient"));
    recipient.setHelperText(getTranslation("testmail.recipient.helper"));
    recipient.setWidthFull();
    Button send =
        new Button(
            getTranslation("bulk.test.send"),
            click -> {
              try {
                EmailAddress to = EmailAddress.of(recipient.getValue());
                close();
                onChosen.accept(new BulkChange.SendTestMail(to, messages.locale()));
              } catch (InvalidValueException e) {
                recipient.setErrorMessage(messages.get(e));
                recipient.setInvalid(true);
                recipient.focus();
              }
            });
    send.addThemeVariants(ButtonVariant.PRIMARY);
    add(new Paragraph(getTranslation("bulk.test.sentence")), recipient);
    getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), send);
  }
}
