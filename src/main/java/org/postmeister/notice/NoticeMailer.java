package org.postmeister.notice;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.Languages;
import org.postmeister.common.error.BrokenRuleException;
import org.postmeister.delivery.monitoring.DeliveryAlarms;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.route.SendingServerResolver;
import org.postmeister.security.account.SystemAdministrators;
import org.postmeister.systemmail.SystemMailSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Mails notices to system administrators, through the system mail server. */
@Component
class NoticeMailer {

  private static final Logger log = LoggerFactory.getLogger(NoticeMailer.class);

  private final Notices notices;
  private final NoticeFormatter texts;
  private final SystemMailSender mails;
  private final SystemAdministrators administrators;
  private final SendingServerResolver servers;
  private final DeliveryAlarms alarms;
  private final TransactionOperations transaction;
  private final Clock clock;

  NoticeMailer(
      Notices notices,
      NoticeFormatter texts,
      SystemMailSender mails,
      SystemAdministrators administrators,
      SendingServerResolver servers,
      DeliveryAlarms alarms,
      TransactionOperations transaction,
      Clock clock) {
    this.notices = notices;
    this.texts = texts;
    this.mails = mails;
    this.administrators = administrators;
    this.servers = servers;
    this.alarms = alarms;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Mails pending notices, each in a separate transaction. */
  void mailWaiting() {
    List<Notice> waiting = notices.waiting();
    if (waiting.isEmpty()) {
      return;
    }
    Set<NoticeKind> off = notices.switchedOff();
    boolean usable = canBeMailed();
    List<SystemAdministrators.Reader> readers = administrators.readers();
    NoticeFormatter.Facts facts = texts.facts(waiting);
    for (Notice notice : waiting) {
      if (off.contains(notice.kind())) {
        notices.setUnmailed(notice, NoticeState.SWITCHED_OFF);
      } else if (notice.kind() == NoticeKind.SERVER_UNHEALTHY && notice.endedAt() != null) {
        notices.setUnmailed(notice, NoticeState.OVER);
      } else if (readers.isEmpty()) {
        notices.setUnmailed(notice, NoticeState.NOBODY);
      } else if (usable) {
        mail(notice, facts, readers);
      }
    }
  }

  // With a paused server they would only wait where fewer people look.
  private boolean canBeMailed() {
    return servers.resolve(MailOwner.SYSTEM).reason() == null
        && alarms.brokenServers().stream()
            .noneMatch(server ->
                server.owner().equals(MailOwner.SYSTEM) && server.isPausedAt(clock.instant()));
  }

  private void mail(
      Notice notice, NoticeFormatter.Facts facts, List<SystemAdministrators.Reader> readers) {
    transaction.executeWithoutResult(status -> {
      List<Long> sent = new ArrayList<>();
      readers.forEach(reader -> mail(notice, facts, reader).ifPresent(sent::add));
      if (!sent.isEmpty()) {
        notices.setMailed(notice, sent.getFirst());
      }
    });
  }

  // One recipient that cannot be reached must not keep it from the others.
  private Optional<Long> mail(
      Notice notice, NoticeFormatter.Facts facts, SystemAdministrators.Reader reader) {
    Locale language = Objects.requireNonNullElse(reader.language(), Languages.DEFAULT);
    Map<String, String> values = texts.values(notice, facts, language, reader.timeZone());
    values.put("name", reader.name());
    try {
      return Optional.of(
          mails
              .send(
                  new SystemMailSender.Letter(
                      notice.kind().mail(),
                      MailOwner.SYSTEM,
                      reader.address(),
                      null,
                      language,
                      values,
                      List.of()))
              .id());
    } catch (BrokenRuleException | InvalidValueException e) {
      log.warn("A notice cannot be mailed to one administrator: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
