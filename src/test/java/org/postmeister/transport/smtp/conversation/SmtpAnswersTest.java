package org.postmeister.transport.smtp.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postmeister.mailserver.spi.SendStep;

/** What servers say in the words that their makers document, and what it means. */
class SmtpAnswersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      maxCharsPerColumn = 1000,
      textBlock =
          """
          # Exchange Online
          AUTHENTICATE | 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. | authentication_smtp_disabled
          AUTHENTICATE | 535 5.7.139 Authentication unsuccessful, basic authentication is disabled. | authentication_basic_disabled
          AUTHENTICATE | 535 5.7.3 Authentication unsuccessful | -
          DATA         | 550 5.7.60 SMTP; Client does not have permissions to send as this sender | sender_refused
          DATA         | 554 5.2.252 SendAsDenied; a@example.com not allowed to send as b@example.com | sender_refused
          RECIPIENT    | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup | recipient_unknown
          RECIPIENT    | 550 5.4.1 Recipient address rejected: Access denied. | -
          RECIPIENT    | 550 5.7.511 Access denied, banned sender[192.0.2.1]. To request removal from this list please forward this message | address_blocked
          RECIPIENT    | 550 5.7.606 Access denied, banned sending IP [192.0.2.1] | address_blocked
          DATA         | 550 5.7.509 Access denied, sending domain example.com does not pass DMARC verification | sender_domain_not_authenticated
          DATA         | 550 5.1.8 Access denied, bad outbound sender | sending_limit_reached
          SENDER       | 550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Spamhaus. | address_blocked
          # Google
          AUTHENTICATE | 534 5.7.9 Application-specific password required. | authentication_needs_app_password
          AUTHENTICATE | 534-5.7.9 Please log in with your web browser and then try again. For more information, go to 534 5.7.9 Web login required | authentication_needs_app_password
          AUTHENTICATE | 535 5.7.8 Username and Password not accepted. | -
          AUTHENTICATE | 504 5.7.4 Unrecognized Authentication Type | authentication_mechanism_refused
          RECIPIENT    | 550-5.1.1 The email account that you tried to reach does not exist. | recipient_unknown
          RECIPIENT    | 452 4.2.2 The email account that you tried to reach is over quota. | mailbox_full
          RECIPIENT    | 450 4.2.1 The user you are trying to contact is receiving mail too quickly. | -
          DATA         | 550 5.4.5 Daily user sending limit exceeded. | sending_limit_reached
          DATA         | 550-5.7.26 This mail has been blocked because the sender is unauthenticated. | sender_domain_not_authenticated
          DATA         | 550-5.7.25 The IP address sending this message does not have a PTR record setup | reverse_dns_missing
          DATA         | 421-4.7.0 Try again later, closing connection. (MAIL) | -
          SENDER       | 550-5.7.1 Invalid credentials for relay [192.0.2.1]. | -
          # Postfix
          RECIPIENT    | 450 4.7.1 <host>: Helo command rejected: Host not found | greeting_name_refused
          RECIPIENT    | 504 5.5.2 <host>: Helo command rejected: need fully-qualified hostname | greeting_name_refused
          RECIPIENT    | 450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1] | reverse_dns_missing
          RECIPIENT    | 450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1] | reverse_dns_missing
          RECIPIENT    | 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1 | address_blocked
          RECIPIENT    | 454 4.7.1 <a@example.org>: Relay access denied | relay_denied
          RECIPIENT    | 554 5.7.1 <a@example.org>: Relay access denied | relay_denied
          RECIPIENT    | 550 5.1.1 <a@example.org>: Recipient address rejected: User unknown in local recipient table | recipient_unknown
          RECIPIENT    | 450 4.2.0 <a@example.org>: Recipient address rejected: Greylisted, see http://postgrey.example | greylisted
          RECIPIENT    | 452 4.2.2 <a@example.org>: Mailbox full | mailbox_full
          RECIPIENT    | 553 5.7.1 <a@example.com>: Sender address rejected: not owned by user b | sender_refused
          RECIPIENT    | 556 5.1.10 <a@example.org>: Recipient address rejected: Domain example.org does not accept mail (nullMX) | recipient_domain_takes_no_mail
          RECIPIENT    | 451 4.3.5 <a@example.org>: Recipient address rejected: Server configuration problem | -
          # Exim
          CONNECT      | 550 Syntactically invalid EHLO argument(s) | greeting_name_refused
          RECIPIENT    | 550 relay not permitted | relay_denied
          RECIPIENT    | 451 Greylisted - please try again later | greylisted
          RECIPIENT    | 550 Unknown user | recipient_unknown
          # Sendmail
          SENDER       | 553 5.5.4 <a@localhost>... Real domain name required for sender address | -
          RECIPIENT    | 550 5.7.1 Relaying denied. IP name lookup failed [192.0.2.1] | relay_denied
          RECIPIENT    | 550 5.1.1 <a@example.org>... User unknown | recipient_unknown
          RECIPIENT    | 451 4.7.1 Greylisting in action, please come back in 00:05:00 | greylisted
          # Amazon SES
          DATA         | 554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: a@example.com | sender_not_verified
          DATA         | 454 Throttling failure: Daily message quota exceeded. | sending_limit_reached
          AUTHENTICATE | 535 Authentication Credentials Invalid | -
          # Mailjet
          AUTHENTICATE | 535 5.7.8 Authentication failed: account blocked | -
          SENDER       | 550 Sender address a@example.com not verified, your domain is not verified | sender_not_verified
          # GMX and IONOS
          CONNECT      | 554-gmx.example (mxgmx101) Nemesis ESMTP Service not available No SMTP service Bad DNS PTR resource record. | reverse_dns_missing
          AUTHENTICATE | 535 Authentication credentials invalid | -
          SENDER       | 550-Requested action not taken: mailbox unavailable Sender address is not allowed. | -
          DATA         | 554 Transaction failed Reject due to policy restrictions. SPF check failed | sender_domain_not_authenticated
          # RFC 7504 and RFC 4954
          CONNECT      | 521 example.com does not accept mail | takes_no_mail
          CONNECT      | 554 5.3.2 Host does not accept mail | takes_no_mail
          AUTHENTICATE | 432 4.7.12 A password transition is needed | authentication_mechanism_refused
          AUTHENTICATE | 538 5.7.11 Encryption required for requested authentication mechanism | authentication_needs_encryption
          AUTHENTICATE | 454 4.7.0 Temporary authentication failure | -
          SENDER       | 550 5.1.8 <a@example.com>: Sender address rejected: Domain not found | sender_refused
          RECIPIENT    | 550 5.1.0 <a@example.com>: Sender address rejected: User unknown in virtual mailbox table | sender_refused
          AUTHENTICATE | 534-5.7.14 Please log in via your web browser and then try again. | authentication_needs_app_password
          DATA         | 554 5.7.1 Message contains a URL listed by Spamhaus DBL | -
          RECIPIENT    | 550 5.7.1 <a@example.org>: recipient is blacklisted | -
          RECIPIENT    | 550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP | address_blocked
          RECIPIENT    | 550 5.7.705 Access denied, tenant has exceeded threshold | sending_limit_reached
          # None of them
          RECIPIENT    | 550 5.7.1 no | -
          DATA         | 554 5.7.1 spam | -
          DATA         | 250 2.0.0 Ok | -
          """)
  void meansWhatItsMakerSays(SendStep step, String reply, String code) {
    assertThat(SmtpAnswers.meaning(step, Integer.parseInt(reply.substring(0, 3)), reply))
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          greeting_name_refused | 450 | true
          reverse_dns_missing   | 550 | true
          address_blocked       | 554 | true
          sending_limit_reached | 550 | true
          sending_limit_reached | 452 | false
          greylisted            | 450 | false
          recipient_unknown     | 550 | false
          """)
  void isOfTheConnectionOrOfTheMessage(String code, int status, boolean connection) {
    assertThat(SmtpAnswers.isOfTheConnection(code, status)).isEqualTo(connection);
  }
}
