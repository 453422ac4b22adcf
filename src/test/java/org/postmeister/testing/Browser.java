package org.postmeister.testing;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one browser of a test run: an installed Chrome or Chromium, else Debian's package, else
 * Playwright's own.
 */
public final class Browser {

  private static final List<String> PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/opt/google/chrome/chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium");

  private static com.microsoft.playwright.@Nullable Browser browser;

  private Browser() {}

  /** The browser, started when it is first asked for; it ends with the test run. */
  public static synchronized com.microsoft.playwright.Browser get() {
    if (browser == null) {
      browser = start();
    }
    return browser;
  }

  private static com.microsoft.playwright.Browser start() {
    Optional<Path> executable = executable();
    Map<String, String> environment =
        executable.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of();
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions()
            .setHeadless(true)
            .setArgs(
                List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync"));
    executable.ifPresent(options::setExecutablePath);
    try {
      Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
      com.microsoft.playwright.Browser started = playwright.chromium().launch(options);
      Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
      return started;
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "The browser tests need Chrome or Chromium, and none could be had: install one, for"
              + " example Debian's package chromium.",
          e);
    }
  }

  private static Optional<Path> executable() {
    Optional<Path> installed = find();
    if (installed.isEmpty() && DebianPackages.canInstall() && DebianPackages.install("chromium")) {
      return find();
    }
    return installed;
  }

  private static Optional<Path> find() {
    return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }
}
