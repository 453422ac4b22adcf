package org.postmeister.shell.startup;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Recognizes database URLs for which there is no driver. */
class DriverFailureAnalyzer extends AbstractFailureAnalyzer<BeanCreationException> {

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, BeanCreationException outermost) {
    for (Throwable cause = outermost; cause != null; cause = cause.getCause()) {
      // The connection pool has no exception type for it.
      if (String.valueOf(cause.getMessage()).startsWith("Failed to load driver class")) {
        return new FailureAnalysis(
            "There is no driver for the database that SPRING_DATASOURCE_URL names.",
            "Use jdbc:mariadb://host/database.",
            rootFailure);
      }
    }
    return null;
  }
}
