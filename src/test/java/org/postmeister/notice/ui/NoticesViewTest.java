package org.postmeister.notice.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.postmeister.notice.LookForNotices;
import org.postmeister.notice.NoticeKind;
import org.postmeister.notice.NoticeService;
import org.postmeister.platform.License;
import org.postmeister.platform.PlatformService;
import org.postmeister.platform.PlatformSettings;
import org.postmeister.shell.DashboardView;
import org.postmeister.testing.ViewTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class NoticesViewTest extends ViewTest {

  @Autowired private ApplicationContext context;
  @Autowired private NoticeService service;
  @Autowired private PlatformService platform;
  @Autowired private Clock clock;

  @Test
  void showsWhatWaitsAndSwitchesMailOff() {
    signIn("SYSTEM_ADMIN");
    open(NoticesView.class);
    assertThat(visibleText()).contains("No notices yet.");
    platform.save(
        new PlatformSettings(
            platform.get().settings().version(),
            new License(null, null, null, LocalDate.now(clock).plusDays(3), null)),
        null);
    LookForNotices.in(context);
    open(NoticesView.class);
    assertThat(visibleText())
        .contains(
            "The licence is valid until",
            "Not mailed: no address",
            "because no system administrator has an e-mail address.",
            "Enter yours in your profile");

    tickFromClient("The licence expires soon", false);
    assertThat(service.switches()).containsEntry(NoticeKind.LICENSE_EXPIRES, false);
    open(DashboardView.class);
    assertThat(visibleText()).doesNotContain("No mail about this could be sent yet.");
  }
}
