package org.postmeister.tenantlist.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.function.SerializableConsumer;
import org.jspecify.annotations.Nullable;
import org.postmeister.tenantlist.BulkChange;

/** Asks which policy settings to change, and how. */
final class BulkPolicyDialog extends Dialog {

  /** The change of a setting. */
  private enum Choice {
    UNCHANGED,
    ALLOW,
    FORBID;

    @Nullable Boolean value() {
      return switch (this) {
        case UNCHANGED -> null;
        case ALLOW -> true;
        case FORBID -> false;
      };
    }
  }

  BulkPolicyDialog(SerializableConsumer<BulkChange> onChosen) {
    setHeaderTitle(getTranslation("bulk.policy"));
    RadioButtonGroup<Choice> system = choice("policy.system-server-allowed");
    RadioButtonGroup<Choice> own = choice("policy.own-server-allowed");
    Button apply =
        new Button(
            getTranslation("bulk.apply"),
            click -> {
              close();
              onChosen.accept(
                  new BulkChange.SetPolicy(system.getValue().value(), own.getValue().value()));
            });
    apply.addThemeVariants(ButtonVariant.PRIMARY);
    add(new Paragraph(getTranslation("bulk.policy.sentence")), system, own);
    getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), apply);
    setWidth("32rem");
  }

  private RadioButtonGroup<Choice> choice(String labelKey) {
    RadioButtonGroup<Choice> group = new RadioButtonGroup<>();
    group.setLabel(getTranslation(labelKey));
    group.setItems(Choice.values());
    group.setItemLabelGenerator(value -> getTranslation("bulk.choice." + value));
    group.setValue(Choice.UNCHANGED);
    return group;
  }
}
