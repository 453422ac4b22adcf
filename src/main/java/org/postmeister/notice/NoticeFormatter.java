package org.postmeister.notice;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.TimeZones;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.mailserver.spi.SendFailure;
import org.postmeister.platform.License;
import org.postmeister.platform.LicensePolicy;
import org.postmeister.systemmail.MailTimes;
import org.postmeister.tenant.TenantProfiles;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Notices in words. */
@Component
class NoticeFormatter {

  private final MessageSource messages;
  private final TenantProfiles tenants;
  private final LicensePolicy licenses;

  NoticeFormatter(MessageSource messages, TenantProfiles tenants, LicensePolicy licenses) {
    this.messages = messages;
    this.tenants = tenants;
    this.licenses = licenses;
  }

  /** What is known about the subjects of notices, read once for all of them. */
  record Facts(Map<MailOwner, String> tenants, License license) {}

  Facts facts(List<Notice> notices) {
    Map<MailOwner, String> names = new HashMap<>();
    tenants
        .find(
            notices.stream()
                .flatMap(notice -> notice.about().tenant().stream())
                .distinct()
                .toList())
        .forEach(tenant -> names.put(MailOwner.of(tenant.id()), tenant.displayName()));
    return new Facts(names, licenses.license());
  }

  /** One sentence. */
  String sentence(Notice notice, Facts facts, Locale language) {
    // None of these is a point in time.
    Map<String, String> values = values(notice, facts, language, TimeZones.DEFAULT);
    return messages.getMessage(
        "notice.text." + notice.kind(),
        new Object[] {
          values.getOrDefault("server", ""),
          values.getOrDefault("tenant", ""),
          values.getOrDefault("day", ""),
          values.getOrDefault("reason", ""),
          values.getOrDefault("token", ""),
          values.getOrDefault("sender", "")
        },
        language);
  }

  /**
   * By the placeholders of its mail.
   *
   * @param zone of who gets it
   */
  Map<String, String> values(Notice notice, Facts facts, Locale language, ZoneId zone) {
    Map<String, String> values = new HashMap<>();
    Notice.Details details = notice.details();
    String tenant = facts.tenants().getOrDefault(notice.about(), "");
    values.put("tenant", tenant);
    values.put("sender", notice.about().equals(MailOwner.SYSTEM) ? "Postmeister" : tenant);
    values.put(
        "server",
        notice.about().equals(MailOwner.SYSTEM)
            ? messages.getMessage("notice.server.system", null, language)
            : messages.getMessage("notice.server.tenant", new Object[] {tenant}, language));
    SendFailure failure = details.failure();
    if (failure != null) {
      values.put("reason", messages.getMessage(failure.message(), language));
      values.put("hint", messages.getMessage(failure.hint(), language));
    }
    put(values, "since", details.since(), time -> MailTimes.exact(time, language, zone));
    put(values, "until", details.until(), time -> MailTimes.exact(time, language, zone));
    put(values, "day", details.day(), day -> MailTimes.day(day, language));
    put(values, "token", details.token(), Function.identity());
    put(values, "quota", details.quota(), Object::toString);
    put(values, "holder", facts.license().holder(), Object::toString);
    put(values, "edition", facts.license().edition(), Object::toString);
    return values;
  }

  private static <T> void put(
      Map<String, String> values, String name, @Nullable T value, Function<T, String> text) {
    if (value != null) {
      values.put(name, text.apply(value));
    }
  }
}
