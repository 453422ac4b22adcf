package org.postmeister.submission;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postmeister.testing.DebianPackages;
import org.postmeister.testing.NpmPackages;
import org.postmeister.testing.PackagedSubmission;
import org.postmeister.testing.TestAuthority;

/** A program that submits messages, and that others wrote. */
interface SubmissionClient {

  /**
   * What it is to do.
   *
   * @param tls whether the connection begins with TLS, rather than STARTTLS
   * @param message file with a complete message
   */
  record Order(int port, boolean tls, String password, String recipient, Path message) {}

  /** Why it cannot be used here, empty if it can. */
  Optional<String> whyNot();

  /** Whether it knows SMTPUTF8. */
  default boolean takesUtf8Addresses() {
    return true;
  }

  /**
   * Submits a message.
   *
   * @param replies what a server said that did not take it is in there
   * @return whether it was taken
   */
  boolean submit(Order order, StringBuilder replies) throws Exception;

  /** All of them. */
  static List<SubmissionClient> all() {
    return List.of(
        new Swaks("PLAIN"),
        new Swaks("LOGIN"),
        new Msmtp(),
        new Curl(),
        new Python(),
        new Nodemailer(),
        new AngusClient(),
        new PostfixClient());
  }

  /** One that is started for each message. */
  abstract class Program implements SubmissionClient {

    private final String name;

    Program(String name) {
      this.name = name;
    }

    /** With its arguments. */
    abstract List<String> command(Order order);

    @Override
    public boolean submit(Order order, StringBuilder replies)
        throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder(command(order))
              .redirectErrorStream(true)
              .redirectInput(order.message().toFile())
              .start();
      replies.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(name + " does not end");
      }
      return process.exitValue() == 0;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** The Swiss Army Knife for SMTP. */
  final class Swaks extends Program {

    private final String mechanism;

    Swaks(String mechanism) {
      super("swaks, " + mechanism);
      this.mechanism = mechanism;
    }

    @Override
    public Optional<String> whyNot() {
      return DebianPackages.whyNot(Path.of("/usr/bin/swaks"), "swaks", "libnet-ssleay-perl");
    }

    @Override
    public boolean takesUtf8Addresses() {
      return false;
    }

    @Override
    List<String> command(Order order) {
      return List.of(
          "swaks",
          "--server",
          "localhost",
          "--port",
          Integer.toString(order.port()),
          order.tls() ? "--tls-on-connect" : "--tls",
          "--tls-ca-path",
          TestAuthority.trusted().toString(),
          "--tls-verify",
          "--auth",
          mechanism,
          "--auth-user",
          PackagedSubmission.TENANT,
          "--auth-password",
          order.password(),
          "--from",
          PackagedSubmission.SENDER,
          "--to",
          order.recipient(),
          "--pipeline",
          "--hide-send",
          "--data",
          "@" + order.message());
    }
  }

  /** A sendmail for those who have no server. */
  final class Msmtp extends Program {

    Msmtp() {
      super("msmtp");
    }

    @Override
    public Optional<String> whyNot() {
      return DebianPackages.whyNot(Path.of("/usr/bin/msmtp"), "msmtp");
    }

    @Override
    public boolean takesUtf8Addresses() {
      return false;
    }

    @Override
    List<String> command(Order order) {
      return List.of(
          "msmtp",
          "--file=/dev/null",
          "--host=localhost",
          "--port=" + order.port(),
          "--tls=on",
          "--tls-starttls=" + (order.tls() ? "off" : "on"),
          "--tls-trust-file=" + TestAuthority.trusted(),
          "--auth=plain",
          "--user=" + PackagedSubmission.TENANT,
          "--passwordeval=echo " + order.password(),
          "--from=" + PackagedSubmission.SENDER,
          "--",
          order.recipient());
    }
  }

  /** curl. */
  final class Curl extends Program {

    Curl() {
      super("curl");
    }

    @Override
    public Optional<String> whyNot() {
      return DebianPackages.whyNot(Path.of("/usr/bin/curl"), "curl");
    }

    @Override
    List<String> command(Order order) {
      return List.of(
          "curl",
          "--silent",
          "--show-error",
          "--verbose",
          "--noproxy",
          "*",
          "--url",
          (order.tls() ? "smtps" : "smtp") + "://localhost:" + order.port() + "/client.example.org",
          "--ssl-reqd",
          "--cacert",
          TestAuthority.trusted().toString(),
          "--user",
          PackagedSubmission.TENANT + ":" + order.password(),
          "--mail-from",
          PackagedSubmission.SENDER,
          "--mail-rcpt",
          order.recipient(),
          "--upload-file",
          "-");
    }
  }

  /** What comes with Python. */
  final class Python extends Program {

    private static final String SCRIPT =
        """
        import smtplib, ssl, sys
        port, tls, user, password, sender, recipient, ca = sys.argv[1:]
        context = ssl.create_default_context(cafile=ca)
        if tls == 'true':
            client = smtplib.SMTP_SSL('localhost', int(port), context=context)
        else:
            client = smtplib.SMTP('localhost', int(port))
            client.starttls(context=context)
        client.login(user, password)
        options = ['BODY=8BITMIME'] + ([] if recipient.isascii() else ['SMTPUTF8'])
        client.sendmail(sender, [recipient], sys.stdin.buffer.read(), options)
        client.quit()
        """;

    Python() {
      super("smtplib of Python");
    }

    @Override
    public Optional<String> whyNot() {
      return DebianPackages.whyNot(Path.of("/usr/bin/python3"), "python3");
    }

    @Override
    List<String> command(Order order) {
      return List.of(
          "/usr/bin/python3",
          "-c",
          SCRIPT,
          Integer.toString(order.port()),
          Boolean.toString(order.tls()),
          PackagedSubmission.TENANT,
          order.password(),
          PackagedSubmission.SENDER,
          order.recipient(),
          TestAuthority.trusted().toString());
    }
  }

  /** From npm, which has to be there. */
  final class Nodemailer extends Program {

    private static final NpmPackages PACKAGE = new NpmPackages("nodemailer@10.6.1");
    private static final String SCRIPT =
        """
        const [port, tls, user, pass, from, to, ca] = process.argv.slice(1);
        require('nodemailer').createTransport({
          host: 'localhost', port: Number(port), secure: tls === 'true',
          requireTLS: tls !== 'true', auth: {user, pass},
          tls: {ca: require('fs').readFileSync(ca)}
        }).sendMail({envelope: {from, to: [to]}, raw: process.stdin})
          .catch(e => { console.log(e.message); process.exitCode = 1; });
        """;

    Nodemailer() {
      super("nodemailer");
    }

    @Override
    public Optional<String> whyNot() {
      return PACKAGE.whyNot();
    }

    @Override
    List<String> command(Order order) {
      return List.of(
          "env",
          "NODE_PATH=" + PACKAGE.modules(),
          "node",
          "-e",
          SCRIPT,
          Integer.toString(order.port()),
          Boolean.toString(order.tls()),
          PackagedSubmission.TENANT,
          order.password(),
          PackagedSubmission.SENDER,
          order.recipient(),
          TestAuthority.trusted().toString());
    }
  }
}
