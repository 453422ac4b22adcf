package org.postmeister.submission.smtp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postmeister.submission.SmtpRefusedException;

/** Path and parameters of MAIL and RCPT (RFC 5321, section 4.1.2). */
final class EsmtpParameters {

  private static final Set<String> OF_MAIL =
      Set.of("SIZE", "BODY", "SMTPUTF8", "RET", "ENVID", "AUTH");
  private static final Set<String> OF_RCPT = Set.of("NOTIFY", "ORCPT");
  // A quoted local part may contain what otherwise ends the path.
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?i)(?:MAIL FROM|RCPT TO):\\s*<((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\"<>])*)>(.*)");
  // RFC 3461, section 4: xtext, and the type before it.
  private static final Pattern XTEXT = Pattern.compile("(?:[!-*,-<>-~]|\\+[0-9A-F]{2}){1,100}");
  private static final Pattern ORIGINAL =
      Pattern.compile("[A-Za-z0-9-]{1,20};(?:[!-*,-<>-~]|\\+[0-9A-F]{2}){1,500}");
  private static final Pattern NOTICE =
      Pattern.compile("(?i)NEVER|(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY)){0,2}");

  private static final Pattern BODY = Pattern.compile("(?i)7BIT|8BITMIME");
  private static final Pattern SIZE = Pattern.compile("\\d{1,18}");
  private static final Pattern RET = Pattern.compile("(?i)FULL|HDRS");
  private static final Pattern SPACES = Pattern.compile(" +");

  private final String path;
  private final Map<String, String> values;

  private EsmtpParameters(String path, Map<String, String> values) {
    this.path = path;
    this.values = values;
  }

  static EsmtpParameters ofMail(String command) throws SmtpRefusedException {
    EsmtpParameters read = read(command, OF_MAIL);
    read.check("BODY", BODY);
    read.check("SIZE", SIZE);
    read.check("RET", RET);
    read.check("ENVID", XTEXT);
    return read;
  }

  static EsmtpParameters ofRcpt(String command) throws SmtpRefusedException {
    EsmtpParameters read = read(command, OF_RCPT);
    read.check("NOTIFY", NOTICE);
    read.check("ORCPT", ORIGINAL);
    return read;
  }

  private static EsmtpParameters read(String command, Set<String> known)
      throws SmtpRefusedException {
    Matcher matcher = COMMAND.matcher(command);
    if (!matcher.matches()) {
      throw new SmtpRefusedException(
          501, "5.5.4", "Write MAIL FROM:<address> or RCPT TO:<address>.");
    }
    Map<String, String> values = new LinkedHashMap<>();
    String given = matcher.group(2).strip();
    for (String part : given.isEmpty() ? new String[0] : SPACES.split(given, -1)) {
      String name = part.split("=", 2)[0].toUpperCase(Locale.ROOT);
      String value = part.contains("=") ? part.substring(part.indexOf('=') + 1) : "";
      if (!known.contains(name)) {
        throw new SmtpRefusedException(555, "5.5.4", "The parameter " + name + " is not known.");
      }
      if (values.put(name, value) != null) {
        throw new SmtpRefusedException(501, "5.5.4", "The parameter " + name + " is there twice.");
      }
    }
    return new EsmtpParameters(matcher.group(1).strip(), values);
  }

  private void check(String name, Pattern syntax) throws SmtpRefusedException {
    String value = values.get(name);
    if (value != null && !syntax.matcher(value).matches()) {
      throw new SmtpRefusedException(
          501, "5.5.4", "The value of the parameter " + name + " is not valid.");
    }
  }

  /** The address, which may be empty. */
  String path() {
    return path;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Null if it is not there. */
  @Nullable String value(String name) {
    return values.get(name);
  }

  /** The size that the message will have, 0 if that is not said. */
  long size() {
    String size = values.get("SIZE");
    return size == null ? 0 : Long.parseLong(size);
  }
}
