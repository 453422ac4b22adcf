package org.postmeister.search.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postmeister.common.storage.Folding;
import org.postmeister.common.ui.Messages;
import org.postmeister.mailserver.MailServerField;
import org.postmeister.mailserver.ui.SystemMailServerView;
import org.postmeister.platform.ui.PlatformView;
import org.postmeister.search.SearchService;
import org.postmeister.security.ui.ProfileView;

/**
 * Finds pages by their titles, and settings by the labels of their fields, in the person's
 * language. Who may not open a page finds neither it nor its settings.
 */
@org.springframework.stereotype.Component
class PageSearch {

  private static final List<Setting> SETTINGS =
      Stream.of(
              MailServerField.ALL.stream()
                  .map(field -> new Setting(field.labelKey(), SystemMailServerView.class)),
              Stream.of(
                      "mailserver.mode",
                      "mailserver.username",
                      "mailserver.directory-id",
                      "mailserver.application-id",
                      "mailserver.client-secret",
                      "mailserver.certificate",
                      "mailserver.secret-expires-on",
                      "support.address",
                      "support.tenant-address-allowed",
                      "support.attach-system-information")
                  .map(key -> new Setting(key, SystemMailServerView.class)),
              Stream.of(
                      "platform.version",
                      "license.holder",
                      "license.id",
                      "license.edition",
                      "license.valid-until",
                      "license.max-tenants")
                  .map(key -> new Setting(key, PlatformView.class)))
          .flatMap(settings -> settings)
          .toList();

  private final Messages messages;

  PageSearch(Messages messages) {
    this.messages = messages;
  }

  private record Setting(String labelKey, Class<? extends Component> page) {}

  /** All pages of the person, in the order of the menu. */
  List<Finding> allPages() {
    Stream<Finding> menu =
        MenuConfiguration.getMenuEntries().stream()
            .map(entry -> new Finding(messages.get(entry.title()), "", pathOf(entry)));
    Stream<Finding> others =
        Stream.of(
            new Finding(messages.get("profile.title"), "", ProfileView.ROUTE),
            new Finding(messages.get("shell.change-password"), "", "change-password"));
    return Stream.concat(menu, others).toList();
  }

  /** Those whose title has all words of the text. */
  List<Finding> pages(String text) {
    return first(allPages().stream(), text);
  }

  /** Settings whose label has all words of the text. */
  List<Finding> settings(String text) {
    return first(SETTINGS.stream().flatMap(setting -> finding(setting).stream()), text);
  }

  private Optional<Finding> finding(Setting setting) {
    return MenuConfiguration.getMenuEntries().stream()
        .filter(entry -> setting.page().equals(entry.menuClass()))
        .findAny()
        .map(entry ->
            new Finding(
                messages.get(setting.labelKey()), messages.get(entry.title()), pathOf(entry)));
  }

  private static List<Finding> first(Stream<Finding> all, String text) {
    List<String> words = Arrays.asList(Folding.fold(text).split("\\s+"));
    return all.filter(finding -> words.stream().allMatch(Folding.fold(finding.title())::contains))
        .limit(SearchService.MOST)
        .toList();
  }

  private static String pathOf(MenuEntry entry) {
    return entry.path().startsWith("/") ? entry.path().substring(1) : entry.path();
  }
}
