package org.postmeister.notice;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
 * happens many times in between, or on many nodes, is reported once.
 */
@Component
class NoticeWatch {

  private static final Logger log = LoggerFactory.getLogger(NoticeWatch.class);

  // Reported a second time when it becomes urgent.
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
    // A failure of one check must not hide the others.
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
      log.warn("Checking for notices failed: {}", what, e);
    }
  }

  private void lookAtServers() {
    List<ServerHealth> broken = alarms.brokenServers();
    Set<MailOwner> owners = broken.stream().map(ServerHealth::owner).collect(Collectors.toSet());
    List<Notice> told = notices.unhealthy();
    Set<MailOwner> usable = servers.usable(told.stream().map(Notice::about).toList());
    for (Notice before : told) {
      // Still the same problem, whoever has had it tried again in the meantime.
      boolean same = owners.remove(before.about());
      if (!usable.contains(before.about())) {
        // Somebody has switched it off: there is nothing more to report.
        notices.end(before);
      } else if (!same) {
        recovered(before);
      }
    }
    notices.addAll(
        NoticeKind.SERVER_UNHEALTHY,
        broken.stream()
            .filter(server -> owners.contains(server.owner()) && !server.isResumed())
            .map(server ->
                new Notices.Found(
                    server.owner(),
                    server.since().toString(),
                    Notice.Details.of(server.failure(), server.since(), null)))
            .toList());
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
    notices.addAll(
        NoticeKind.DELIVERY_FAILING,
        failing.stream()
            .map(failure ->
                new Notices.Found(
                    failure.server(), failure.since().toString(), since(failure.since())))
            .toList());
    drop(
        NoticeKind.DELIVERY_FAILING,
        notice -> failing.stream().noneMatch(failure -> failure.server().equals(notice.about())));
  }

  private void lookAtStuckServers() {
    List<StuckServer> stuck = alarms.stuckServers();
    notices.addAll(
        NoticeKind.SERVER_STUCK,
        stuck.stream()
            .map(server ->
                new Notices.Found(
                    server.owner(),
                    server.since().truncatedTo(ChronoUnit.SECONDS).toString(),
                    since(server.since())))
            .toList());
    drop(
        NoticeKind.SERVER_STUCK,
        notice -> stuck.stream().noneMatch(server -> server.owner().equals(notice.about())));
  }

  // Reported once a day for each: the message log has them all.
  private void lookAtUncertainMessages(LocalDate today) {
    for (LocalDate day : List.of(today.minusDays(1), today)) {
      notices.addAll(
          NoticeKind.MESSAGES_UNCERTAIN,
          alarms.uncertainOn(day).stream()
              .map(owner -> new Notices.Found(owner, day.toString(), since(null)))
              .toList());
    }
  }

  private static Notice.Details since(@Nullable Instant since) {
    return new Notice.Details(null, since, null, null, null, null);
  }

  private void lookAtSecrets(LocalDate today) {
    List<ExpiringSecrets.Expiring> expiring = secrets.find(today);
    notices.addAll(
        NoticeKind.SECRET_EXPIRES,
        expiring.stream()
            .flatMap(secret -> expiring(secret.owner(), secret.lastDay(), today).stream())
            .toList());
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
      notices.addAll(
          NoticeKind.LICENSE_EXPIRES,
          expiring(MailOwner.SYSTEM, validUntil, today).stream().toList());
    }
    drop(NoticeKind.LICENSE_EXPIRES, notice -> !Objects.equals(validUntil, notice.details().day()));
  }

  private void lookAtTokens(LocalDate today) {
    List<ExpiringTokens.Expiring> expiring = tokens.find();
    List<Notices.Found> found = new ArrayList<>();
    for (ExpiringTokens.Expiring token : expiring) {
      LocalDate lastDay = token.lastDay();
      stage(lastDay, today)
          // A token created for a week is not worth a notice a month ahead.
          .filter(days -> token.madeOn().isBefore(lastDay.minusDays(days)))
          .ifPresent(days ->
              found.add(
                  new Notices.Found(
                      about(token),
                      token.id() + "/" + days,
                      Notice.Details.of(lastDay, token.name()))));
    }
    notices.addAll(NoticeKind.TOKEN_EXPIRES, found);
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
    notices.addAll(
        NoticeKind.QUOTA_REACHED,
        alarms.overDailyQuota().stream()
            .map(tenant ->
                new Notices.Found(
                    tenant,
                    today.toString(),
                    Notice.Details.of(alarms.dailyQuota(), alarms.endOfDay())))
            .toList());
    drop(
        NoticeKind.QUOTA_REACHED,
        notice ->
            !clock
                .instant()
                .isBefore(Objects.requireNonNullElse(notice.details().until(), Instant.MAX)));
  }

  // What is no longer true by the time it could be mailed.
  private void drop(NoticeKind kind, Predicate<Notice> isOver) {
    notices.waiting().stream()
        .filter(notice -> notice.kind() == kind && isOver.test(notice))
        .forEach(notice -> notices.setUnmailed(notice, NoticeState.OVER));
  }

  // How many days ahead the end of something is reported; none while it is too early.
  private static Optional<Integer> stage(LocalDate lastDay, LocalDate today) {
    return DAYS_BEFORE.stream()
        .filter(days -> !today.isBefore(lastDay.minusDays(days)))
        .reduce((earlier, later) -> later);
  }

  private static Optional<Notices.Found> expiring(
      MailOwner about, LocalDate lastDay, LocalDate today) {
    return stage(lastDay, today)
        .map(days -> new Notices.Found(about, lastDay + "/" + days, Notice.Details.of(lastDay)));
  }
}
