package org.postmeister.transport.smtp.conversation;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.spi.SendProgress;
import org.postmeister.mailserver.spi.SendStep;
import org.postmeister.transport.Redaction;
import org.postmeister.transport.smtp.socket.SmtpCheckFailedException;
import org.postmeister.transport.smtp.socket.SmtpSocket;
import org.postmeister.transport.smtp.socket.TlsHandshake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * Angus Mail's own conversation with a server, reported step by step: the overridden methods are
 * where one step ends and the next begins.
 */
public class SmtpConversation extends SMTPTransport {

  /**
   * The login.
   *
   * @param username as configured
   * @param secret password or access token, revealed, for the server only
   * @param mechanisms of SASL that may be used, as Angus Mail names them
   */
  public record Login(String username, String secret, String mechanisms) {

    public static Login withPassword(String username, String password) {
      return new Login(username, password, PASSWORD);
    }

    /** The same for servers that offer PLAIN but do not accept it. */
    public Login withLoginMechanism() {
      return mechanisms.equals(PASSWORD) ? new Login(username, secret, "LOGIN PLAIN") : this;
    }

    public static Login withAccessToken(String username, String token) {
      return new Login(username, token, XOAUTH2);
    }

    boolean usesAccessToken() {
      return mechanisms.equals(XOAUTH2);
    }

    /** Everything that is sent but must not be shown. */
    public Redaction secrets() {
      return Redaction.of(
          "\0" + username + "\0" + secret,
          username + "\0" + username + "\0" + secret,
          "user=" + username + "\1auth=Bearer " + secret + "\1\1",
          secret);
    }

    @Override
    public String toString() {
      return "Login[hidden]";
    }
  }

  private static final String XOAUTH2 = "XOAUTH2";
  private static final String PASSWORD = "PLAIN LOGIN";

  private static final Logger log = LoggerFactory.getLogger(SmtpConversation.class);

  private static final Duration GOODBYE = Duration.ofSeconds(1);

  // In reply to EHLO, from servers that support only HELO (RFC 5321, section 3.2).
  private static final Set<Integer> NOT_UNDERSTOOD = Set.of(500, 501, 502, 503, 504);

  private final SmtpSocket socket;
  private final SendProgress progress;
  private final Encryption encryption;
  private final TlsHandshake tls;
  private final @Nullable Login login;
  private final boolean wantsSmtpUtf8;
  private Duration longestAnswer;
  private boolean secured;
  private @Nullable String greeting;

  /**
   * @param longestAnswer timeout until it is connected
   * @param wantsSmtpUtf8 whether the settings say that the server offers it
   */
  public SmtpConversation(
      Session session,
      SmtpSocket socket,
      Duration longestAnswer,
      SendProgress progress,
      Encryption encryption,
      TlsHandshake tls,
      @Nullable Login login,
      boolean wantsSmtpUtf8) {
    super(session, null);
    this.socket = socket;
    this.longestAnswer = longestAnswer;
    this.progress = progress;
    this.encryption = encryption;
    this.tls = tls;
    this.login = login;
    this.wantsSmtpUtf8 = wantsSmtpUtf8;
  }

  /** The next reply, to whatever command. */
  synchronized SmtpReply hear(Duration longest) throws MessagingException {
    longestAnswer = longest;
    return SmtpReply.of(readServerResponse(), getLastServerResponse());
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    socket.expect(longestAnswer);
    try {
      return super.readServerResponse();
    } finally {
      socket.relax();
    }
  }

  /** Sends QUIT and does not wait for a reply. */
  public synchronized void sayGoodbye() {
    socket.expect(GOODBYE);
    try {
      socket.getOutputStream().write(MailTransaction.line("QUIT"));
      socket.send();
    } catch (IOException e) {
      // How it ends makes no difference.
      log.debug("QUIT could not be sent", e);
    }
  }

  /** The timeout of the last wait. */
  public Duration waited() {
    return socket.waited();
  }

  /** What the server offers now that it knows the client. */
  public SmtpExtensions extensions() {
    String size = getExtensionParameter("SIZE");
    return new SmtpExtensions(
        supportsExtension("PIPELINING"),
        supportsExtension("CHUNKING"),
        supportsExtension("8BITMIME"),
        supportsExtension("SMTPUTF8"),
        supportsExtension("DSN"),
        supportsExtension("SIZE"),
        size != null && size.matches("\\d{1,18}") ? Long.parseLong(size) : 0);
  }

  /** The SASL mechanisms that the server offers, as it names them. */
  public String offeredMechanisms() {
    String offered = getExtensionParameter("AUTH");
    return offered == null ? "" : offered.strip();
  }

  /**
   * Whether the server does not support or allow a mechanism that it offers, and has another one.
   */
  public synchronized boolean mayUseLoginMechanism() {
    return login != null
        && login.mechanisms().equals(PASSWORD)
        && supportsAuthentication("PLAIN")
        && supportsAuthentication("LOGIN")
        && "authentication_mechanism_refused"
            .equals(
                SmtpAnswers.meaning(
                    SendStep.AUTHENTICATE,
                    getLastReturnCode(),
                    SmtpReplies.shorten(getLastServerResponse())));
  }

