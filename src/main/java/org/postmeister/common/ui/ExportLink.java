package org.postmeister.common.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import org.postmeister.common.table.TableFormat;

/** Downloads a list as a file. */
public final class ExportLink extends Anchor {

  /** Writes the list as it is shown at the moment; called without the lock of the session. */
  @FunctionalInterface
  public interface Source extends Serializable {

    /**
     * @param format what to write
     * @param out stays open
     */
    void write(TableFormat format, OutputStream out) throws IOException;
  }

  /**
   * @param fileName without its extension
   */
  public ExportLink(String textKey, String fileName, TableFormat format, Source source) {
    super(
        (DownloadHandler)
            event -> {
              event.setFileName(fileName + "." + format.extension());
              event.setContentType(format.contentType());
              source.write(format, event.getOutputStream());
            },
        "");
    setText(getTranslation(textKey));
    getElement().setAttribute("download", true);
  }
}
