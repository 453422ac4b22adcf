package org.postmeister.browser;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.PackagedApplication;

/** A node that has a path of its own, for proxies that take nothing off what they pass on. */
class ContextPathIT {

  @TempDir private Path data;

  @Test
  void everythingIsBelowIt() throws Exception {
    try (PackagedApplication node =
        PackagedApplication.start(data, Map.of("SERVER_SERVLET_CONTEXT_PATH", "/mail"))) {
      BelowPath below = new BelowPath(node.url("").replaceFirst("/mail$", ""));
      below.theConsoleStaysThere();
      below.theApiStaysThere(node.token());
    }
  }
}
