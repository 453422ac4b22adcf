package org.postmeister.submission.ui;

import java.util.Objects;
import org.postmeister.mailserver.Encryption;
import org.postmeister.submission.SubmissionEndpoint.OpenPort;

/** Settings of well-known programs, to be copied as they are. */
final class ClientSettings {

  private static final String HTTP_API =
      """
      curl {url} \\
        -H 'Authorization: Bearer {token}' \\
        -H 'Content-Type: application/json' \\
        -d '{"to": ["you@example.org"], "subject": "Test", "text": "It works."}'
      """;

  private static final String SPRING_BOOT =
      """
      spring.mail.host={host}
      spring.mail.port={port}
      spring.mail.username={user}
      spring.mail.password={token}
      spring.mail.properties.mail.smtp.auth=true
      {protection}
      """;

  private static final String POSTFIX =
      """
      # /etc/postfix/main.cf
      relayhost = [{host}]:{port}
      smtp_sasl_auth_enable = yes
      smtp_sasl_password_maps = texthash:/etc/postfix/sasl_passwd
      {protection}

      # /etc/postfix/sasl_passwd
      [{host}]:{port} {user}:{token}
      """;

  private static final String MSMTP =
      """
      account postmeister
      host {host}
      port {port}
      auth plain
      user {user}
      password {token}
      from {sender}
      {protection}
      account default : postmeister
      """;

  private static final String PHP =
      """
      $mail = new PHPMailer\\PHPMailer\\PHPMailer(true);
      $mail->isSMTP();
      $mail->Host = '{host}';
      $mail->Port = {port};
      {protection}
      $mail->SMTPAuth = true;
      $mail->Username = '{user}';
      $mail->Password = '{token}';
      $mail->setFrom('{sender}');
      $mail->addAddress('you@example.org');
      $mail->Subject = 'Test';
      $mail->Body = 'It works.';
      $mail->send();
      """;

  private static final String PYTHON =
      """
      import smtplib
      import ssl
      from email.message import EmailMessage

      message = EmailMessage()
      message["From"] = "{sender}"
      message["To"] = "you@example.org"
      message["Subject"] = "Test"
      message.set_content("It works.")

      {protection}
          server.login("{user}", "{token}")
          server.send_message(message)
      """;

  private ClientSettings() {}

  /**
   * The lines of a configuration or program.
   *
   * @param kind all but a device, whose settings are entered one by one
   * @param access with a port, unless it is the HTTP API
   */
  static String of(ClientKind kind, ClientAccess access) {
    if (kind == ClientKind.HTTP_API) {
      return fill(HTTP_API, access);
    }
    OpenPort port = Objects.requireNonNull(access.port());
    String text =
        switch (kind) {
          case SPRING_BOOT -> SPRING_BOOT.replace("{protection}", spring(port.encryption()));
          case POSTFIX -> POSTFIX.replace("{protection}", postfix(port.encryption()));
          case MSMTP -> MSMTP.replace("{protection}", msmtp(port.encryption()));
          case PHP -> PHP.replace("{protection}", php(port.encryption()));
          case PYTHON -> PYTHON.replace("{protection}", python(port.encryption()));
          case HTTP_API, DEVICE -> throw new IllegalArgumentException("No lines for " + kind);
        };
    return fill(text, access).replace("{port}", Integer.toString(port.number()));
  }

  private static String fill(String text, ClientAccess access) {
    return text.strip()
        .replace("{url}", Objects.requireNonNullElse(access.messagesUrl(), ""))
        .replace("{host}", access.host())
        .replace("{user}", access.user())
        .replace("{token}", access.token())
        .replace("{sender}", access.sender());
  }

  private static String spring(Encryption encryption) {
    return switch (encryption) {
      case NONE -> "spring.mail.properties.mail.smtp.starttls.enable=false";
      case STARTTLS ->
          """
          spring.mail.properties.mail.smtp.starttls.enable=true
          spring.mail.properties.mail.smtp.starttls.required=true\
          """;
      case TLS -> "spring.mail.properties.mail.smtp.ssl.enable=true";
    };
  }

  // Without "noplaintext", which is among what Postfix avoids by default: a token is sent as it is.
  private static String postfix(Encryption encryption) {
    String verified =
        """
        smtp_sasl_tls_security_options = noanonymous
        smtp_tls_security_level = secure
        smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt\
        """;
    return switch (encryption) {
      case NONE -> "smtp_sasl_security_options = noanonymous";
      case STARTTLS -> verified;
      case TLS -> verified + "\nsmtp_tls_wrappermode = yes";
    };
  }

  private static String msmtp(Encryption encryption) {
    return switch (encryption) {
      case NONE -> "tls off";
      case STARTTLS -> "tls on\ntls_starttls on";
      case TLS -> "tls on\ntls_starttls off";
    };
  }

  private static String php(Encryption encryption) {
    return switch (encryption) {
      case NONE -> "$mail->SMTPAutoTLS = false;";
      case STARTTLS -> "$mail->SMTPSecure = PHPMailer\\PHPMailer\\PHPMailer::ENCRYPTION_STARTTLS;";
      case TLS -> "$mail->SMTPSecure = PHPMailer\\PHPMailer\\PHPMailer::ENCRYPTION_SMTPS;";
    };
  }

  private static String python(Encryption encryption) {
    return switch (encryption) {
      case NONE -> "with smtplib.SMTP(\"{host}\", {port}) as server:";
      case STARTTLS ->
          """
          with smtplib.SMTP("{host}", {port}) as server:
              server.starttls(context=ssl.create_default_context())\
          """;
      case TLS ->
          """
          tls = ssl.create_default_context()
          with smtplib.SMTP_SSL("{host}", {port}, context=tls) as server:\
          """;
    };
  }
}
