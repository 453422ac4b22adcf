package org.postmeister.submission.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import java.util.EnumMap;
import java.util.Map;
import org.postmeister.common.ui.CopyButton;
import org.postmeister.common.ui.Facts;
import org.postmeister.common.ui.PageTabs;
import org.postmeister.submission.SubmissionEndpoint.OpenPort;

/** The settings of each kind of application, to be copied. */
final class SettingsTabs extends Composite<Section> {

  private final Map<ClientKind, Div> contents = new EnumMap<>(ClientKind.class);
  private final Paragraph sentence = new Paragraph();

  /**
   * @param access whose port and URL decide which kinds are offered
   */
  SettingsTabs(ClientAccess access) {
    PageTabs tabs = new PageTabs();
    for (ClientKind kind : ClientKind.values()) {
      if (isPossible(kind, access)) {
        Div content = new Div();
        content.addClassName("settings");
        contents.put(kind, content);
        tabs.add(getTranslation("ClientKind." + kind), content);
      }
    }
    sentence.addClassName("section-sentence");
    getContent().addClassName("form-section");
    getContent().add(new H2(getTranslation("connect.settings")), sentence, tabs);
    show(access);
  }

  private static boolean isPossible(ClientKind kind, ClientAccess access) {
    return kind == ClientKind.HTTP_API ? access.messagesUrl() != null : access.port() != null;
  }

  /** Shows other values; what is chosen stays chosen. */
  void show(ClientAccess access) {
    boolean complete = !access.token().equals(ClientAccess.NO_TOKEN);
    sentence.setText(
        complete
            ? getTranslation("connect.settings.complete")
            : getTranslation("connect.settings.sentence", ClientAccess.NO_TOKEN));
    contents.forEach((kind, content) -> {
      content.removeAll();
      if (kind == ClientKind.DEVICE && access.port() != null) {
        content.add(
            device(access, access.port()), new Paragraph(getTranslation("connect.device.hint")));
      } else {
        fill(content, kind, ClientSettings.of(kind, access));
      }
    });
  }

  private void fill(Div content, ClientKind kind, String text) {
    Pre lines = new Pre(text);
    lines.getElement().setAttribute("tabindex", "0");
    lines.getElement().setAttribute("role", "region");
    lines.getElement().setAttribute("aria-label", getTranslation("ClientKind." + kind));
    content.add(
        new Paragraph(getTranslation("connect.hint." + kind)),
        lines,
        new CopyButton("connect.copy", text));
  }

  private Facts device(ClientAccess access, OpenPort port) {
    return new Facts()
        .with("connect.host", access.host())
        .with("connect.device.port", Integer.toString(port.number()))
        .with("connect.device.encryption", getTranslation("Encryption." + port.encryption()))
        .with("connect.device.authentication", getTranslation("connect.device.login"))
        .with("connect.user", access.user())
        .with("connect.password", access.token())
        .with("connect.sender", access.sender());
  }
}
