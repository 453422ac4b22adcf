package org.postmeister.delivery.ui;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableRunnable;
import com.vaadin.flow.router.QueryParameters;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postmeister.common.InvalidValueException;
import org.postmeister.common.TenantId;
import org.postmeister.common.TenantName;
import org.postmeister.common.ui.FilterBar;
import org.postmeister.common.ui.Messages;
import org.postmeister.common.ui.Times;
import org.postmeister.common.ui.form.DatePickerTexts;
import org.postmeister.delivery.log.MessageQuery;
import org.postmeister.mailserver.MailOwner;
import org.postmeister.security.TenantNames;

/** The filter of the message log, which is also kept in the URL. */
class MessageFilterBar extends Composite<Div> {

  private static final String SYSTEM = "system";
  // No message waits for the server of this one.
  private static final MailOwner NOBODY = MailOwner.of(new TenantId(new UUID(0, 0)));

  private final transient TenantNames names;
  private final transient Times times;
  private final TextField text = new TextField();
  private final Select<MessageState> status = new Select<>();
  private final AbstractField<?, String> tenant;
  private final AbstractField<?, String> server;
  private final DatePicker from = new DatePicker();
  private final DatePicker until = new DatePicker();
  private final DateTimePicker ended = new DateTimePicker();
  private final FilterBar bar;
  private boolean reading;

  /**
   * @param showsTenants whether messages of more than one tenant may be found
   * @param ownTenants those to choose from; none if all may be found, which are typed
   * @param onChange called when the user changed the filter
   */
  MessageFilterBar(
      Messages messages,
      Times times,
      TenantNames names,
      boolean showsTenants,
      Collection<TenantName> ownTenants,
      SerializableRunnable onChange) {
    this.times = times;
    this.names = names;
    text.setLabel(getTranslation("messages.search"));
    text.setPlaceholder(getTranslation("messages.search.hint"));
    status.setLabel(getTranslation("messages.state"));
    status.setEmptySelectionAllowed(true);
    status.setEmptySelectionCaption(getTranslation("messages.any"));
    status.setItems(MessageState.values());
    status.setItemLabelGenerator(
        value -> value == null ? getTranslation("messages.any") : getTranslation(labelOf(value)));
    tenant = tenantField("messages.tenant", "", ownTenants);
    tenant.setVisible(showsTenants);
    server =
        tenantField("messages.waits-for", getTranslation("messages.waits-for.hint"), ownTenants);
    server.setVisible(showsTenants);
    prepare(from, "messages.from", messages);
    prepare(until, "messages.until", messages);
    ended.setLabel(getTranslation("messages.ended-since"));
    ended.setLocale(messages.locale());
    ended.setDatePickerI18n(DatePickerTexts.of(messages));
    ended.addValueChangeListener(change -> changed(onChange));
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.setClearButtonVisible(true);
    for (AbstractField<?, String> field : List.of(text, tenant, server)) {
      field.addValueChangeListener(change -> changed(onChange));
    }
    status.addValueChangeListener(change -> changed(onChange));
    from.addValueChangeListener(change -> changed(onChange));
    until.addValueChangeListener(change -> changed(onChange));
    // So that they all fit into one row on a usual screen.
    status.setWidth("14rem");
    List.<Component>of(tenant, server, from, until)
        .forEach(field -> ((HasSize) field).setWidth("9rem"));
    bar = new FilterBar(text, List.of(status, tenant), List.of(server, from, until, ended));
    getContent().add(bar);
  }

  private AbstractField<?, String> tenantField(
      String labelKey, String hint, Collection<TenantName> ownTenants) {
    if (ownTenants.isEmpty()) {
      TextField field = new TextField(getTranslation(labelKey), hint);
      field.setValueChangeMode(ValueChangeMode.LAZY);
      field.setClearButtonVisible(true);
      return field;
    }
    ComboBox<String> field = new ComboBox<>(getTranslation(labelKey));
    field.setItems(ownTenants.stream().map(TenantName::value).sorted().toList());
    field.setClearButtonVisible(true);
    return field;
  }

  private static String labelOf(MessageState state) {
    return switch (state) {
      case WAITING, FAILED, ARRIVED -> "MessageState." + state;
      default -> "MessageStatus." + state;
    };
  }

  private void prepare(DatePicker field, String labelKey, Messages messages) {
    field.setLabel(getTranslation(labelKey));
    field.setLocale(messages.locale());
    field.setI18n(DatePickerTexts.of(messages));
    field.setClearButtonVisible(true);
  }

  private void changed(SerializableRunnable onChange) {
    if (!reading) {
      onChange.run();
    }
  }

  void addToBar(Component component) {
    bar.add(component);
  }

  MessageQuery query() {
    return new MessageQuery(
        owners(tenant),
        status.getValue() == null ? Set.of() : status.getValue().statuses(),
        server(),
        text.getValue(),
        times.startOf(from.getValue()),
        times.endOf(until.getValue()),
        ended.isEmpty() ? null : ended.getValue().atZone(times.zone()).toInstant(),
        null,
        null);
  }

  // An unknown name finds nothing.
  private @Nullable Set<MailOwner> owners(AbstractField<?, String> field) {
    if (field.isEmpty()) {
      return null;
    }
    String name = field.getValue().strip();
    if (name.equalsIgnoreCase(SYSTEM)) {
      return Set.of(MailOwner.SYSTEM);
    }
    try {
      return names.idsOf(List.of(TenantName.of(name))).values().stream()
          .map(MailOwner::of)
          .collect(Collectors.toSet());
    } catch (InvalidValueException e) {
      return Set.of();
    }
  }

  private @Nullable MailOwner server() {
    Set<MailOwner> found = owners(server);
    return found == null ? null : found.stream().findFirst().orElse(NOBODY);
  }

  /** For the URL. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "query", text.getValue());
    put(parameters, "status", status.getValue());
    put(parameters, "tenant", tenant.getValue());
    put(parameters, "server", server.getValue());
    put(parameters, "from", from.getValue());
    put(parameters, "until", until.getValue());
    put(parameters, "ended", ended.getValue());
    return parameters;
  }

  private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
    if (value != null && !value.toString().isBlank()) {
      parameters.put(name, value.toString());
    }
  }

  /** Applies the URL's parameters; invalid ones are ignored. */
  void read(QueryParameters parameters) {
    reading = true;
    text.setValue(parameters.getSingleParameter("query").orElse(""));
    status.setValue(
        parameters
            .getSingleParameter("status")
            .flatMap(name -> MessageState.of(name))
            .orElse(null));
    tenant.setValue(parameters.getSingleParameter("tenant").orElseGet(tenant::getEmptyValue));
    server.setValue(parameters.getSingleParameter("server").orElseGet(server::getEmptyValue));
    from.setValue(parameters.getSingleParameter("from").map(MessageFilterBar::day).orElse(null));
    until.setValue(parameters.getSingleParameter("until").map(MessageFilterBar::day).orElse(null));
    ended.setValue(parameters.getSingleParameter("ended").map(MessageFilterBar::time).orElse(null));
    reading = false;
    bar.openIfSet();
  }

  private static @Nullable LocalDateTime time(String value) {
    try {
      return LocalDateTime.parse(value);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable LocalDate day(String value) {
    try {
      return LocalDate.parse(value);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
