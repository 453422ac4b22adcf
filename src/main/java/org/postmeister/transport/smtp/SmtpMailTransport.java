package org.postmeister.transport.smtp;

import org.postmeister.common.TrustedAuthorities;
import org.postmeister.mailserver.Authentication;
import org.postmeister.mailserver.spi.CheckProgress;
import org.postmeister.mailserver.spi.MailTransport;
import org.postmeister.mailserver.spi.TestMail;
import org.postmeister.mailserver.spi.TestReport;
import org.springframework.stereotype.Component;

/** Mail by SMTP, with or without a password. */
@Component
class SmtpMailTransport implements MailTransport {

  private final SmtpProperties properties;
  private final TrustedAuthorities authorities;

  SmtpMailTransport(SmtpProperties properties, TrustedAuthorities authorities) {
    this.properties = properties;
    this.authorities = authorities;
  }

  @Override
  public boolean serves(Authentication authentication) {
    return switch (authentication) {
      case Authentication.None none -> true;
      case Authentication.UsernamePassword login -> true;
      case Authentication.MicrosoftGraph graph -> false;
    };
  }

  @Override
  public TestReport test(TestMail mail, CheckProgress progress) {
    return new SmtpCheck(mail, progress, properties, authorities).run();
  }
}
