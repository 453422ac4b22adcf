package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.function.SerializableRunnable;
import com.vaadin.flow.function.SerializableSupplier;
import java.util.Set;
import java.util.stream.Collectors;
import org.postmeister.common.ui.Messages;
import org.postmeister.tenantlist.BulkChange;
import org.postmeister.tenantlist.BulkService;
import org.postmeister.tenantlist.TenantFilter;
import org.postmeister.tenantlist.TenantOverview;
import org.postmeister.tenantlist.TenantSelection;

/** What can be done with the selected tenants, or with all that match the filter. */
class BulkBar extends Composite<Div> {

  private final transient BulkService service;
  private final transient Messages messages;
  private final SerializableSupplier<Set<TenantOverview>> selected;
  private final SerializableSupplier<TenantFilter> filter;
  private final SerializableRunnable onDone;
  private final Span count = new Span();
  private final Checkbox all = new Checkbox();

  /**
   * @param canMail whether mail can be sent at all
   * @param onDone called when tenants were changed
   */
  BulkBar(
      BulkService service,
      Messages messages,
      SerializableSupplier<Boolean> canMail,
      SerializableSupplier<Set<TenantOverview>> selected,
      SerializableSupplier<TenantFilter> filter,
      SerializableRunnable onDone) {
    this.service = service;
    this.messages = messages;
    this.selected = selected;
    this.filter = filter;
    this.onDone = onDone;
    all.setLabel(getTranslation("bulk.all"));
    all.addValueChangeListener(change -> showCount());
    count.getElement().setAttribute("role", "status");
    getContent().addClassName("bulk-bar");
    getContent().getElement().setAttribute("role", "toolbar");
    getContent().getElement().setAttribute("aria-label", getTranslation("bulk.title"));
    getContent()
        .add(
            count,
            all,
            button("bulk.activate", () -> open(new BulkChange.SetActive(true), "bulk.activate")),
            button(
                "bulk.deactivate", () -> open(new BulkChange.SetActive(false), "bulk.deactivate")),
            button(
                "bulk.policy",
                () -> new BulkPolicyDialog(change -> open(change, "bulk.policy")).open()),
            button(
                "bulk.test",
                () ->
                    new BulkTestDialog(messages, canMail.get(), change -> open(change, "bulk.test"))
                        .open()));
    showFor(0);
  }

  /** Shows the bar if anything is selected. */
  final void showFor(int number) {
    getContent().setVisible(number > 0);
    if (number == 0) {
      all.setValue(false);
    }
    showCount();
  }

  private void showCount() {
    count.setText(
        all.getValue()
            ? getTranslation("bulk.count.all")
            : getTranslation("bulk.count", selected.get().size()));
  }

  private Button button(String labelKey, SerializableRunnable action) {
    Button button = new Button(getTranslation(labelKey), click -> action.run());
    button.addThemeVariants(ButtonVariant.SMALL);
    return button;
  }

  private void open(BulkChange change, String titleKey) {
    TenantSelection selection =
        all.getValue()
            ? new TenantSelection.Matching(filter.get())
            : new TenantSelection.Chosen(
                selected.get().stream().map(TenantOverview::id).collect(Collectors.toSet()));
    new BulkRunDialog(service, messages, titleKey, selection, change, onDone).open();
  }
}
