package org.postmeister.search.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import java.io.Serializable;

/**
 * Something that was found.
 *
 * @param note what tells it from others with the same title, blank if nothing
 * @param path where it leads, with parameters; relative, empty for the first page
 */
record Finding(String title, String note, String path) implements Serializable {

  /** For a link. */
  String href() {
    return path.isEmpty() ? "." : path;
  }

  /** Goes there. */
  void open(UI ui) {
    Location location = new Location(path);
    ui.navigate(location.getPath(), location.getQueryParameters());
  }
}
