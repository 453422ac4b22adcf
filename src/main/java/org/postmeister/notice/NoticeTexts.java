package org.postmeister.notice;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postmeister.delivery.Failure;
import org.postmeister.mailserver.Owner;
import org.postmeister.platform.License;
import org.postmeister.platform.LicensePolicy;
import org.postmeister.systemmail.MailTimes;
import org.postmeister.tenant.Tenant;
import org.postmeister.tenant.TenantProfiles;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Notices in words. */
@Component
class NoticeTexts {

  private final MessageSource messages;
  private final TenantProfiles tenants;
  private final LicensePolicy licenses;

  NoticeTexts(MessageSource messages, TenantProfiles tenants, LicensePolicy licenses) {
    this.messages = messages;
    this.tenants = tenants;
    this.licenses = licenses;
  }

  /** One sentence. */
  String sentence(Notice notice, Locale language) {
    Map<String, String> values = values(notice, language);
    return messages.getMessage(
        "notice.text." + notice.kind(),
        new Object[] {
          values.getOrDefault("server", ""),
          values.getOrDefault("tenant", ""),
          values.getOrDefault("day", ""),
          values.getOrDefault("reason", "")
        },
        language);
  }

  /** By the placeholders of its mail. */
  Map<String, String> values(Notice notice, Locale language) {
    Map<String, String> values = new HashMap<>();
    Notice.Details details = notice.details();
    String tenant = tenantOf(notice.about());
    values.put("tenant", tenant);
    values.put(
        "server",
        notice.about().equals(Owner.SYSTEM)
            ? messages.getMessage("notice.server.system", null, language)
            : messages.getMessage("notice.server.tenant", new Object[] {tenant}, language));
    Failure failure = details.failure();
    if (failure != null) {
      values.put("reason", messages.getMessage(failure.message(), language));
      values.put("hint", messages.getMessage(failure.hint(), language));
    }
    if (details.since() != null) {
      values.put("since", MailTimes.exact(details.since(), language));
    }
    if (details.until() != null) {
      values.put("until", MailTimes.exact(details.until(), language));
    }
    if (details.day() != null) {
      values.put("day", MailTimes.day(details.day(), language));
    }
    if (details.quota() != null) {
      values.put("quota", details.quota().toString());
    }
    License license = licenses.license();
    values.put("holder", license.holder() == null ? "" : license.holder().value());
    values.put("edition", license.edition() == null ? "" : license.edition().value());
    return values;
  }

  private String tenantOf(Owner owner) {
    return owner
        .tenant()
        .flatMap(tenant -> tenants.find(List.of(tenant)).stream().findFirst())
        .map(Tenant::displayName)
        .orElse("");
  }
}
