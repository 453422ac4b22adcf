package org.postmeister.common.ui.form;

import com.vaadin.flow.data.binder.Setter;
import com.vaadin.flow.function.ValueProvider;
import org.jspecify.annotations.Nullable;

/**
 * One editable property of a form's data.
 *
 * @param labelKey of its field
 * @param <B> the form's data
 * @param <T> the value
 */
public record FormProperty<B, T extends @Nullable Object>(
    String labelKey, ValueProvider<B, T> getter, Setter<B, T> setter) {

  /** Copies the value from other data. */
  public void copy(B from, B to) {
    setter.accept(to, getter.apply(from));
  }

  /**
   * The same property of data that has this as a part.
   *
   * @param <W> the whole
   */
  public <W> FormProperty<W, T> in(ValueProvider<W, B> part) {
    return new FormProperty<>(
        labelKey,
        whole -> getter.apply(part.apply(whole)),
        (whole, value) -> setter.accept(part.apply(whole), value));
  }
}
