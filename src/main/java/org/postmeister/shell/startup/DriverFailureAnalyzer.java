package org.postmeister.shell.startup;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Recognizes URLs of databases for which there is no driver. */
class DriverFailureAnalyzer extends AbstractFailureAnalyzer<IllegalStateException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IllegalStateException cause) {
    String message = String.valueOf(cause.getMessage());
    return message.startsWith("Cannot load driver class")
        ? new FailureAnalysis(
            "There is no driver for the database that SPRING_DATASOURCE_URL names.",
            "Use jdbc:mariadb://host/database.",
            rootFailure)
        : null;
  }
}
