package org.postmeister.common.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.Renderer;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.shared.Registration;
import java.util.ArrayList;
import java.util.List;

/** Whether a window is as narrow as a phone's, now and whenever that changes. */
public final class NarrowScreen {

  // Of CSS pixels; as in the style sheet.
  private static final int WIDEST = 640;

  private NarrowScreen() {}

  /** Tells it as long as the component is attached, for the first time when it is. */
  public static void follow(Component component, SerializableConsumer<Boolean> narrow) {
    component.addAttachListener(attached -> {
      UI ui = attached.getUI();
      narrow.accept(isNarrow(ui.getPage().getExtendedClientDetails().getWindowInnerWidth()));
      Registration resizing =
          ui.getPage()
              .addBrowserWindowResizeListener(
                  resized -> narrow.accept(isNarrow(resized.getWidth())));
      component.addDetachListener(detached -> {
        detached.unregisterListener();
        resizing.remove();
      });
    });
  }

  private static boolean isNarrow(int width) {
    return width > 0 && width <= WIDEST;
  }

  /**
   * Shows each row of a grid as a card when the screen is narrow.
   *
   * @param card the row as a card
   */
  public static <T> void showAsCards(Grid<T> grid, Renderer<T> card) {
    List<Grid.Column<T>> columns = List.copyOf(grid.getColumns());
    List<Grid.Column<T>> hidden = new ArrayList<>();
    Grid.Column<T> cards = grid.addColumn(card).setFlexGrow(1);
    cards.setVisible(false);
    follow(
        grid,
        narrow -> {
          if (cards.isVisible() == narrow) {
            return;
          }
          if (narrow) {
            hidden.addAll(columns.stream().filter(Component::isVisible).toList());
          }
          hidden.forEach(column -> column.setVisible(!narrow));
          if (!narrow) {
            hidden.clear();
          }
          cards.setVisible(narrow);
          grid.setClassName("cards-grid", narrow);
        });
  }
}
