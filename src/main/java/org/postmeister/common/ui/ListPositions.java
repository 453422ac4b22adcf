package org.postmeister.common.ui;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.function.SerializableSupplier;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.NavigationTrigger;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far lists were scrolled, so that going back in the browser leads to where a person was. Kept
 * with the open page; whoever opens a list anew begins at its start.
 */
public final class ListPositions implements Serializable {

  private static final int MOST = 50;
  private static final String SCROLLED = "list-scrolled";

  // Told after a pause, since scrolling is many steps.
  private static final String TELL =
      """
      let pause;
      this.shadowRoot.querySelector('#table').addEventListener('scroll', () => {
        clearTimeout(pause);
        pause = setTimeout(() => this.isConnected && this.dispatchEvent(
          new CustomEvent('%s', { detail: this._firstVisibleIndex ?? 0 })), 200);
      });
      """
          .formatted(SCROLLED);

  // A list that is still at its start, and then somewhere else, jumps before one's eyes.
  private static final String HIDE_UNTIL_THERE =
      """
      this.style.visibility = 'hidden';
      const begun = performance.now();
      let still = 0;
      const look = () => {
        still = this.loading || !this._hasData ? 0 : still + 1;
        if (still > 1 || performance.now() - begun > 1000) {
          this.style.visibility = '';
        } else {
          requestAnimationFrame(look);
        }
      };
      requestAnimationFrame(look);
      """;

  // The oldest first.
  private final Map<String, Integer> rows = new LinkedHashMap<>();

  private ListPositions() {}

  /**
   * Remembers how far a list is scrolled.
   *
   * @param address what it shows: its page with its filter
   */
  public static void follow(Grid<?> grid, SerializableSupplier<String> address) {
    grid.addAttachListener(attached -> grid.getElement().executeJs(TELL));
    grid.getElement()
        .addEventListener(
            SCROLLED,
            scrolled ->
                of(UI.getCurrent())
                    .remember(
                        address.get(), scrolled.getEventData().get("event.detail").intValue()))
        .addEventData("event.detail");
  }

  /**
   * Scrolls to where a list was left if somebody goes back to it; after it has its data provider.
   *
   * @param address as in {@link #follow}
   */
  public static void restore(Grid<?> grid, BeforeEnterEvent event, String address) {
    int row = of(event.getUI()).rows.getOrDefault(address, 0);
    if (row == 0 || event.getTrigger() != NavigationTrigger.HISTORY) {
      return;
    }
    if (!grid.getDataCommunicator().isDefinedSize()) {
      // Else the list would end before that row until more is known of it.
      grid.getLazyDataView()
          .setItemCountEstimate(
              Math.max(
                  grid.getLazyDataView().getItemCountEstimate(), row + 2 * grid.getPageSize()));
    }
    grid.getElement().executeJs(HIDE_UNTIL_THERE);
    grid.scrollToIndex(row);
  }

  private void remember(String address, int row) {
    rows.remove(address);
    if (row > 0) {
      rows.put(address, row);
    }
    if (rows.size() > MOST) {
      rows.remove(rows.keySet().iterator().next());
    }
  }

  private static ListPositions of(UI ui) {
    ListPositions known = ComponentUtil.getData(ui, ListPositions.class);
    if (known == null) {
      known = new ListPositions();
      ComponentUtil.setData(ui, ListPositions.class, known);
    }
    return known;
  }
}
