package org.postmeister.mailserver.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableConsumer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.postmeister.common.EmailAddress;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Notice;
import org.postmeister.common.ui.UiThread;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.mailserver.preset.DiscoveredServer;
import org.postmeister.mailserver.preset.MailServerPreset;
import org.postmeister.mailserver.preset.MailServerPresets;
import org.postmeister.platform.PlatformVersion;

/** Fills in the form for a provider that was chosen, typed, or found. */
final class PresetFields {

  private final transient MailServerPresets presets;
  private final transient Messages messages;
  private final ComboBox<MailServerPreset> provider = new ComboBox<>();
  private final Button find = new Button();
  private final Notice hint = new Notice();
  private PlatformVersion version = PlatformVersion.of("7.0.0");
  private int asked;
  private final Div row;
  private final TextField senderAddress;
  private final SerializableConsumer<DiscoveredServer> use;

  /**
   * @param senderAddress whose server is searched for
   * @param use receives what to fill in
   */
  PresetFields(
      MailServerPresets presets,
      Messages messages,
      TextField senderAddress,
      SerializableConsumer<DiscoveredServer> use) {
    this.presets = presets;
    this.messages = messages;
    this.senderAddress = senderAddress;
    this.use = use;
    provider.setLabel(messages.get("mailserver.provider"));
    provider.setHelperText(messages.get("mailserver.provider.helper"));
    provider.setClearButtonVisible(true);
    provider.setItemLabelGenerator(preset -> messages.get(preset.title()));
    provider.addValueChangeListener(change -> {
      if (change.isFromClient() && change.getValue() != null) {
        choose(change.getValue());
      }
    });
    find.setText(messages.get("mailserver.find"));
    find.addThemeVariants(ButtonVariant.TERTIARY);
    find.setDisableOnClick(true);
    find.addClickListener(click -> find());
    row = new Div(provider, find);
    row.addClassName("provider-row");
    row.getElement().setAttribute("colspan", "2");
  }

  /** In the order of the form. */
  List<Component> components() {
    return List.of(row, hint);
  }

  /** Starts again, with those that the platform can use. */
  void reset(PlatformVersion version) {
    this.version = version;
    provider.setItems(MailServerPreset.usableIn(version));
    forget();
  }

  /** Removes the hints about a provider, since something else has been chosen. */
  void forget() {
    provider.clear();
    hint.clear();
    // A pending query is no longer needed.
    asked++;
    find.setEnabled(true);
  }

  void setReadOnly(boolean readOnly) {
    row.setVisible(!readOnly);
  }

  /**
   * Shows what is known about a typed server, and fills in the rest as long as no authentication
   * has been chosen.
   */
  void typed(String host, AuthenticationMode mode) {
    List<MailServerPreset> known =
        MailServerPreset.ofHost(host).stream()
            .filter(preset -> preset.mode().existsIn(version))
            .toList();
    Optional<MailServerPreset> same =
        known.stream().filter(preset -> preset.mode() == mode).findFirst();
    if (same.isPresent()) {
      explain(same.get());
    } else if (!known.isEmpty() && mode == AuthenticationMode.NONE) {
      provider.setValue(known.getFirst());
      choose(known.getFirst());
    } else {
      forget();
    }
  }

  private void choose(MailServerPreset preset) {
    use.accept(
        new DiscoveredServer(
            DiscoveredServer.Source.NONE,
            preset,
            preset.host(),
            preset.port(),
            preset.encryption()));
    explain(preset);
  }

  private void explain(MailServerPreset preset) {
    hint.show(
        Notice.Kind.INFO, messages.get(preset.hint()) + " " + messages.get(preset.password()));
  }

  private void find() {
    EmailAddress sender;
    try {
      sender = EmailAddress.of(senderAddress.getValue());
    } catch (InvalidValueException e) {
      senderAddress.setErrorMessage(messages.get("mailserver.find.needs_sender"));
      senderAddress.setInvalid(true);
      senderAddress.focus();
      find.setEnabled(true);
      return;
    }
    UI ui = UI.getCurrent();
    hint.show(Notice.Kind.INFO, messages.get("mailserver.find.looking", sender.domain()));
    int question = ++asked;
    CompletableFuture<DiscoveredServer> _ =
        presets
            .discover(sender)
            .whenComplete((found, failure) ->
                UiThread.later(
                    ui,
                    () -> {
                      if (question == asked) {
                        show(found == null ? DiscoveredServer.UNREACHABLE : found, sender);
                      }
                    }));
  }

  private void show(DiscoveredServer found, EmailAddress sender) {
    find.setEnabled(true);
    String server = found.host() == null ? "" : found.host() + ":" + found.port();
    MailServerPreset preset = found.preset();
    switch (found.source()) {
      case SRV, MX -> {
        use.accept(found);
        String key =
            preset == null ? "mailserver.find." + found.source() : "mailserver.find.provider";
        String name = preset == null ? "" : messages.get(preset.title());
        String text = messages.get(key, sender.domain(), server, name);
        if (preset != null) {
          provider.setValue(preset);
          text += " " + messages.get(preset.hint()) + " " + messages.get(preset.password());
        }
        hint.show(Notice.Kind.INFO, text);
      }
      case NONE ->
          hint.show(Notice.Kind.WARNING, messages.get("mailserver.find.none", sender.domain()));
      case UNREACHABLE ->
          hint.show(Notice.Kind.WARNING, messages.get("mailserver.find.unreachable"));
    }
  }
}
