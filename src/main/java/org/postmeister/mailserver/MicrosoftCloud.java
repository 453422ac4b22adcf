package org.postmeister.mailserver;

import java.util.List;
import java.util.Locale;
import org.postmeister.common.InvalidValueException;

/**
 * Microsoft's clouds, which are completely separate: whoever is registered in one is unknown in the
 * others. Hosts as in Microsoft's "National clouds" and "Microsoft Graph national cloud
 * deployments"; those of Exchange Online as in "Microsoft 365 endpoints".
 */
public enum MicrosoftCloud {
  /** The global one, including GCC. */
  GLOBAL(
      "login.microsoftonline.com",
      "graph.microsoft.com",
      "outlook.office365.com",
      "smtp.office365.com",
      "office.com",
      "office365.com",
      "cloud.microsoft"),
  /** US Government L4 (GCC High). */
  US_GOVERNMENT_L4(
      "login.microsoftonline.us",
      "graph.microsoft.us",
      "outlook.office365.us",
      "smtp.office365.us",
      "office365.us"),
  /** US Government L5 (DoD). */
  US_GOVERNMENT_L5(
      "login.microsoftonline.us",
      "dod-graph.microsoft.us",
      "outlook-dod.office365.us",
      "smtp-dod.office365.us",
      "office365.us",
      "apps.mil"),
  /** China, operated by 21Vianet. Its older sign-in host, login.chinacloudapi.cn, points there. */
  CHINA(
      "login.partner.microsoftonline.cn",
      "microsoftgraph.chinacloudapi.cn",
      "partner.outlook.cn",
      "smtp.partner.outlook.cn",
      "outlook.cn");

  private final String loginHost;
  private final String graphHost;
  private final String exchangeHost;
  private final String smtpHost;
  private final List<String> mailboxDomains;

  MicrosoftCloud(
      String loginHost,
      String graphHost,
      String exchangeHost,
      String smtpHost,
      String... mailboxDomains) {
    this.loginHost = loginHost;
    this.graphHost = graphHost;
    this.exchangeHost = exchangeHost;
    this.smtpHost = smtpHost;
    this.mailboxDomains = List.of(mailboxDomains);
  }

  /** Where Microsoft Entra issues access tokens. */
  public String loginHost() {
    return loginHost;
  }

  /** Where Microsoft Graph is. */
  public String graphHost() {
    return graphHost;
  }

  /** The resource of an access token for SMTP. */
  public String exchangeHost() {
    return exchangeHost;
  }

  /** Where Exchange Online accepts mail by SMTP, on port 587 with STARTTLS. */
  public String smtpHost() {
    return smtpHost;
  }

  /** Whether a host is one of those that accept large attachments for Microsoft Graph. */
  public boolean hasMailboxesAt(String host) {
    return mailboxDomains.stream().anyMatch(domain -> host.endsWith("." + domain));
  }

  /**
   * Parses the name, ignoring case.
   *
   * @throws InvalidValueException if it is none of them
   */
  public static MicrosoftCloud of(String name) {
    try {
      return valueOf(name.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("cloud", "unknown");
    }
  }
}