  /** The session for creating messages of this conversation. */
  public Session session() {
    return session;
  }

  // The overridden method asks the session for a password and stores it there; this way there is
  // nothing to store.
  @Override
  protected synchronized boolean protocolConnect(
      String host, int port, @Nullable String user, @Nullable String password)
      throws MessagingException {
    boolean connected =
        login == null
            ? super.protocolConnect(host, port, null, null)
            : super.protocolConnect(host, port, login.username(), login.secret());
    if (login == null) {
      progress.skip(SendStep.AUTHENTICATE, detail("check.no_login"));
    } else if (connected) {
      requireThatServerAsked();
      progress.ok(detail("check.signed_in", login.username()));
    }
    return connected;
  }

  /** Whether the server has sent its greeting; until then it may be anything. */
  public boolean hasGreeted() {
    return greeting != null;
  }

  @Override
  protected boolean ehlo(String domain) throws MessagingException {
    rememberGreeting();
    boolean accepted = super.ehlo(domain);
    if (accepted || secured) {
      saidHello();
    } else if (!NOT_UNDERSTOOD.contains(getLastReturnCode())) {
      // Angus Mail would try HELO, which is useless with a server that refuses us, and the server's
      // words would be lost.
      throw new MessagingException("The server has refused EHLO");
    }
    return accepted;
  }

  // What Angus Mail tries with servers that do not support EHLO.
  @Override
  protected void helo(String domain) throws MessagingException {
    super.helo(domain);
    saidHello();
  }

  private void rememberGreeting() {
    if (greeting == null) {
      greeting = SmtpReplies.shorten(getLastServerResponse());
    }
  }

  // Until the server has replied to EHLO, any failure belongs to the connection, or to TLS once
  // that has started.
  private void saidHello() throws SmtpCheckFailedException {
    if (progress.isRunning(SendStep.CONNECT)) {
      progress.ok(detail("check.greeted", String.valueOf(greeting)));
      if (encryption == Encryption.STARTTLS) {
        progress.begin(SendStep.TLS);
        if (!supportsExtension("STARTTLS")) {
          throw new SmtpCheckFailedException(
              SendStep.TLS, "starttls_not_offered", getLastServerResponse());
        }
        return;
      }
      progress.skip(SendStep.TLS, detail("check.no_encryption"));
    } else {
      progress.ok(tls.describe());
    }
    beginLogin();
  }

  @Override
  protected void startTLS() throws MessagingException {
    if (encryption != Encryption.STARTTLS) {
      // Angus Mail would continue by itself when a server replies to AUTH with 530; the user has to
      // choose encryption.
      throw new SmtpCheckFailedException(
          SendStep.AUTHENTICATE, "starttls_required", getLastServerResponse());
    }
    // Like Angus Mail, except for the socket: ours stays, with another one below it.
    issueCommand("STARTTLS", 220);
    try {
      socket.encrypt(tls, longestAnswer);
    } catch (IOException e) {
      close();
      throw new MessagingException("Could not convert socket to TLS", e);
    }
    secured = true;
  }

  private void beginLogin() throws SmtpCheckFailedException {
    if (login != null) {
      progress.begin(SendStep.AUTHENTICATE);
      requireThatTokensAreTaken();
    }
  }

  // Angus Mail continues without a login if the server does not ask for one.
  private void requireThatServerAsked() throws SmtpCheckFailedException {
    if (!supportsExtension("AUTH") && !supportsExtension("AUTH=LOGIN")) {
      throw new SmtpCheckFailedException(SendStep.AUTHENTICATE, "authentication_not_offered", null);
    }
  }

  // Angus Mail would try nothing and only report that there is no mechanism.
  private void requireThatTokensAreTaken() throws SmtpCheckFailedException {
    if (login != null
        && login.usesAccessToken()
        && supportsExtension("AUTH")
        && !supportsAuthentication(XOAUTH2)) {
      throw new SmtpCheckFailedException(
          SendStep.AUTHENTICATE, "oauth2_not_offered", getLastServerResponse());
    }
  }

  /** Reports that a step of handing over a message succeeded. */
  void tell(SendProgress of, SendStep step) {
    if (step == SendStep.SENDER && wantsSmtpUtf8 && !supportsExtension("SMTPUTF8")) {
      of.warn(detail("check.smtputf8_missing"));
    } else {
      of.ok(reply());
    }
  }

  private MessageSourceResolvable reply() {
    String reply =
        SmtpReplies.without(
            getLastServerResponse(), login == null ? Redaction.NOTHING : login.secrets());
    return detail("check.reply", reply == null ? "" : reply);
  }

  private static MessageSourceResolvable detail(String code, Object... arguments) {
    return new DefaultMessageSourceResolvable(new String[] {code}, arguments);
  }
}
