package org.postmeister.shell;

import java.util.List;
import java.util.Optional;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.HostName;
import org.postmeister.common.Port;
import org.postmeister.common.error.VersionConflictException;
import org.postmeister.mailcatcher.MailCatcher;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.MailServerSettings;
import org.postmeister.mailserver.server.MailServer;
import org.postmeister.mailserver.server.MailServerDraft;
import org.postmeister.mailserver.server.SystemMailServerService;
import org.postmeister.mailserver.testmail.TestMailService;
import org.postmeister.security.invitation.ConsoleAddressService;
import org.postmeister.security.profile.OwnAddressService;
import org.postmeister.tenant.TenantService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What a new installation still needs before its first message. */
@Component
class SetupSteps {

  private final SystemMailServerService mailServers;
  private final TestMailService testMails;
  private final TenantService tenants;
  private final ConsoleAddressService addresses;
  private final OwnAddressService ownAddress;
  private final ObjectProvider<MailCatcher> catcher;

  SetupSteps(
      SystemMailServerService mailServers,
      TestMailService testMails,
      TenantService tenants,
      ConsoleAddressService addresses,
      OwnAddressService ownAddress,
      ObjectProvider<MailCatcher> catcher) {
    this.mailServers = mailServers;
    this.testMails = testMails;
    this.tenants = tenants;
    this.addresses = addresses;
    this.ownAddress = ownAddress;
    this.catcher = catcher;
  }

  List<SetupChecklist.Step> list() {
    boolean tested =
        testMails.latestOutcomes(MailOwner.SYSTEM).stream()
            .anyMatch(outcome -> outcome.code() == null);
    return List.of(
        new SetupChecklist.Step("server", mailServers.isUsable(), "system/mail-server"),
        new SetupChecklist.Step("test", tested, "system/mail-server"),
        new SetupChecklist.Step("own-address", ownAddress.isKnown(), "profile"),
        new SetupChecklist.Step("address", addresses.difference().isEmpty(), ""),
        new SetupChecklist.Step("tenant", tenants.count() > 0, "tenants"),
        new SetupChecklist.Step("message", false, "system/api-tokens"));
  }

  /**
   * The revision of the system's mail server, if a mail catcher can take its place: nothing has
   * been entered yet.
   */
  Optional<Long> catcherFits() {
    MailServer server = mailServers.get();
    return catcher.getIfAvailable() == null
            || server.settings().host() != null
            || server.secretStored()
            || !(server.settings().authentication() instanceof Authentication.None)
        ? Optional.empty()
        : Optional.of(server.revision());
  }

  /**
   * Lets all mail of the system go to the mail catcher.
   *
   * @param seenRevision what {@link #catcherFits} returned
   * @throws VersionConflictException if somebody has entered a mail server meanwhile
   */
  void useMailCatcher(long seenRevision) {
    MailServerSettings settings =
        MailServerSettings.of(new Authentication.None())
            .with(MailServerField.ENABLED, true)
            .with(MailServerField.HOST, HostName.of("localhost"))
            .with(MailServerField.PORT, new Port(catcher.getObject().port()))
            .with(MailServerField.ENCRYPTION, Encryption.NONE)
            .with(MailServerField.SENDER_ADDRESS, EmailAddress.of("noreply@example.com"));
    mailServers.save(new MailServerDraft(settings, null), seenRevision);
  }
}
