package org.postmeister.shell.startup;

import org.postmeister.common.error.StartupException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Passes on what a {@link StartupException} says. */
class StartupExceptionAnalyzer extends AbstractFailureAnalyzer<StartupException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, StartupException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.action(), rootFailure);
  }
}
