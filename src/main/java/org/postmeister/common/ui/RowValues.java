package org.postmeister.common.ui;

import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The values of a grid's rows for templates that the browser fills. Each column sends its own
 * values with every row, so a template gets no others than those it names.
 */
public final class RowValues<T> implements Serializable {

  private final Map<String, ValueProvider<T, ?>> values = new LinkedHashMap<>();

  /**
   * Adds a value, which templates name as {@code ${item.<name>}}.
   *
   * @return this
   */
  public RowValues<T> with(String name, ValueProvider<T, ?> value) {
    values.put(name, value);
    return this;
  }

  /** Fills a template, of which each name must be known. */
  public LitRenderer<T> in(String template) {
    LitRenderer<T> renderer = LitRenderer.of(template);
    Pattern.compile("\\bitem\\.(\\w+)")
        .matcher(template)
        .results()
        .map(found -> found.group(1))
        .distinct()
        .forEach(name -> renderer.withProperty(name, known(name)));
    return renderer;
  }

  private ValueProvider<T, ?> known(String name) {
    ValueProvider<T, ?> value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("No value is called " + name);
    }
    return value;
  }
}
