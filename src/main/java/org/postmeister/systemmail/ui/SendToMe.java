package org.postmeister.systemmail.ui;

import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.function.SerializableSupplier;
import java.util.List;
import java.util.Optional;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.error.FieldViolation;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.RouteState;
import org.postmeister.mailserver.server.TenantMailServerService;
import org.postmeister.mailserver.ui.MailObstacle;
import org.postmeister.mailserver.ui.testmail.TestMailPanel;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.SignedInUser;
import org.postmeister.systemmail.MailText;
import org.postmeister.systemmail.MailTextService;
import org.postmeister.systemmail.brand.AppliedBrand;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantService;
import org.springframework.stereotype.Component;

/** Sends whoever writes a text the mail as it stands in the form. */
@Component
final class SendToMe {

  private final MailTextService service;
  private final TenantMailServerService servers;
  private final TenantService tenants;
  private final CurrentUser currentUser;
  private final Messages messages;

  SendToMe(
      MailTextService service,
      TenantMailServerService servers,
      TenantService tenants,
      CurrentUser currentUser,
      Messages messages) {
    this.service = service;
    this.servers = servers;
    this.tenants = tenants;
    this.currentUser = currentUser;
    this.messages = messages;
  }

  /**
   * @param text which one is written
   * @param fields what is in the form
   * @param brand how it looks
   * @param onRefused receives what is wrong with it
   */
  TestMailPanel panel(
      SerializableSupplier<WhichText> text,
      SerializableSupplier<MailTextFields> fields,
      SerializableSupplier<AppliedBrand> brand,
      SerializableConsumer<List<FieldViolation>> onRefused) {
    TestMailPanel panel =
        new TestMailPanel(
            () ->
                Optional.of((recipient, said, listener) -> {
                  WhichText which = text.get();
                  MailTextFields typed = fields.get();
                  return service.send(
                      which.owner(),
                      which.kind(),
                      which.language(),
                      new MailText(typed.subject(), typed.body()),
                      brand.get(),
                      recipient,
                      listener);
                }),
            "mailtexts.send.sentence",
            messages,
            onRefused);
    panel.call("mailtexts.send.title", "mailtexts.send");
    currentUser
        .find()
        .map(SignedInUser::getUsername)
        .flatMap(EmailAddress::find)
        .ifPresent(panel::suggest);
    return panel;
  }

  /** Offers it if mail of the owner can be sent, otherwise says why not and who can change that. */
  void offer(TestMailPanel panel, MailOwner owner) {
    panel.showObstacle(service.obstacle(owner).map(reason -> obstacle(reason, owner)).orElse(null));
  }

  private Notice obstacle(RouteState reason, MailOwner owner) {
    Optional<Tenant> tenant = owner.tenant().map(tenants::get);
    return MailObstacle.of(
        reason,
        currentUser.find().filter(SignedInUser::isSystemAdmin).isPresent(),
        tenant.filter(one -> servers.isAllowed(one.id())).isPresent(),
        tenant.map(Tenant::name).orElse(null));
  }
}
