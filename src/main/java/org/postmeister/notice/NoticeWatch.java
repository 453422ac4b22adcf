package org.postmeister.notice;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.postmeister.delivery.DeliveryAlarms;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.mailserver.ExpiringSecrets;
import org.postmeister.mailserver.Owner;
import org.postmeister.mailserver.spi.MailServerChanged;
import org.postmeister.platform.LicensePolicy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Looks for what system administrators should know. It looks at states and not at events: what
 * happens many times in between, or on many nodes, is told once.
 */
@Component
class NoticeWatch {

  // Told a second time when it becomes urgent.
  private static final List<Integer> DAYS_BEFORE = List.of(30, 7, 0);
  private static final Period KEPT = Period.ofDays(180);

  private final Notices notices;
  private final NoticeMailer mailer;
  private final DeliveryAlarms alarms;
  private final ExpiringSecrets secrets;
  private final LicensePolicy licenses;
  private final Clock clock;

  NoticeWatch(
      Notices notices,
      NoticeMailer mailer,
      DeliveryAlarms alarms,
      ExpiringSecrets secrets,
      LicensePolicy licenses,
      Clock clock) {
    this.notices = notices;
    this.mailer = mailer;
    this.alarms = alarms;
    this.secrets = secrets;
    this.licenses = licenses;
    this.clock = clock;
  }

  /** Looks once, and mails what can be mailed. */
  void look() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    lookAtServers();
    for (ExpiringSecrets.Expiring secret : secrets.find(today)) {
      addExpiring(NoticeKind.SECRET_EXPIRES, secret.owner(), secret.lastDay(), today);
    }
    LocalDate validUntil = licenses.license().validUntil();
    if (validUntil != null) {
      addExpiring(NoticeKind.LICENSE_EXPIRES, Owner.SYSTEM, validUntil, today);
    }
    for (Owner tenant : alarms.overDailyQuota()) {
      notices.add(
          NoticeKind.QUOTA_REACHED,
          tenant,
          today.toString(),
          Notice.Details.of(alarms.dailyQuota(), alarms.endOfDay()));
    }
    mailer.mailWaiting();
    notices.deleteBefore(today.minus(KEPT).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private void lookAtServers() {
    List<ServerHealth> broken = alarms.brokenServers();
    Set<Owner> owners = broken.stream().map(ServerHealth::owner).collect(Collectors.toSet());
    for (Notice before : notices.unhealthy()) {
      if (owners.contains(before.about())) {
        // The same trouble still, whoever has tried it again meanwhile.
        owners.remove(before.about());
      } else {
        notices.end(before);
        notices.add(
            NoticeKind.SERVER_RECOVERED,
            before.about(),
            Long.toString(before.id()),
            new Notice.Details(
                before.details().failure(), before.details().since(), clock.instant(), null, null));
      }
    }
    broken.stream()
        .filter(server -> owners.contains(server.owner()))
        .forEach(server ->
            notices.add(
                NoticeKind.SERVER_UNHEALTHY,
                server.owner(),
                server.since().toString(),
                Notice.Details.of(server.failure(), server.since(), null)));
  }

  private void addExpiring(NoticeKind kind, Owner about, LocalDate lastDay, LocalDate today) {
    DAYS_BEFORE.stream()
        .filter(days -> !today.isBefore(lastDay.minusDays(days)))
        .reduce((earlier, later) -> later)
        .ifPresent(
            days -> notices.add(kind, about, lastDay + "/" + days, Notice.Details.of(lastDay)));
  }

  // With other settings it is another server, about which nothing is known yet.
  @EventListener
  void on(MailServerChanged changed) {
    notices.endUnhealthy(changed.owner());
  }
}
