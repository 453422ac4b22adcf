package org.postmeister.shell.startup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Reports why Postmeister cannot start on one line, without a stack trace. */
class OneSentenceReporter implements FailureAnalysisReporter {

  private static final Logger log = LoggerFactory.getLogger("org.postmeister");

  @Override
  public void report(FailureAnalysis analysis) {
    String action = analysis.getAction() == null ? "" : " " + analysis.getAction();
    log.error(
        "Postmeister cannot start. {}{}", oneLine(analysis.getDescription()), oneLine(action));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\n\\s*", " ").stripTrailing();
  }
}
