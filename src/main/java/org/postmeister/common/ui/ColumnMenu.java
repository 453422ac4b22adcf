package org.postmeister.common.ui;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.function.SerializableBiConsumer;
import com.vaadin.flow.function.SerializableFunction;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chooses which columns of a grid are shown. */
public final class ColumnMenu<C extends Enum<C>> extends MenuBar {

  private final Map<C, MenuItem> items;

  /**
   * @param labels the name of each column
   * @param fixed the column without which nobody could tell what a row is about; always shown
   * @param onChoice called with a column and whether it is to be shown
   */
  public ColumnMenu(
      List<C> columns,
      C fixed,
      SerializableFunction<C, String> labels,
      SerializableBiConsumer<C, Boolean> onChoice) {
    this.items = new EnumMap<>(fixed.getDeclaringClass());
    SubMenu menu = addItem(getTranslation("grid.columns")).getSubMenu();
    for (C column : columns) {
      MenuItem item =
          menu.addItem(
              labels.apply(column),
              click -> onChoice.accept(column, click.getSource().isChecked()));
      item.setCheckable(true);
      item.setKeepOpen(true);
      item.setEnabled(column != fixed);
      items.put(column, item);
    }
  }

  /** Shows which columns are shown. */
  public void show(Set<C> shown) {
    items.forEach((column, item) -> item.setChecked(shown.contains(column)));
  }
}
