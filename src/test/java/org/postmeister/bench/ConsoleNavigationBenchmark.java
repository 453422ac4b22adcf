package org.postmeister.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postmeister.testing.Browser;
import org.postmeister.testing.PackagedApplication;
import org.postmeister.testing.TestAccounts;
import org.postmeister.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The packaged jar on MariaDB with 100,000 tenants, 1,000,000 messages and 60 servers in trouble:
 * what a person in a browser waits for from a click until what it leads to is on the screen. Prints
 * a table; docs/performance.md says how to run it and has figures.
 */
@Tag("database")
class ConsoleNavigationBenchmark {

  private static final int TENANTS = Integer.getInteger("postmeister.bench.tenants", 100_000);
  private static final int MESSAGES = Integer.getInteger("postmeister.bench.rows", 1_000_000);
  private static final int ROUNDS = Integer.getInteger("postmeister.bench.rounds", 15);
  private static final int WARM_UP = 4;
  private static final int TROUBLED = 60;

  // The menu's paths, in its order, each with its page's title.
  private static final SequencedMap<String, String> MENU = new LinkedHashMap<>();

  static {
    MENU.put("tenants", "Tenants");
    MENU.put("messages", "Messages");
    MENU.put("servers", "Mail servers");
    MENU.put("support", "Support request");
    MENU.put("mail-texts", "Mail texts");
    MENU.put("system/mail-server", "E-mail server");
    MENU.put("system/notices", "Notices");
    MENU.put("system/platform", "Platform and licence");
    MENU.put("system/accounts", "Accounts");
    MENU.put("system/api-tokens", "API tokens");
    MENU.put("system/audit", "Audit trail");
    MENU.put("", "Dashboard");
  }

  @TempDir private Path data;

  private final SequencedMap<String, List<Seen>> table = new LinkedHashMap<>();

