package org.postmeister.mailcatcher;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.error.StartupException;
import org.postmeister.delivery.message.MessageContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on the loopback address that keeps everything and delivers nothing. */
@Component
@ConditionalOnProperty(MailCatcher.PORT)
public class MailCatcher implements SmartLifecycle {

  public static final String PORT = "postmeister.mailcatcher.port";

  private static final Logger log = LoggerFactory.getLogger(MailCatcher.class);
  private static final int MAX_BYTES = 2_000_000;

  private final CaughtMails mails;
  private final Clock clock;
  private final MailCatcherProperties properties;
  private final SMTPServer server;

  MailCatcher(CaughtMails mails, MailCatcherProperties properties, Clock clock) {
    this.mails = mails;
    this.clock = clock;
    this.properties = properties;
    this.server =
        SMTPServer.port(properties.port())
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("localhost")
            .softwareName("Postmeister mail catcher")
            .maxMessageSize(MAX_BYTES)
            .messageHandlerFactory(context -> new Handler())
            .build();
  }

  /** On the loopback address. */
  public int port() {
    return server.getPortAllocated();
  }

  @Override
  public void start() {
    try {
      server.start();
      log.info("The mail catcher listens on {} port {}.", "localhost", properties.port());
    } catch (RuntimeException e) {
      if (NestedExceptionUtils.getMostSpecificCause(e) instanceof BindException) {
        throw new StartupException(
            "The mail catcher's port " + properties.port() + " is already in use.",
            "Stop the program that uses it, or set POSTMEISTER_MAILCATCHER_PORT to another one.",
            e);
      }
      throw e;
    }
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public boolean isRunning() {
    return server.isRunning();
  }

  private final class Handler implements MessageHandler {

    private final List<String> recipients = new ArrayList<>();
    private String sender = "";

    @Override
    public void from(String from) {
      sender = from;
    }

    @Override
    public void recipient(String recipient) {
      recipients.add(recipient);
    }

    @Override
    public @Nullable String data(InputStream data) throws IOException {
      byte[] source = data.readAllBytes();
      Instant now = clock.instant();
      mails.add(number -> read(number, now, source));
      return null;
    }

    @Override
    public void done() {}

    private CaughtMail read(long number, Instant now, byte[] source) {
      String from = "";
      String subject = "";
      MessageContent content = null;
      try {
        MimeMessage message =
            new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(source));
        from = readable(message.getFrom());
        subject = message.getSubject() == null ? "" : message.getSubject();
        content = MessageContent.of(source);
      } catch (MessagingException | IOException | RuntimeException e) {
        // A mail that cannot be parsed is shown as it came.
        log.debug("A caught mail cannot be read", e);
      }
      return new CaughtMail(
          number,
          now,
          sender,
          List.copyOf(recipients),
          from,
          subject,
          content,
          new String(source, StandardCharsets.UTF_8));
    }

    private static String readable(Address @Nullable [] addresses) throws IOException {
      return addresses == null || addresses.length == 0
          ? ""
          : MimeUtility.decodeText(addresses[0].toString());
    }
  }
}
