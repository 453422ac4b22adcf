package org.postmeister.security.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postmeister.audit.AuditEntry;
import org.postmeister.audit.AuditQuery;
import org.postmeister.audit.AuditService;
import org.postmeister.audit.OwnAuditService;
import org.postmeister.common.DisplayName;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.audit.AuditAction;
import org.postmeister.common.storage.UtcTime;
import org.postmeister.common.ui.Times;
import org.postmeister.security.AccountChanged;
import org.postmeister.security.Role;
import org.postmeister.security.account.Account;
import org.postmeister.security.account.AccountData;
import org.postmeister.security.account.AccountSearch;
import org.postmeister.security.administration.AccountAdminService;
import org.postmeister.security.login.SessionAuthentication;
import org.postmeister.security.profile.OwnSession;
import org.postmeister.security.profile.ProfileData;
import org.postmeister.security.profile.ProfileService;
import org.postmeister.testing.RoundTrips;
import org.postmeister.testing.TestAccounts;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

class ProfileViewTest extends ViewTest {

  private static final Instant NOW = Instant.parse("2026-11-27T18:51:16Z");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Autowired private AccountSearch accounts;
  @Autowired private ProfileService profiles;
  @Autowired private AuditService audit;
  @Autowired private OwnAuditService ownAudit;
  @Autowired private AccountAdminService administration;
  @Autowired private Times times;
  @Autowired private JdbcClient jdbc;
  @Autowired private ApplicationEventPublisher events;

  @BeforeEach
  void enter() {
    jdbc.sql("UPDATE account SET must_change_password = FALSE, name = 'Ada'").update();
    events.publishEvent(new AccountChanged(account().id()));
    signIn(SessionAuthentication.authenticationOf(account()));
    browserIsIn("Asia/Kolkata");
    open(ProfileView.class);
  }

  private Account account() {
    return accounts.findByLogin(TestAccounts.ADMIN).orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static ComboBox<ZoneId> timeZone() {
    return _get(ComboBox.class, spec -> spec.withLabel("Time zone"));
  }

  private static void save() {
    _click(_get(Button.class, spec -> spec.withText("Save")));
  }

  @Test
  void showsWhatTheBrowserSaysUntilATimeZoneIsChosen() {
    assertThat(field("Login").getValue()).isEqualTo(TestAccounts.ADMIN);
    assertThat(timeZone().getValue()).isNull();
    assertThat(timeZone().getPlaceholder()).isEqualTo("From the browser: Asia/Kolkata (UTC+05:30)");
  }

  @Test
  void aChosenTimeZoneIsUsedAtOnceAndCanBeGivenUpAgain() {
    timeZone().setValue(ZoneId.of("America/New_York"));
    save();

    assertThat(account().contact().timeZone()).isEqualTo("America/New_York");
    assertThat(times.withOffset(NOON)).endsWith("UTC-05:00");

    timeZone().setValue(null);
    save();

    assertThat(account().contact().timeZone()).isNull();
    assertThat(times.withOffset(NOON)).endsWith("UTC+05:30");
  }

  @Test
  void aTimeZoneIsFoundByItsPlace() {
    assertThat(timeZone().getItemLabelGenerator().apply(ZoneId.of("America/New_York")))
        .startsWith("America/New York (UTC-0");
  }

  @Test
  void aChangeIsRecordedAndEndsNoSession() {
    Account before = account();
    setFromClient(field("Name"), "Ada Lovelace");
    save();

    assertThat(account().name()).isEqualTo("Ada Lovelace");
    assertThat(account().allows(before.toSignedInUser())).isTrue();
    assertThat(audit.find(AuditQuery.ALL, null, 0, 1).getFirst())
        .satisfies(entry -> {
          assertThat(entry.subject()).isEqualTo(TestAccounts.ADMIN);
          assertThat(entry.changes()).singleElement().asString().contains("Ada", "Ada Lovelace");
        });
  }

  @Test
  void aSessionIsNamedAndEndedWhereItIsListed() {
    jdbc.sql(
            """
            INSERT INTO account_session (id, account_id, user_agent, address, started_at, last_used_at)
            VALUES (?, ?, 'Mozilla/5.0 (Windows NT 10.0) Firefox/145.0', '192.0.2.7', ?, ?)
            """)
        .params(UUID.randomUUID(), account().id(), UtcTime.toColumn(NOW), UtcTime.toColumn(NOW))
        .update();
    UI.getCurrent().navigate("system/audit");
    open(ProfileView.class);
    Grid<OwnSession> grid = sessions();
    assertThat(
            ((Component) GridKt._getCellComponent(grid, 0, "device"))
                .getElement()
                .getTextRecursively())
        .contains("Firefox on Windows", "192.0.2.7");

    _click(
        (Button)
            ((Component) GridKt._getCellComponent(grid, 0, "end"))
                .getElement()
                .getComponent()
                .orElseThrow());

    assertThat(GridKt._size(sessions())).isZero();
  }

  @SuppressWarnings("unchecked")
  private static Grid<OwnSession> sessions() {
    return _get(
        Grid.class,
        spec ->
            spec.withPredicate(
                grid -> "Sessions".equals(grid.getElement().getAttribute("aria-label"))));
  }

  @Test
  void theLatestOfTheOwnAccountIsShownAndNoOthers() {
    profiles.save(new ProfileData(DisplayName.of("Ada Lovelace"), null), null);
    administration.create(
        EmailAddress.of("eve@example.org"),
        new AccountData(DisplayName.of("Eve"), Role.SYSTEM_ADMIN, Set.of(), true));
    jdbc.sql("UPDATE audit_entry SET actor = 'mallory' WHERE subject = ?")
        .param(TestAccounts.ADMIN)
        .update();
    assertThat(ownAudit.latest(20))
        .extracting(AuditEntry::action)
        .contains(AuditAction.ACCOUNT_CHANGED, AuditAction.ACCOUNT_CREATED);

    jdbc.sql("UPDATE audit_entry SET actor = 'mallory'").update();
    assertThat(ownAudit.latest(20))
        .extracting(AuditEntry::subject)
        .containsOnly(TestAccounts.ADMIN);
  }

  @Test
  void anInvalidNameIsSaidAtItsField() {
    setFromClient(field("Name"), "Ada <ada@example.org>");
    save();

    assertThat(field("Name").isInvalid()).isTrue();
    assertThat(account().name()).isEqualTo("Ada");
  }

  @Test
  void whoWasOvertakenMayChoose() {
    setFromClient(field("Name"), "Ada Lovelace");
    profiles.save(new ProfileData(DisplayName.of("Countess"), null), null);
    save();

    assertThat(account().name()).isEqualTo("Countess");
    assertThat(visibleText()).contains("Countess", "Ada Lovelace");
  }

  @Test
  void isShownAfterFewQuestionsToTheDatabase() throws Exception {
    UI.getCurrent().navigate("system/audit");

    assertThat(
            RoundTrips.of(() -> {
              UI.getCurrent().navigate(ProfileView.class);
              return Objects.requireNonNull(account());
            }))
        .hasSizeLessThanOrEqualTo(8);
  }
}
