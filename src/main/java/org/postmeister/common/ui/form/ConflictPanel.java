package org.postmeister.common.ui.form;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two people changed the same object: shows what each of them entered, field by field, and lets the
 * second one choose.
 */
public final class ConflictPanel extends Div {

  private final List<SerializableRunnable> choices = new ArrayList<>();
  private final Div rows = new Div();

  /**
   * @param onResolved called when the user has chosen for every field
   */
  public ConflictPanel(SerializableRunnable onResolved) {
    addClassNames("notice", "conflict-panel");
    getElement().setAttribute("data-kind", "warning");
    getElement().setAttribute("role", "alert");
    rows.addClassName("conflict-rows");
    Button apply = new Button(getTranslation("conflict.apply"));
    apply.addThemeVariants(ButtonVariant.PRIMARY);
    apply.addClickListener(click -> {
      choices.forEach(SerializableRunnable::run);
      onResolved.run();
    });
    add(
        new H2(getTranslation("conflict.title")),
        new Paragraph(getTranslation("conflict.text")),
        rows,
        apply);
  }

  /**
   * Adds a row for every property in which the two differ.
   *
   * @return whether there is any
   */
  public <B> boolean compare(B mine, B theirs, B result, List<FormProperty<B, ?>> properties) {
    properties.forEach(property -> compare(mine, theirs, result, property));
    return !choices.isEmpty();
  }

  private <B> void compare(B mine, B theirs, B result, FormProperty<B, ?> property) {
    Object typed = property.getter().apply(mine);
    Object stored = property.getter().apply(theirs);
    if (Objects.equals(typed, stored)) {
      return;
    }
    RadioButtonGroup<Boolean> choice = new RadioButtonGroup<>();
    choice.setLabel(getTranslation(property.labelKey()));
    choice.setItems(true, false);
    choice.setItemLabelGenerator(own ->
        own
            ? getTranslation("conflict.mine", text(typed))
            : getTranslation("conflict.theirs", text(stored)));
    choice.setValue(true);
    choices.add(() -> property.copy(choice.getValue() ? mine : theirs, result));
    rows.add(choice);
  }

  private String text(@Nullable Object value) {
    return switch (value) {
      case null -> getTranslation("conflict.empty");
      case Boolean on -> getTranslation(on ? "conflict.on" : "conflict.off");
      case Enum<?> constant ->
          getTranslation(constant.getDeclaringClass().getSimpleName() + "." + constant.name());
      default -> value.toString();
    };
  }
}