  @Test
  void measure() throws Exception {
    String url = TestDatabase.mariaDb();
    JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(url, "root", ""));
    try (PackagedApplication application =
            PackagedApplication.start(
                data,
                Map.of(
                    "SPRING_DATASOURCE_URL", url,
                    "SPRING_DATASOURCE_USERNAME", "root",
                    "SPRING_DATASOURCE_PASSWORD", ""));
        BrowserContext context =
            Browser.get()
                .newContext(
                    new com.microsoft.playwright.Browser.NewContextOptions()
                        .setLocale("en")
                        .setViewportSize(1440, 900))) {
      fill(jdbc);
      Page page = signIn(application, context);
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        int number = round;
        MENU.forEach(
            (path, title) -> see(number, "menu: " + title, page, clickMenu(path), title(title)));
        list(round, page, "tenants", "Tenants");
        list(round, page, "messages", "Messages");
        list(round, page, "servers", "Mail servers");
      }
    }
    print();
  }

  private static void fill(JdbcTemplate jdbc) {
    new ManyTenants(jdbc).fillUpTo(TENANTS);
    ManyMessages messages = new ManyMessages(jdbc);
    messages.fill(MESSAGES, ManyTenants.idSql("seq * 7919 MOD " + TENANTS));
    messages.count();
    messages.pause(TROUBLED, 100);
  }

  private static Page signIn(PackagedApplication application, BrowserContext context) {
    Page page = context.newPage();
    page.navigate(application.url("/login"));
    page.locator("input[name=username]").fill(TestAccounts.ADMIN);
    page.locator("input[name=password]").fill(TestAccounts.ADMIN_PASSWORD);
    page.locator("vaadin-login-form vaadin-button[theme~=primary]").click();
    page.waitForURL(address -> !address.contains("/login"));
    page.locator("main h1").waitFor();
    page.waitForTimeout(3000);
    return page;
  }

  // Down the list, to what one of its rows is about, and back.
  private void list(int round, Page page, String path, String title) {
    see(round, "", page, clickMenu(path), title(title));
    String scrolled = title + ": next screen";
    for (int screen = 0; screen < 3; screen++) {
      see(round, scrolled, page, SCROLL, "true");
    }
    if (path.equals("tenants")) {
      see(
          round,
          title + ": jump to a far row",
          page,
          "document.querySelector('main vaadin-grid').scrollToIndex(%d)"
              .formatted(TENANTS / 2 + round * 1000),
          "true");
    }
    String before = first(page);
    see(round, title + ": open a row’s link", page, CLICK_ROW, "!" + title(title));
    page.waitForTimeout(300);
    see(round, title + ": back", page, "history.back()", title(title));
    page.waitForTimeout(1000);
    String after = first(page);
    if (round == 0) {
      System.out.printf("Back in %s at %s, left at %s%n", title, after, before);
    }
  }

  private static String first(Page page) {
    return String.valueOf(
        page.evaluate(
            "() => { const first = document.querySelector('main vaadin-grid')?._firstVisibleIndex;"
                + " return first ?? '-'; }"));
  }

  private static String clickMenu(String path) {
    return "[...document.querySelectorAll('vaadin-side-nav-item')]"
        + ".find(item => item.path === '%s').shadowRoot.querySelector('a').click()".formatted(path);
  }

  private static String title(String title) {
    return "(document.querySelector('main h1')?.textContent === '%s')".formatted(title);
  }

  private static final String SCROLL =
      """
      const table = document.querySelector('main vaadin-grid').shadowRoot.querySelector('#table');
      table.scrollTop += table.clientHeight - 60;
      """;

  private static final String CLICK_ROW =
      """
      const shown = document.querySelector('main vaadin-grid').getBoundingClientRect();
      [...document.querySelectorAll('main vaadin-grid-cell-content a')]
        .find(a => a.textContent && a.getBoundingClientRect().top > shown.top + 150).click();
      """;

  /**
   * What was seen of one action, in milliseconds from its beginning.
   *
   * @param title when the page's title was there
   * @param rendered when all that fits on the screen was there
   * @param requests to the server until then
   * @param waited for the server until then
   * @param jumped how much of the screen moved after the title was there, as the web's layout shift
   *     score
   */
  private record Seen(
      double title, double rendered, double requests, double waited, double jumped) {}

  // Until all rows that can be seen have their contents. Two frames, so that it has been painted.
  private static final String WATCH =
      """
      async () => {
        const act = () => { %s };
        const there = () => %s;
        const filled = grid => {
          const rows = [...grid.shadowRoot.querySelectorAll('#items > tr')].filter(row => !row.hidden);
          return grid._hasData && rows.every(row => !row.hasAttribute('loading'))
            && (grid.size === 0 || rows.some(row => [...row.querySelectorAll('slot')]
              .some(slot => slot.assignedElements().some(cell => cell.textContent.trim()))));
        };
        const frame = () => new Promise(done => requestAnimationFrame(done));
        performance.clearResourceTimings();
        let title = 0;
        let jumped = 0;
        const jumps = new PerformanceObserver(list => list.getEntries().forEach(jump => {
          jumped += title && jump.startTime > title ? jump.value : 0;
        }));
        jumps.observe({ type: 'layout-shift' });
        const begin = performance.now();
        act();
        await frame();
        while (!there()) {
          await frame();
        }
        title = performance.now();
        while (![...document.querySelectorAll('main vaadin-grid')].every(filled)) {
          await frame();
        }
        await frame();
        const rendered = performance.now();
        const requests = performance.getEntriesByType('resource')
          .filter(resource => resource.name.includes('v-r=uidl') && resource.startTime < rendered);
        await new Promise(done => setTimeout(done, 400));
        jumps.disconnect();
        return [title - begin, rendered - begin, requests.length,
          requests.reduce((sum, request) => sum + request.duration, 0), jumped];
      }
      """;

  private void see(int round, String what, Page page, String action, String there) {
    List<?> seen = (List<?>) page.evaluate(WATCH.formatted(action, there));
    if (round >= 0 && !what.isEmpty()) {
      double[] values =
          seen.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
      table
          .computeIfAbsent(what, added -> new ArrayList<>())
          .add(new Seen(values[0], values[1], values[2], values[3], values[4]));
    }
  }

  private void print() {
    System.out.println(
        "| from a click | on the screen: median / slowest | title | requests | waiting for the"
            + " server | layout shift |");
    System.out.println("|---|---|---|---|---|---|");
    table.forEach((what, seen) ->
        System.out.printf(
            "| %s | %.0f / %.0f ms | %.0f ms | %.0f | %.0f ms | %.3f |%n",
            what,
            median(seen.stream().mapToDouble(Seen::rendered).toArray()),
            seen.stream().mapToDouble(Seen::rendered).max().orElse(0),
            median(seen.stream().mapToDouble(Seen::title).toArray()),
            median(seen.stream().mapToDouble(Seen::requests).toArray()),
            median(seen.stream().mapToDouble(Seen::waited).toArray()),
            seen.stream().mapToDouble(Seen::jumped).max().orElse(0)));
  }

  private static double median(double[] values) {
    java.util.Arrays.sort(values);
    return values[values.length / 2];
  }
}
