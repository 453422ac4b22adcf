package org.postmeister.submission.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.postmeister.submission.SmtpRefusedException;
import org.postmeister.submission.Submitter;

/** AUTH with PLAIN or LOGIN (RFC 4954, RFC 4616): a tenant's name and an API token. */
final class AuthCommand extends SmtpCommand {

  AuthCommand(CommandContext context) {
    super("AUTH", context);
  }

  private record Login(String user, String password) {

    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  @Override
  String execute(SmtpClient client, String line) throws SmtpRefusedException, IOException {
    if (client.greeting() == null || client.transaction() != null) {
      throw new SmtpRefusedException(503, "5.5.1", "Sign in after EHLO and before MAIL.");
    }
    if (client.submitter() != null) {
      throw new SmtpRefusedException(503, "5.5.1", "You are signed in.");
    }
    if (!context().isSafe(client)) {
      throw new SmtpRefusedException(538, "5.7.11", "Use STARTTLS first.");
    }
    String[] words = argument(line).split(" +", 2);
    Login login =
        switch (words[0].toUpperCase(Locale.ROOT)) {
          case "PLAIN" -> plain(client, words);
          case "LOGIN" -> login(client, words);
          default -> throw new SmtpRefusedException(504, "5.5.4", "Use PLAIN or LOGIN.");
        };
    try {
      Submitter submitter =
          context().service().signIn(login.user(), login.password(), client.address());
      context().clients().signsIn(client, submitter);
    } catch (SmtpRefusedException e) {
      if (e.refusal().status() == 535 && !client.mayTryAgain()) {
        throw new SmtpRefusedException(421, "4.7.0", "Signing in failed too often.");
      }
      throw e;
    } catch (RuntimeException e) {
      // For the time being, nobody can sign in (RFC 4954, section 6).
      throw new SmtpRefusedException(454, "4.7.0", context().service().refusal(e).text());
    }
    return "235 2.7.0 Signed in";
  }

  private static Login plain(SmtpClient client, String[] words)
      throws SmtpRefusedException, IOException {
    String text = decode(words.length > 1 ? words[1] : ask(client, ""));
    // Who one is for others does not matter here.
    String[] parts = text.split("\0", -1);
    if (parts.length != 3) {
      throw new SmtpRefusedException(501, "5.5.2", "This is not what PLAIN sends.");
    }
    return new Login(parts[1], parts[2]);
  }

  private static Login login(SmtpClient client, String[] words)
      throws SmtpRefusedException, IOException {
    String user = decode(words.length > 1 ? words[1] : ask(client, "Username:"));
    return new Login(user, decode(ask(client, "Password:")));
  }

  private static String ask(SmtpClient client, String prompt)
      throws SmtpRefusedException, IOException {
    client
        .session()
        .sendResponse(
            "334 "
                + Base64.getEncoder().encodeToString(prompt.getBytes(StandardCharsets.US_ASCII)));
    String answer = client.session().getReader().readLine();
    if (answer == null || answer.strip().equals("*")) {
      throw new SmtpRefusedException(501, "5.7.0", "Signing in was cancelled.");
    }
    return answer;
  }

  private static String decode(String base64) throws SmtpRefusedException {
    if (base64.strip().equals("=")) {
      return "";
    }
    try {
      return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new SmtpRefusedException(501, "5.5.2", "This is not base64.");
    }
  }
}
