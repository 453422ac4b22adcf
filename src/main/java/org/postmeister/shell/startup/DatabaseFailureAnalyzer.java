package org.postmeister.shell.startup;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says in one sentence what is wrong with the database. */
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

  // H2's error codes.
  private static final int DATABASE_IN_USE = 90020;
  private static final int FILE_CORRUPTED = 90030;
  private static final int WRONG_FORMAT = 90048;

  private final Environment environment;

  DatabaseFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
    SQLException root = innermost(rootFailure, cause);
    String url = withoutOptions(environment.getProperty("spring.datasource.url"));
    String state = root.getSQLState() == null ? "" : root.getSQLState();
    return switch (root.getErrorCode()) {
      case FILE_CORRUPTED, WRONG_FORMAT ->
          analysis(
              root,
              "The data file of the embedded database " + url + " is damaged.",
              "Restore it from a backup, or move it away to start with an empty one.");
      case DATABASE_IN_USE ->
          analysis(
              root,
              "The embedded database " + url + " is already open in another process.",
              "Stop the other Postmeister, or set POSTMEISTER_DATA_DIR to another directory.");
      default ->
          state.startsWith("28")
              ? analysis(
                  root,
                  "The database " + url + " refuses the login.",
                  "Correct SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.")
              : analysis(
                  root,
                  "The database " + url + " cannot be used (" + firstLine(root.getMessage()) + ").",
                  "Check that it is running and that SPRING_DATASOURCE_URL points to it.");
    };
  }

  private static SQLException innermost(Throwable failure, SQLException found) {
    SQLException innermost = found;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        innermost = sql;
      }
    }
    return innermost;
  }

  private static FailureAnalysis analysis(SQLException cause, String description, String action) {
    return new FailureAnalysis(description, action, cause);
  }

  // Options may contain a password.
  private static String withoutOptions(@Nullable String url) {
    return url == null ? "" : url.replaceFirst("[?;].*", "");
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "no reason given" : message.lines().findFirst().orElse("");
  }
}
