package org.postmeister.systemmail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Languages;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.security.CurrentUser;
import org.postmeister.security.Role;
import org.postmeister.security.invitation.AccountMail;
import org.postmeister.security.invitation.AccountMailer;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantProfiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends links to account holders: through their tenant's route; through the system's to system
 * administrators and to those who administer several tenants. Whoever controls a tenant's server
 * can read what is sent through it, and must not get hold of anything that is valid for other
 * tenants.
 */
@Component
class AccountMailSender implements AccountMailer {

  private static final Logger log = LoggerFactory.getLogger(AccountMailSender.class);

  private final SystemMailSender mails;
  private final SendingServerResolver servers;
  private final TenantProfiles tenants;

  AccountMailSender(SystemMailSender mails, SendingServerResolver servers, TenantProfiles tenants) {
    this.mails = mails;
    this.servers = servers;
    this.tenants = tenants;
  }

  // Without the system mail server, tenants have no route either.
  @Override
  public boolean possible() {
    return isPossible(MailOwner.SYSTEM);
  }

  @Override
  @Transactional
  public boolean send(AccountMail mail) {
    Optional<Tenant> tenant =
        mail.tenants().size() == 1
            ? tenants.find(mail.tenants()).stream().findFirst()
            : Optional.empty();
    Optional<EmailAddress> address = EmailAddress.find(mail.to());
    MailOwner owner = ownerOf(tenant);
    return isPossible(owner)
        && mayLeave(mail)
        && address.isPresent()
        && send(mail, address.get(), owner, tenant);
  }

  // Whoever has just changed the destination of the system's mail could be waiting there for a link
  // that makes them a system administrator. Somebody in the console has to confirm that it is
  // right.
  private boolean mayLeave(AccountMail mail) {
    if (mail.role() != Role.SYSTEM_ADMIN) {
      return true;
    }
    CurrentUser.Channel channel = servers.destinationSetBy(MailOwner.SYSTEM);
    boolean may =
        switch (mail.kind()) {
          // A signed-in user has requested it, who would otherwise be shown the link.
          case INVITATION -> channel != CurrentUser.Channel.TOKEN;
          // Of use only to somebody who is signed in with the account.
          case ADDRESS_CONFIRMATION -> true;
          case PASSWORD_RESET -> channel == CurrentUser.Channel.CONSOLE;
        };
    if (!may) {
      log.warn(
          "A link for a system administrator is held back: the destination of the"
              + " system's mail was changed and has not been confirmed in the console.");
    }
    return may;
  }

  private boolean send(
      AccountMail mail, EmailAddress to, MailOwner owner, Optional<Tenant> tenant) {
    Locale language =
        Objects.requireNonNullElseGet(
            mail.language(),
            () -> tenant.map(one -> one.data().language()).orElse(Languages.DEFAULT));
    Map<String, String> values =
        Map.of(
            "name", mail.name(),
            "login", mail.login(),
            "tenant", tenant.map(Tenant::displayName).orElse(""),
            "link", mail.link(),
            "expires", MailTimes.exact(mail.expiresAt(), language, mail.timeZone()));
    try {
      mails.send(
          new SystemMailSender.Letter(
              MailKind.valueOf(mail.kind().name()), owner, to, null, language, values, List.of()));
      return true;
    } catch (BrokenRuleException e) {
      // In that case a person passes the link on.
      log.info("{} cannot be sent by mail: {}", mail.kind(), e.code());
      return false;
    }
  }

  // Through the tenant's server only if a person has set its destination.
  private MailOwner ownerOf(Optional<Tenant> tenant) {
    return tenant
        .map(one -> MailOwner.of(one.id()))
        .filter(own ->
            !own.equals(servers.resolve(own).server())
                || servers.destinationSetBy(own) != CurrentUser.Channel.TOKEN)
        .orElse(MailOwner.SYSTEM);
  }

  private boolean isPossible(MailOwner owner) {
    return servers.resolve(owner).reason() == null;
  }
}
