package org.postmeister.systemmail;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.postmeister.common.BrokenRuleException;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;
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
 * Sends links to account holders: in the name of the first of their tenants that has a way for
 * mail, to system administrators in the system's.
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
    List<Tenant> known =
        tenants.find(mail.tenants()).stream()
            .sorted(Comparator.comparing(tenant -> tenant.name().key()))
            .toList();
    Optional<Tenant> tenant =
        known.stream().filter(one -> isPossible(Owner.of(one.id()))).findFirst();
    boolean way = mail.tenants().isEmpty() ? possible() : tenant.isPresent();
    Optional<EmailAddress> address = address(mail.to());
    return way && address.isPresent() && send(mail, address.get(), tenant);
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
              tenant.map(one -> Owner.of(one.id())).orElse(Owner.SYSTEM),
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

  private boolean isPossible(Owner owner) {
    return servers.departure(owner).reason() == null;
  }

  private static Optional<EmailAddress> address(String login) {
    try {
      return Optional.of(EmailAddress.of(login));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }
}
