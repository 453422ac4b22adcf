package org.postmeister.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.Browser;
import org.postmeister.testing.TestAccounts;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The first pages of a message log with ten million messages, over HTTP and in a browser. Prints a
 * table; docs/performance.md says how to run it and has figures.
 */
class MessageLogBenchmark {

  private static final int ROWS = Integer.getInteger("postmeister.bench.rows", 10_000_000);
  private static final int RUNS = 100;

  @TempDir private Path data;
  private DeliveryBench bench;

  @BeforeEach
  void start() throws IOException {
    bench = new DeliveryBench(data);
  }

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  @Test
  void firstPages() throws Exception {
    bench.node().api("POST", "/tenants", "{\"name\": \"small\"}");
    fill();
    System.out.println("| first page of " + ROWS + " messages | median / p95 |");
    System.out.println("|---|---|");
    overHttp("of a tenant with nearly all of them", "/tenants/acme/messages?limit=50");
    overHttp("of a tenant with a thousandth", "/tenants/small/messages?limit=50");
    overHttp("delivered", "/tenants/acme/messages?limit=50&status=DELIVERED");
    overHttp("refused, one of a thousand", "/tenants/acme/messages?limit=50&status=REFUSED");
    overHttp("deferred, none", "/tenants/acme/messages?limit=50&status=DEFERRED");
    overHttp("a text in every hundredth", "/tenants/acme/messages?limit=50&query=number+7x");
    overHttp("one older than the middle", "/tenants/acme/messages?limit=50&before=" + ROWS / 2);
    inABrowser();
  }

  private void fill() {
    JdbcTemplate jdbc =
        new JdbcTemplate(new DriverManagerDataSource(bench.database().url(), "root", ""));
    new ManyMessages(jdbc)
        .fill(
            ROWS,
            "IF(seq MOD 1000 = 1, '%s', '%s')".formatted(idOf(jdbc, "small"), idOf(jdbc, "acme")));
  }

  private static UUID idOf(JdbcTemplate jdbc, String name) {
    return UUID.fromString(
        String.valueOf(
            jdbc.queryForObject("SELECT id FROM tenant WHERE name_key = ?", String.class, name)));
  }

  private void overHttp(String what, String path) throws IOException, InterruptedException {
    double[] times = new double[RUNS];
    bench.get(path);
    for (int i = 0; i < RUNS; i++) {
      long begun = System.nanoTime();
      bench.get(path);
      times[i] = (System.nanoTime() - begun) / 1e6;
    }
    print(what, times);
  }

  // Every page is loaded anew, as by a link.
  private void inABrowser() {
    double[] times = new double[20];
    try (BrowserContext context = Browser.get().newContext()) {
      Page page = context.newPage();
      page.navigate(bench.node().url("/login"));
      page.locator("input[name=username]").fill(TestAccounts.ADMIN);
      page.locator("input[name=password]").fill(TestAccounts.ADMIN_PASSWORD);
      page.locator("vaadin-login-form vaadin-button[theme~=primary]").click();
      page.waitForURL(url -> !url.contains("/login"));
      for (int i = -3; i < times.length; i++) {
        page.navigate(bench.node().url("/system/platform"));
        page.locator("h1").waitFor();
        long begun = System.nanoTime();
        page.locator("vaadin-side-nav-item[path=messages]").click();
        page.getByText("Your order number").first().waitFor();
        if (i >= 0) {
          times[i] = (System.nanoTime() - begun) / 1e6;
        }
      }
    }
    print("in a browser, from the click in the menu until it is shown", times);
  }

  private static void print(String what, double[] times) {
    double[] sorted = Arrays.stream(times).sorted().toArray();
    System.out.printf(
        "| %s | %.0f / %.0f ms |%n",
        what, sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.95)]);
  }
}
