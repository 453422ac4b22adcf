package org.postmeister.transport.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.postmeister.mailserver.Encryption;
import org.postmeister.mailserver.spi.CheckProgress;
import org.postmeister.mailserver.spi.CheckStep;
import org.postmeister.transport.Redaction;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * Angus Mail's own conversation with a server, told step by step: the methods overridden here are
 * where one step ends and the next begins.
 */
class SmtpConversation extends SMTPTransport {

  /**
   * Who signs in.
   *
   * @param username as configured
   * @param secret password or access token, revealed, for the server only
   * @param mechanisms of SASL that may be used, as Angus Mail names them
   */
  record Login(String username, String secret, String mechanisms) {

    static Login withPassword(String username, String password) {
      return new Login(username, password, "PLAIN LOGIN");
    }

    static Login withAccessToken(String username, String token) {
      return new Login(username, token, XOAUTH2);
    }

    boolean usesAccessToken() {
      return mechanisms.equals(XOAUTH2);
    }

    /** Everything that goes over the wire and must not be shown. */
    Redaction secrets() {
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

  private CheckProgress progress;
  private final Encryption encryption;
  private final TlsHandshake tls;
  private final @Nullable Login login;
  private boolean needsSmtpUtf8;
  private final boolean wantsSmtpUtf8;
  private Transcript transcript = new Transcript(Redaction.NOTHING);
  private boolean secured;
  private @Nullable Patience patience;
  private boolean messageGiven;
  private @Nullable String greeting;

  /**
   * @param needsSmtpUtf8 whether this message cannot be sent without SMTPUTF8
   * @param wantsSmtpUtf8 whether the settings say that the server offers it
   */
  SmtpConversation(
      Properties properties,
      CheckProgress progress,
      Encryption encryption,
      TlsHandshake tls,
      @Nullable Login login,
      boolean needsSmtpUtf8,
      boolean wantsSmtpUtf8) {
    super(Session.getInstance(properties), null);
    this.progress = progress;
    this.encryption = encryption;
    this.tls = tls;
    this.login = login;
    this.needsSmtpUtf8 = needsSmtpUtf8;
    this.wantsSmtpUtf8 = wantsSmtpUtf8;
  }

  /** From here on another message is told of. */
  void follow(CheckProgress next, boolean nextNeedsSmtpUtf8, Transcript nextTranscript) {
    progress = next;
    needsSmtpUtf8 = nextNeedsSmtpUtf8;
    transcript = nextTranscript;
    messageGiven = false;
  }

  /** How long it has waited for the answer that it has not got. */
  Duration waited(Duration usual) {
    return patience != null && messageGiven ? patience.withMessages() : usual;
  }

  /**
   * How long to wait for the answer to a whole message.
   *
   * @param socket below the conversation
   */
  record Patience(Socket socket, Duration usual, Duration withMessages) {}

  /** From here on whole messages have a patience of their own. */
  void setPatience(Patience with) {
    patience = with;
  }

  // Angus Mail asks for SMTPUTF8 whenever the server offers it; only a message that needs it should
  // (RFC 6531, section 3.6).
  @Override
  protected void sendCommand(String command) throws MessagingException {
    String sent =
        !needsSmtpUtf8 && command.startsWith("MAIL FROM:")
            ? command.replaceFirst(" SMTPUTF8(?= |$)", "")
            : command;
    if (!progress.isRunning(CheckStep.AUTHENTICATE)) {
      transcript.sent(sent);
    }
    super.sendCommand(sent);
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    int status = super.readServerResponse();
    transcript.heard(status, getLastServerResponse());
    return status;
  }

  /** The session that messages for this conversation are made with. */
  Session session() {
    return session;
  }

  // The overridden method asks the session for a password and keeps it there; this way there is
  // nothing to keep.
  @Override
  protected synchronized boolean protocolConnect(
      String host, int port, @Nullable String user, @Nullable String password)
      throws MessagingException {
    boolean connected =
        login == null
            ? super.protocolConnect(host, port, null, null)
            : super.protocolConnect(host, port, login.username(), login.secret());
    if (login == null) {
      progress.skip(CheckStep.AUTHENTICATE, detail("check.no_login"));
    } else if (connected) {
      requireThatServerAsked();
      progress.ok(detail("check.signed_in", login.username()));
    }
    return connected;
  }

  /** Whether the server has greeted; until then it may be anything. */
  boolean hasGreeted() {
    return greeting != null;
  }

  @Override
  protected boolean ehlo(String domain) throws MessagingException {
    rememberGreeting();
    boolean accepted = super.ehlo(domain);
    if (accepted || secured) {
      saidHello();
    }
    return accepted;
  }

  // What Angus Mail tries with servers that do not know EHLO.
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

  // Until the server has answered EHLO, whatever goes wrong belongs to the connection, or to TLS
  // once that was begun.
  private void saidHello() throws SmtpCheckFailedException {
    if (progress.isRunning(CheckStep.CONNECT)) {
      progress.ok(detail("check.greeted", String.valueOf(greeting)));
      if (encryption == Encryption.STARTTLS) {
        progress.begin(CheckStep.TLS);
        if (!supportsExtension("STARTTLS")) {
          throw new SmtpCheckFailedException(
              CheckStep.TLS, "starttls_not_offered", getLastServerResponse());
        }
        return;
      }
      progress.skip(CheckStep.TLS, detail("check.no_encryption"));
    } else {
      progress.ok(tls.describe());
    }
    beginLogin();
  }

  @Override
  protected void startTLS() throws MessagingException {
    if (encryption != Encryption.STARTTLS) {
      // Angus Mail would go on by itself when a server answers AUTH with 530; the person has to
      // choose encryption.
      throw new SmtpCheckFailedException(
          CheckStep.AUTHENTICATE, "starttls_required", getLastServerResponse());
    }
    super.startTLS();
    secured = true;
  }

  private void beginLogin() throws SmtpCheckFailedException {
    if (login != null) {
      progress.begin(CheckStep.AUTHENTICATE);
      requireThatTokensAreTaken();
    }
  }

  // Angus Mail goes on without signing in when the server does not ask for it.
  private void requireThatServerAsked() throws SmtpCheckFailedException {
    if (!supportsExtension("AUTH") && !supportsExtension("AUTH=LOGIN")) {
      throw new SmtpCheckFailedException(
          CheckStep.AUTHENTICATE, "authentication_not_offered", null);
    }
  }

  // Angus Mail would fall back to nothing and only say that there is no mechanism.
  private void requireThatTokensAreTaken() throws SmtpCheckFailedException {
    if (login != null
        && login.usesAccessToken()
        && supportsExtension("AUTH")
        && !supportsAuthentication(XOAUTH2)) {
      throw new SmtpCheckFailedException(
          CheckStep.AUTHENTICATE, "oauth2_not_offered", getLastServerResponse());
    }
  }

  @Override
  protected void mailFrom() throws MessagingException {
    progress.begin(CheckStep.SENDER);
    boolean offered = supportsExtension("SMTPUTF8");
    if (needsSmtpUtf8 && !offered) {
      throw new SmtpCheckFailedException(CheckStep.SENDER, "smtputf8_not_offered", null);
    }
    super.mailFrom();
    if (wantsSmtpUtf8 && !offered) {
      progress.warn(detail("check.smtputf8_missing"));
    } else {
      progress.ok(reply());
    }
  }

  @Override
  protected void rcptTo() throws MessagingException {
    progress.begin(CheckStep.RECIPIENT);
    super.rcptTo();
    progress.ok(reply());
  }

  @Override
  protected OutputStream data() throws MessagingException {
    progress.begin(CheckStep.DATA);
    return super.data();
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    Patience known = patience;
    messageGiven = true;
    if (known == null) {
      super.finishData();
    } else {
      known.socket().setSoTimeout(Math.toIntExact(known.withMessages().toMillis()));
      try {
        super.finishData();
      } finally {
        // The connection goes on after a refusal too.
        if (!known.socket().isClosed()) {
          known.socket().setSoTimeout(Math.toIntExact(known.usual().toMillis()));
        }
      }
    }
    progress.ok(reply());
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
