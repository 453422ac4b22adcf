package org.postmeister.testing;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.SerializableBiConsumer;
import java.util.HashMap;
import java.util.Map;
import org.springframework.test.util.ReflectionTestUtils;

/** What a grid passes to the templates of its cells in the browser. */
public final class GridCells {

  private GridCells() {}

  /** The properties of a row, of all columns together. */
  public static <T> Map<String, Object> of(Grid<T> grid, T item) {
    Map<String, Object> properties = new HashMap<>();
    for (Grid.Column<T> column : grid.getColumns()) {
      if (column.getRenderer() instanceof LitRenderer<T> template) {
        template
            .getValueProviders()
            .forEach((name, value) -> properties.put(name, value.apply(item)));
      }
    }
    return properties;
  }

  /** Calls a function of a template, as a click in the browser does. */
  @SuppressWarnings("unchecked")
  public static <T> void call(Grid<T> grid, T item, String function) {
    for (Grid.Column<T> column : grid.getColumns()) {
      Map<String, SerializableBiConsumer<T, Object>> functions =
          column.getRenderer() instanceof LitRenderer<T> template
              ? (Map<String, SerializableBiConsumer<T, Object>>)
                  ReflectionTestUtils.getField(template, "clientCallables")
              : Map.of();
      if (functions.containsKey(function)) {
        functions.get(function).accept(item, null);
        return;
      }
    }
    throw new AssertionError("No column has the function " + function);
  }
}
