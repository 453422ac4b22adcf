package org.postmeister.notice;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.postmeister.delivery.DeliveryTaskFailure;
import org.postmeister.delivery.ServerHealth;
import org.postmeister.delivery.StuckServer;
import org.postmeister.delivery.monitoring.DeliveryAlarms;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.mailserver.server.ExpiringSecrets;
import org.postmeister.platform.LicensePolicy;
import org.postmeister.security.token.ExpiringTokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Looks for what system administrators should know. It looks at states and not at events: what
 * happens many times in between, or on many nodes, is told once.
 */
@Component
class NoticeWatch {

  private static final Logger log = LoggerFactory.getLogger(NoticeWatch.class);

  // Told a second time when it becomes urgent.
  private static final List<Integer> DAYS_BEFORE = List.of(30, 7, 0);
  private static final Period KEPT = Period.ofDays(180);

  private final Notices notices;
  private final NoticeMailer mailer;
  private final DeliveryAlarms alarms;
  private final ExpiringSecrets secrets;
  private final ExpiringTokens tokens;
  private final LicensePolicy licenses;
  private final SendingServerResolver servers;
  private final TransactionOperations transaction;
  private final Clock clock;

  NoticeWatch(
      Notices notices,
      NoticeMailer mailer,
      DeliveryAlarms alarms,
      ExpiringSecrets secrets,
      ExpiringTokens tokens,
      LicensePolicy licenses,
      SendingServerResolver servers,
      TransactionOperations transaction,
      Clock clock) {
    this.notices = notices;
    this.mailer = mailer;
    this.alarms = alarms;
    this.secrets = secrets;
    this.tokens = tokens;
    this.licenses = licenses;
    this.servers = servers;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Looks once, and mails what can be mailed. */
  void look() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    // What goes wrong with one thing must not hide the others.
    attempt("servers", this::lookAtServers);
    attempt("lanes", this::lookAtLanes);
    attempt("stuck servers", this::lookAtStuckServers);
    attempt("uncertain messages", () -> lookAtUncertainMessages(today));
    attempt("secrets", () -> lookAtSecrets(today));
    attempt("licence", () -> lookAtLicense(today));
    attempt("tokens", () -> lookAtTokens(today));
    attempt("quotas", () -> lookAtQuotas(today));
    attempt("mails", mailer::mailWaiting);
    notices.deleteBefore(today.minus(KEPT).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private static void attempt(String what, Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      log.warn("The look for notices failed: {}", what, e);
    }
  }

  private void lookAtServers() {
    List<ServerHealth> broken = alarms.brokenServers();
    Set<MailOwner> owners = broken.stream().map(ServerHealth::owner).collect(Collectors.toSet());
    for (Notice before : notices.unhealthy()) {
      // The same trouble still, whoever has tried it again meanwhile.
      boolean same = owners.remove(before.about());
      if (servers.find(before.about()).isEmpty()) {
        // Somebody has switched it off: there is nothing more to tell.
        notices.end(before);
      } else if (!same) {
        recovered(before);
      }
    }
    broken.stream()
        .filter(server -> owners.contains(server.owner()) && !server.isResumed())
        .forEach(server ->
            notices.add(
                NoticeKind.SERVER_UNHEALTHY,
                server.owner(),
                server.since().toString(),
                Notice.Details.of(server.failure(), server.since(), null)));
  }

  private void recovered(Notice before) {
    Notice.Details failed = before.details();
    transaction.executeWithoutResult(status -> {
      notices.end(before);
      notices.add(
          NoticeKind.SERVER_RECOVERED,
          before.about(),
          Long.toString(before.id()),
          new Notice.Details(failed.failure(), failed.since(), clock.instant(), null, null, null));
    });
  }

  private void lookAtLanes() {
    List<DeliveryTaskFailure> failing = alarms.failingLanes();
    failing.forEach(failure ->
        notices.add(
            NoticeKind.DELIVERY_FAILING,
            failure.server(),
            failure.since().toString(),
            new Notice.Details(null, failure.since(), null, null, null, null)));
    drop(
        NoticeKind.DELIVERY_FAILING,
        notice -> failing.stream().noneMatch(failure -> failure.server().equals(notice.about())));
  }

  private void lookAtStuckServers() {
    List<StuckServer> stuck = alarms.stuckServers();
    stuck.forEach(server ->
        notices.add(
            NoticeKind.SERVER_STUCK,
            server.owner(),
            server.since().truncatedTo(ChronoUnit.SECONDS).toString(),
            new Notice.Details(null, server.since(), null, null, null, null)));
    drop(
        NoticeKind.SERVER_STUCK,
        notice -> stuck.stream().noneMatch(server -> server.owner().equals(notice.about())));
  }

  // Told once a day of each: the message log has them all.
  private void lookAtUncertainMessages(LocalDate today) {
    for (LocalDate day : List.of(today.minusDays(1), today)) {
      alarms
          .uncertainOn(day)
          .forEach(owner ->
              notices.add(
                  NoticeKind.MESSAGES_UNCERTAIN,
                  owner,
                  day.toString(),
                  new Notice.Details(null, null, null, null, null, null)));
    }
  }

  private void lookAtSecrets(LocalDate today) {
    List<ExpiringSecrets.Expiring> expiring = secrets.find(today);
    expiring.forEach(
        secret -> addExpiring(NoticeKind.SECRET_EXPIRES, secret.owner(), secret.lastDay(), today));
    drop(
        NoticeKind.SECRET_EXPIRES,
        notice ->
            expiring.stream()
                .noneMatch(secret ->
                    secret.owner().equals(notice.about())
                        && secret.lastDay().equals(notice.details().day())));
  }

  private void lookAtLicense(LocalDate today) {
    LocalDate validUntil = licenses.license().validUntil();
    if (validUntil != null) {
      addExpiring(NoticeKind.LICENSE_EXPIRES, MailOwner.SYSTEM, validUntil, today);
    }
    drop(NoticeKind.LICENSE_EXPIRES, notice -> !Objects.equals(validUntil, notice.details().day()));
  }

  private void lookAtTokens(LocalDate today) {
    List<ExpiringTokens.Expiring> expiring = tokens.find();
    for (ExpiringTokens.Expiring token : expiring) {
      LocalDate lastDay = token.lastDay();
      stage(lastDay, today)
          // One that was made for a week is no news a month before.
          .filter(days -> token.madeOn().isBefore(lastDay.minusDays(days)))
          .ifPresent(days ->
              notices.add(
                  NoticeKind.TOKEN_EXPIRES,
                  about(token),
                  token.id() + "/" + days,
                  Notice.Details.of(lastDay, token.name())));
    }
    drop(
        NoticeKind.TOKEN_EXPIRES,
        notice ->
            expiring.stream()
                .noneMatch(token ->
                    about(token).equals(notice.about())
                        && token.lastDay().equals(notice.details().day())
                        && token.name().equals(notice.details().token())));
  }

  private static MailOwner about(ExpiringTokens.Expiring token) {
    return token.tenant() == null ? MailOwner.SYSTEM : MailOwner.of(token.tenant());
  }

  private void lookAtQuotas(LocalDate today) {
    for (MailOwner tenant : alarms.overDailyQuota()) {
      notices.add(
          NoticeKind.QUOTA_REACHED,
          tenant,
          today.toString(),
          Notice.Details.of(alarms.dailyQuota(), alarms.endOfDay()));
    }
    drop(
        NoticeKind.QUOTA_REACHED,
        notice ->
            !clock
                .instant()
                .isBefore(Objects.requireNonNullElse(notice.details().until(), Instant.MAX)));
  }

  // What is no longer so by the time it could be mailed.
  private void drop(NoticeKind kind, Predicate<Notice> isOver) {
    notices.waiting().stream()
        .filter(notice -> notice.kind() == kind && isOver.test(notice))
        .forEach(notice -> notices.setUnmailed(notice, NoticeState.OVER));
  }

  // How many days before something ends it is told of now; none while it is too early.
  private static Optional<Integer> stage(LocalDate lastDay, LocalDate today) {
    return DAYS_BEFORE.stream()
        .filter(days -> !today.isBefore(lastDay.minusDays(days)))
        .reduce((earlier, later) -> later);
  }

  private void addExpiring(NoticeKind kind, MailOwner about, LocalDate lastDay, LocalDate today) {
    stage(lastDay, today)
        .ifPresent(
            days -> notices.add(kind, about, lastDay + "/" + days, Notice.Details.of(lastDay)));
  }
}
