package org.postmeister.common.ui;

import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.IntSupplier;

/**
 * Takes uploaded files into memory, and no more of one than is allowed: what a browser says of its
 * size is not believed.
 */
public final class SmallUploads implements UploadHandler {

  private final transient IntSupplier room;
  private final Taken taken;
  private final SerializableConsumer<String> refused;

  /** What is told of a file. */
  @FunctionalInterface
  public interface Taken extends Serializable {

    /**
     * @param name as its sender calls it
     * @param contentType as the browser calls it
     */
    void take(String name, String contentType, byte[] content);
  }

  /**
   * @param room octets that the next file may have
   * @param taken told each file, in the UI
   * @param refused told the name of each that is too large, in the UI
   */
  public SmallUploads(IntSupplier room, Taken taken, SerializableConsumer<String> refused) {
    this.room = room;
    this.taken = taken;
    this.refused = refused;
  }

  @Override
  public void handleUploadRequest(UploadEvent event) throws IOException {
    int most = room.getAsInt();
    byte[] content =
        event.getFileSize() > most ? null : event.getInputStream().readNBytes(most + 1);
    String name = event.getFileName();
    if (content == null || content.length > most) {
      event.reject();
      UiThread.later(event.getUI(), () -> refused.accept(name));
      return;
    }
    String type = String.valueOf(event.getContentType());
    UiThread.later(event.getUI(), () -> taken.take(name, type, content));
  }
}
