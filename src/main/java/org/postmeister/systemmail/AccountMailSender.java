package org.postmeister.systemmail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.postmeister.common.BrokenRuleException;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.Languages;
import org.postmeister.mailserver.Owner;
import org.postmeister.mailserver.SendingServers;
import org.postmeister.security.AccountMail;
import org.postmeister.security.AccountMails;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantProfiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends links to account holders: in the name of their tenant; in the system's to system
 * administrators and to those who administer several tenants. Whoever has a tenant's server could
 * read what leaves through it, and must not get hold of what is good for other tenants.
 */
@Component
class AccountMailSender implements AccountMails {

  private static final Logger log = LoggerFactory.getLogger(AccountMailSender.class);

  private final SystemMails mails;
  private final SendingServers servers;
  private final TenantProfiles tenants;

  AccountMailSender(SystemMails mails, SendingServers servers, TenantProfiles tenants) {
    this.mails = mails;
    this.servers = servers;
    this.tenants = tenants;
  }

  // Without the system mail server there is no way for tenants either.
  @Override
  public boolean possible() {
    return isPossible(Owner.SYSTEM);
  }

  @Override
  @Transactional
  public boolean send(AccountMail mail) {
    Optional<Tenant> tenant =
        mail.tenants().size() == 1
            ? tenants.find(mail.tenants()).stream().findFirst()
            : Optional.empty();
    Optional<EmailAddress> address = EmailAddress.find(mail.to());
    return isPossible(ownerOf(tenant)) && address.isPresent() && send(mail, address.get(), tenant);
  }

  private boolean send(AccountMail mail, EmailAddress to, Optional<Tenant> tenant) {
    Locale language =
        Objects.requireNonNullElseGet(
            mail.language(),
            () -> tenant.map(one -> one.data().language()).orElse(Languages.DEFAULT));
    Map<String, String> values =
        Map.of(
            "name", mail.name(),
            "login", mail.to(),
            "tenant", tenant.map(Tenant::displayName).orElse(""),
            "link", mail.link(),
            "expires", MailTimes.exact(mail.expiresAt(), language));
    try {
      mails.send(
          new SystemMails.Letter(
              MailKind.valueOf(mail.kind().name()),
              ownerOf(tenant),
              to,
              null,
              language,
              values,
              List.of()));
      return true;
    } catch (BrokenRuleException e) {
      // Then the link is passed on by a person.
      log.info("{} cannot be sent by mail: {}", mail.kind(), e.code());
      return false;
    }
  }

  private static Owner ownerOf(Optional<Tenant> tenant) {
    return tenant.map(one -> Owner.of(one.id())).orElse(Owner.SYSTEM);
  }

  private boolean isPossible(Owner owner) {
    return servers.departure(owner).reason() == null;
  }
}
