package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.postmeister.mailserver.AuthenticationMode;
import org.postmeister.tenantlist.TenantFilter;

/** Fields for every filter: the search always visible, the others one click away. */
class TenantFilterBar extends Composite<Div> {

  private final SequencedMap<String, HasValue<?, String>> fields = new LinkedHashMap<>();
  private final Details more = new Details();
  private final Span count = new Span();
  private final Button reset = new Button();
  private final SerializableRunnable onChange;
  private boolean reading;

  /**
   * @param onChange called when the user changed the filter
   */
  TenantFilterBar(SerializableRunnable onChange) {
    this.onChange = onChange;
    TextField search = text("query");
    search.setPlaceholder(getTranslation("tenants.search"));
    search.addClassName("search");
    count.addClassName("count");
    count.getElement().setAttribute("role", "status");
    reset.setText(getTranslation("tenants.filter.reset"));
    reset.addThemeVariants(ButtonVariant.TERTIARY);
    reset.addClickListener(click -> {
      setFilter(TenantFilter.ALL);
      onChange.run();
    });
    Div all =
        new Div(
            text("name"),
            text("displayName"),
            choice("active", List.of("true", "false")),
            choice("route", names(TenantFilter.RouteChoice.values())),
            choice("health", names(TenantFilter.HealthChoice.values())),
            choice("quota", names(TenantFilter.QuotaChoice.values())),
            choice("authentication", names(AuthenticationMode.values())),
            choice("clientSecretExpiresOn", names(TenantFilter.ExpiryChoice.values())),
            text("sender"),
            choice("lastTest", names(TenantFilter.TestChoice.values())),
            choice("systemServerAllowed", List.of("true", "false")),
            choice("ownServerAllowed", List.of("true", "false")),
            text("supportAddress"));
    all.addClassName("filter-fields");
    // Before, the browser would build a dozen fields that nobody sees.
    more.addOpenedChangeListener(change -> more.add(all));
    Div bar = new Div(search, reset, count);
    bar.addClassName("filter-bar");
    getContent().add(bar, more);
    showState();
  }

  TenantFilter filter() {
    Map<String, String> parameters = new LinkedHashMap<>();
    fields.forEach((name, field) -> {
      if (field.getValue() != null && !field.getValue().isBlank()) {
        parameters.put(name, field.getValue());
      }
    });
    return TenantFilter.of(parameters);
  }

  /** Shows a filter without reporting a change. */
  final void setFilter(TenantFilter filter) {
    reading = true;
    Map<String, String> parameters = filter.toParameters();
    fields.forEach((name, field) -> field.setValue(parameters.getOrDefault(name, "")));
    reading = false;
    if (parameters.keySet().stream().anyMatch(name -> !name.equals("query"))) {
      more.setOpened(true);
    }
    showState();
  }

  void setCount(int number) {
    count.setText(getTranslation("tenants.count", number));
  }

  private void changed() {
    if (!reading) {
      showState();
      onChange.run();
    }
  }

  private void showState() {
    long active =
        fields.entrySet().stream()
            .filter(field -> !field.getKey().equals("query"))
            .filter(field -> field.getValue().getValue() != null)
            .filter(field -> !field.getValue().getValue().isBlank())
            .count();
    more.setSummaryText(
        active == 0
            ? getTranslation("tenants.filter")
            : getTranslation("tenants.filter.active", active));
    reset.setVisible(!filter().isEmpty());
  }

  private TextField text(String name) {
    TextField field = new TextField();
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.setClearButtonVisible(true);
    prepare(name, field);
    return field;
  }

  private Select<String> choice(String name, List<String> values) {
    Select<String> field = new Select<>();
    field.setEmptySelectionAllowed(true);
    field.setEmptySelectionCaption(getTranslation("tenants.filter.any"));
    field.setItems(values);
    field.setItemLabelGenerator(value ->
        value == null || value.isEmpty()
            ? getTranslation("tenants.filter.any")
            : getTranslation("tenants.choice." + name + "." + value));
    prepare(name, field);
    return field;
  }

  private <C extends Component & HasValue<?, String>> void prepare(String name, C field) {
    String label = getTranslation("tenants.column." + name);
    if (field instanceof TextField text) {
      text.setLabel(label);
    } else if (field instanceof Select<?> select) {
      select.setLabel(label);
    }
    fields.put(name, field);
    field.addValueChangeListener(change -> changed());
  }

  private static List<String> names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).toList();
  }
}
